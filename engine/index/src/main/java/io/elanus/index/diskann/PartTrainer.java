package io.elanus.index.diskann;

import io.elanus.base.Cancellation;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PdxKernels;
import io.elanus.kernels.RowLayout;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Lloyd's algorithm on one part of some vectors, a few values each. A word that no point is nearest
 * to gets one half of the points of the most frequent word.
 */
final class PartTrainer {
  static final int ITERATIONS = 12;
  private static final int LANES = PdxKernels.LANES;
  private static final int GROUP = PdxKernels.GROUP;

  /** How far the two halves of a split word are moved apart, as a part of each value. */
  private static final float SPLIT = 1f / 1024;

  private final int count;
  private final int length;
  private final int size;
  private final float[] blocks;
  private final float[] distance;
  private final float[] index;
  private final float[] words;

  /**
   * @param points row-major
   * @param size words wanted, at most one for each point
   */
  private PartTrainer(float[] points, int length, int size, long seed) {
    this.count = points.length / length;
    this.length = length;
    this.size = size;
    int padded = (count + LANES - 1) / LANES * LANES;
    this.blocks = new float[padded * length];
    this.distance = new float[padded];
    this.index = new float[padded];
    this.words = new float[size * length];
    for (int first = 0; first < count; first += LANES) {
      int some = Math.min(LANES, count - first);
      RowLayout.toBlock(points, first * length, some, length, blocks, first * length);
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int word = 0; word < size; word++) {
      int from = (int) ((long) word * count / size);
      int to = (int) ((word + 1L) * count / size);
      int chosen = from + random.nextInt(to - from);
      System.arraycopy(points, chosen * length, words, word * length, length);
    }
  }

  /** Heap bytes of one for so many points. */
  static long bytes(long points, long length, long size) {
    return Float.BYTES * (points * (2 * length + 2) + size * (4 * length + 2));
  }

  /** The words of a part, row-major. */
  static float[] train(float[] points, int length, int size, long seed, Cancellation cancellation) {
    PartTrainer trainer = new PartTrainer(points, length, size, seed);
    for (int i = 0; i < ITERATIONS && trainer.count > size; i++) {
      trainer.assign(cancellation);
      trainer.move();
    }
    return trainer.words;
  }

  /** Packs words as groups for the kernel that finds the nearest, with the bias of each. */
  static void pack(float[] words, int start, int size, int length, float[] groups, float[] bias) {
    Arrays.fill(groups, 0);
    Arrays.fill(bias, Float.POSITIVE_INFINITY);
    for (int word = 0; word < size; word++) {
      int from = start + word * length;
      int group = word / GROUP * GROUP * length;
      RowLayout.toGroup(words, from, length, -2, groups, group, word % GROUP);
      bias[word] = (float) RowLayout.squaredNorm(words, from, length);
    }
  }

  /** Words rounded up to whole groups. */
  static int padded(int size) {
    return (size + GROUP - 1) / GROUP * GROUP;
  }

  private void assign(Cancellation cancellation) {
    float[] groups = new float[padded(size) * length];
    float[] bias = new float[padded(size)];
    pack(words, 0, size, length, groups, bias);
    Arrays.fill(distance, Float.POSITIVE_INFINITY);
    Arrays.fill(index, 0);
    int blockCount = distance.length / LANES;
    // Group by group, as a JVM that has just started takes 0.3 s for eight of them.
    for (int group = 0; group < bias.length / GROUP; group++) {
      cancellation.check();
      Kernels.best()
          .nearest(blocks, blockCount, groups, bias, group, group + 1, length, distance, index);
    }
  }

  private void move() {
    double[] sums = new double[size * length];
    int[] sizes = new int[size];
    for (int i = 0; i < count; i++) {
      int word = (int) index[i];
      sizes[word]++;
      int at = i / LANES * LANES * length + i % LANES;
      for (int d = 0; d < length; d++) {
        sums[word * length + d] += blocks[at + d * LANES];
      }
    }
    for (int word = 0; word < size; word++) {
      for (int d = 0; d < length && sizes[word] > 0; d++) {
        words[word * length + d] = (float) (sums[word * length + d] / sizes[word]);
      }
    }
    for (int word = 0; word < size; word++) {
      if (sizes[word] == 0) {
        split(word, sizes);
      }
    }
  }

  private void split(int empty, int[] sizes) {
    int largest = 0;
    for (int word = 1; word < size; word++) {
      largest = sizes[word] > sizes[largest] ? word : largest;
    }
    for (int d = 0; d < length; d++) {
      float value = words[largest * length + d];
      float step = (d & 1) == 0 ? SPLIT : -SPLIT;
      words[empty * length + d] = value * (1 + step);
      words[largest * length + d] = value * (1 - step);
    }
    sizes[empty] = sizes[largest] / 2;
    sizes[largest] -= sizes[empty];
  }
}
