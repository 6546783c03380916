package io.elanus.index.cluster;

import io.elanus.index.lists.MetricRows;
import java.util.SplittableRandom;

/**
 * Some rows of a segment, numbered from 0.
 *
 * @param ordinals the row of each point, ascending; null where all rows are points
 */
public record SamplePoints(MetricRows rows, int[] ordinals) {
  /**
   * One row at random out of each of {@code size} equal stretches; all rows where there are no
   * more.
   */
  public static SamplePoints sample(MetricRows rows, int size, long seed) {
    return new SamplePoints(rows, sample(rows.count(), size, seed));
  }

  /** The same choice as ordinals, ascending; null for all rows. */
  public static int[] sample(int rows, int size, long seed) {
    if (size >= rows) {
      return null;
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] ordinals = new int[size];
    for (int i = 0; i < size; i++) {
      int from = (int) ((long) i * rows / size);
      int to = (int) ((i + 1L) * rows / size);
      ordinals[i] = from + random.nextInt(to - from);
    }
    return ordinals;
  }

  /** The rows that are not among these points. */
  public SamplePoints rest() {
    if (ordinals == null) {
      return new SamplePoints(rows, new int[0]);
    }
    int[] rest = new int[rows.count() - ordinals.length];
    for (int row = 0, point = 0, at = 0; row < rows.count(); row++) {
      if (point < ordinals.length && ordinals[point] == row) {
        point++;
      } else {
        rest[at++] = row;
      }
    }
    return new SamplePoints(rows, rest);
  }

  public int count() {
    return ordinals == null ? rows.count() : ordinals.length;
  }

  public int row(int point) {
    return ordinals == null ? point : ordinals[point];
  }

  void copy(int point, float[] target, int offset) {
    rows.copy(row(point), 1, target, offset);
  }

  /**
   * Copies at most 16 points to the start of the target.
   *
   * @param order point numbers from {@code from} on; null for the points' own order
   * @param scratch memory for 16 numbers
   */
  void gather(int[] order, int from, int count, int[] scratch, float[] target) {
    if (order == null && ordinals == null) {
      rows.copy(from, count, target, 0);
      return;
    }
    for (int i = 0; i < count; i++) {
      scratch[i] = row(order == null ? from + i : order[from + i]);
    }
    rows.gather(scratch, 0, count, target);
  }

  /** Evenly spaced points. */
  SamplePoints some(int size) {
    if (size == count()) {
      return this;
    }
    int[] some = new int[size];
    for (int i = 0; i < size; i++) {
      some[i] = row((int) ((long) i * count() / size));
    }
    return new SamplePoints(rows, some);
  }

  /** How many of {@code count} points are first, first + step, first + 2 * step and so on. */
  static int countEvery(int count, int first, int step) {
    return Math.max(0, (count - first + step - 1) / step);
  }

  /** The points first, first + step, first + 2 * step and so on. */
  SamplePoints every(int first, int step) {
    if (first == 0 && step == 1) {
      return this;
    }
    int[] chosen = new int[countEvery(count(), first, step)];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = row(first + i * step);
    }
    return new SamplePoints(rows, chosen);
  }
}
