package io.elanus.index.cluster;

import io.elanus.kernels.PdxKernels;
import java.util.Arrays;

/**
 * Points sorted by cluster; inside a cluster they keep their order.
 *
 * @param starts where each cluster starts in {@code order}, and its length at the end
 * @param order point numbers
 */
public record Clusters(int[] starts, int[] order) {
  /** Clusters without points. */
  public static Clusters none(int clusters) {
    return new Clusters(new int[clusters + 1], new int[0]);
  }

  /** A counting sort of the assignment. */
  public static Clusters of(int[] assignment, int clusters) {
    return of(assignment, clusters, 1);
  }

  /** A counting sort of the points 0, every, 2 * every and so on. */
  public static Clusters of(int[] assignment, int clusters, int every) {
    int[] starts = new int[clusters + 1];
    for (int point = 0; point < assignment.length; point += every) {
      starts[assignment[point] + 1]++;
    }
    for (int i = 0; i < clusters; i++) {
      starts[i + 1] += starts[i];
    }
    int[] next = starts.clone();
    int[] order = new int[starts[clusters]];
    for (int point = 0; point < assignment.length; point += every) {
      order[next[assignment[point]]++] = point;
    }
    return new Clusters(starts, order);
  }

  /**
   * Leaves out clusters that no point belongs to and renumbers the assignment.
   *
   * @return the clusters that are left, ascending
   */
  public static int[] renumber(int[] assignment, int clusters) {
    int[] numbers = new int[clusters];
    for (int cluster : assignment) {
      numbers[cluster] = 1;
    }
    int[] kept = new int[clusters];
    int count = 0;
    for (int i = 0; i < clusters; i++) {
      if (numbers[i] == 1) {
        kept[count] = i;
        numbers[i] = count++;
      }
    }
    Arrays.setAll(assignment, point -> numbers[assignment[point]]);
    return Arrays.copyOf(kept, count);
  }

  public int size(int cluster) {
    return starts[cluster + 1] - starts[cluster];
  }

  /**
   * The point in each slot when every cluster starts a new block, -1 for padding.
   *
   * @param blockStarts first block of each cluster, and the number of blocks at the end
   */
  public int[] slots(int[] blockStarts) {
    int[] slots = new int[blockStarts[blockStarts.length - 1] * PdxKernels.LANES];
    Arrays.fill(slots, -1);
    for (int cluster = 0; cluster + 1 < starts.length; cluster++) {
      int first = blockStarts[cluster] * PdxKernels.LANES;
      System.arraycopy(order, starts[cluster], slots, first, size(cluster));
    }
    return slots;
  }
}
