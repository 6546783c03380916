package io.elanus.index.diskann;

import io.elanus.kernels.Kernels;
import io.elanus.kernels.PdxKernels;
import io.elanus.kernels.RowLayout;
import java.util.Arrays;

/**
 * Some points in dimension-major blocks, and the squared distances of four of them, or of four
 * others, to all; the memory of one thread. The bits of a distance depend on the two points only.
 */
final class PointBlock {
  private static final int LANES = PdxKernels.LANES;
  private static final int GROUP = PdxKernels.GROUP;

  /**
   * A squared distance below such a part of the squared norms has lost most of its digits to them.
   */
  private static final float NEAR = 1f / (1 << 14);

  private final PdxKernels kernels = Kernels.best();
  private final int dim;
  private final float[] rows;
  private final float[] group;
  private final double[] groupNorms = new double[GROUP];
  private float[] blocks = new float[0];
  private float[] bias = new float[0];
  private float[] tile = new float[0];
  private int count;

  PointBlock(int dim) {
    this.dim = dim;
    this.rows = new float[LANES * dim];
    this.group = new float[GROUP * dim];
  }

  /** Heap bytes of one that holds so many points. */
  static long bytes(long count, long dim) {
    long padded = (count + LANES - 1) / LANES * LANES;
    return Float.BYTES * (padded * (dim + 1 + GROUP) + (LANES + GROUP) * dim);
  }

  int count() {
    return count;
  }

  /** Takes points of the space in place of those before. */
  void load(Space space, int[] ordinals, int from, int newCount) {
    load(space, ordinals, from, newCount, null);
  }

  /**
   * Takes points of the space in place of those before.
   *
   * @param origin is subtracted from each, so that points near it keep their digits; null for
   *     nothing
   */
  void load(Space space, int[] ordinals, int from, int newCount, float[] origin) {
    begin(newCount);
    for (int first = 0; first < newCount; first += LANES) {
      int some = Math.min(LANES, newCount - first);
      space.gather(ordinals, from + first, some, rows, 0);
      for (int at = 0; origin != null && at < some * dim; at += dim) {
        for (int d = 0; d < dim; d++) {
          rows[at + d] -= origin[d];
        }
      }
      put(rows, 0, first, some);
    }
  }

  /**
   * Takes points from an array in place of those before.
   *
   * @param numbers which points of the array; null for the first {@code newCount}
   */
  void load(float[] values, int[] numbers, int newCount) {
    begin(newCount);
    for (int first = 0; first < newCount; first += LANES) {
      int some = Math.min(LANES, newCount - first);
      for (int i = 0; i < some; i++) {
        int number = numbers == null ? first + i : numbers[first + i];
        System.arraycopy(values, number * dim, rows, i * dim, dim);
      }
      put(rows, 0, first, some);
    }
  }

  private void begin(int newCount) {
    count = newCount;
    int padded = (newCount + LANES - 1) / LANES * LANES;
    if (bias.length < padded) {
      blocks = new float[padded * dim];
      bias = new float[padded];
      tile = new float[padded * GROUP];
    }
  }

  private void put(float[] source, int start, int first, int some) {
    RowLayout.toBlock(source, start, some, dim, blocks, first * dim);
    Arrays.fill(bias, first, first + LANES, Float.POSITIVE_INFINITY);
    for (int i = 0; i < some; i++) {
      bias[first + i] = (float) RowLayout.squaredNorm(source, start + i * dim, dim);
    }
  }

  /** Measures points {@code first} to {@code first + 3} of these against all. */
  void measure(int first) {
    int block = place(first);
    for (int d = 0; d < dim; d++) {
      for (int r = 0; r < GROUP; r++) {
        group[d * GROUP + r] = -2 * blocks[block + d * LANES + r];
      }
    }
    for (int r = 0; r < GROUP && first + r < count; r++) {
      groupNorms[r] = bias[first + r];
    }
    score();
  }

  /**
   * Measures other points against all.
   *
   * @param some at most 4
   */
  void measure(float[] points, int start, int some) {
    Arrays.fill(group, 0);
    for (int r = 0; r < some; r++) {
      RowLayout.toGroup(points, start + r * dim, dim, -2, group, 0, r);
      groupNorms[r] = (float) RowLayout.squaredNorm(points, start + r * dim, dim);
    }
    score();
  }

  private void score() {
    kernels.distances(group, 0, blocks, bias, (count + LANES - 1) / LANES, dim, tile);
  }

  /** The distance of measured point r to point i, not below 0. */
  float distance(int r, int i) {
    float sum = tile[(i / LANES * GROUP + r) * LANES + i % LANES];
    float distance = (float) (sum + groupNorms[r]);
    if (distance >= NEAR * ((float) groupNorms[r] + bias[i])) {
      return distance;
    }
    int at = place(i);
    double squares = 0;
    for (int d = 0; d < dim; d++) {
      // Halves of doubled values are exact.
      double difference = (double) blocks[at + d * LANES] + group[d * GROUP + r] / 2;
      squares += difference * difference;
    }
    return (float) squares;
  }

  /** The distance of two points of these, value by value. */
  float between(int i, int j) {
    int one = place(i);
    int other = place(j);
    double squares = 0;
    for (int d = 0; d < dim; d++) {
      double difference = (double) blocks[one + d * LANES] - blocks[other + d * LANES];
      squares += difference * difference;
    }
    return (float) squares;
  }

  /** Where the first value of a point lies. */
  private int place(int i) {
    return i / LANES * LANES * dim + i % LANES;
  }

  /**
   * Whether the difference of squares that {@link #distances} copied for two points of these says
   * little.
   */
  boolean isRough(int i, int j, float distance) {
    return distance < NEAR * (bias[i] + bias[j]);
  }

  /** Copies the distances of measured point r to all points, those of near ones with few digits. */
  void distances(int r, float[] target, int offset) {
    double norm = groupNorms[r];
    for (int first = 0; first < count; first += LANES) {
      int at = (first / LANES * GROUP + r) * LANES;
      int some = Math.min(LANES, count - first);
      for (int i = 0; i < some; i++) {
        target[offset + first + i] = Math.max(0, (float) (tile[at + i] + norm));
      }
    }
  }
}
