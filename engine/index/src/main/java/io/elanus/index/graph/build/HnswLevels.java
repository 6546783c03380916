package io.elanus.index.graph.build;

import io.elanus.base.Cancellation;
import java.util.SplittableRandom;

/**
 * Which rows stand in which layer of an HNSW graph, and the order in which they are linked: those
 * of the topmost layer first, at random inside a level. So the nodes of every layer are a prefix of
 * the order.
 *
 * @param order all rows
 * @param counts how many rows layer l has, from layer 0, which has all, to the topmost
 */
public record HnswLevels(int[] order, int[] counts) {
  private static final int MOST = 32;

  public static HnswLevels of(int rows, int m, long seed, Cancellation cancellation) {
    SplittableRandom random = new SplittableRandom(seed);
    double scale = 1 / Math.log(m);
    byte[] levels = new byte[rows];
    int[] ofLevel = new int[MOST + 1];
    for (int row = 0; row < rows; row++) {
      if ((row & 0xffff) == 0) {
        cancellation.check();
      }
      // In (0, 1]: the logarithm is finite.
      int level = (int) (-Math.log(1 - random.nextDouble()) * scale);
      levels[row] = (byte) Math.min(level, MOST);
      ofLevel[levels[row]]++;
    }
    int top = MOST;
    while (top > 0 && ofLevel[top] == 0) {
      top--;
    }
    int[] counts = new int[top + 1];
    int[] next = new int[top + 1];
    for (int level = top, sum = 0; level >= 0; level--) {
      next[level] = sum;
      sum += ofLevel[level];
      counts[level] = sum;
    }
    int[] shuffled = shuffled(rows, random, cancellation);
    int[] order = new int[rows];
    for (int row : shuffled) {
      order[next[levels[row]]++] = row;
    }
    return new HnswLevels(order, counts);
  }

  private static int[] shuffled(int rows, SplittableRandom random, Cancellation cancellation) {
    int[] shuffled = new int[rows];
    for (int i = 0; i < rows; i++) {
      if ((i & 0xffff) == 0) {
        cancellation.check();
      }
      int other = random.nextInt(i + 1);
      shuffled[i] = shuffled[other];
      shuffled[other] = i;
    }
    return shuffled;
  }

  /** Rows above the lowest layer. */
  int upper() {
    return counts.length > 1 ? counts[1] : 0;
  }
}
