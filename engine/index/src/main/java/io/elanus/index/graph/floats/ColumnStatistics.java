package io.elanus.index.graph.floats;

import io.elanus.base.Cancellation;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Mean and standard deviation of each dimension, over evenly spaced nodes.
 *
 * <p>A value that lies {@link #FAR} deviations from the mean does not count, and what is left is
 * measured again: one sentinel of 1e6 would stand for the deviation of all other values else.
 */
public final class ColumnStatistics {
  /** Nodes that are looked at. */
  private static final int SAMPLE = 1 << 15;

  /** Deviations; no normal value lies so far from the mean. */
  private static final double FAR = 10;

  /** Outliers of so many magnitudes, each hidden by the next, are left out. */
  private static final int ROUNDS = 12;

  private final GraphRows rows;
  private final Cancellation cancellation;
  private final double[] mean;
  private final double[] deviation;
  // Of the values that count, about the mean.
  private final double[] sums;
  private final double[] squares;
  private final double[] least;
  private final double[] greatest;
  private final int[] counts;

  private ColumnStatistics(GraphRows rows, Cancellation cancellation) {
    int dim = rows.dim();
    this.rows = rows;
    this.cancellation = cancellation;
    mean = new double[dim];
    deviation = new double[dim];
    sums = new double[dim];
    squares = new double[dim];
    least = new double[dim];
    greatest = new double[dim];
    counts = new int[dim];
  }

  /** Measures the rows of a build. */
  public static ColumnStatistics of(GraphRows rows, Cancellation cancellation) {
    ColumnStatistics found = new ColumnStatistics(rows, cancellation);
    int count = found.forEach(found::add);
    for (int d = 0; d < found.mean.length && count > 0; d++) {
      found.mean[d] = found.sums[d] / count;
    }
    found.forEach(found::addSquares);
    boolean far = false;
    for (int d = 0; d < found.mean.length && count > 0; d++) {
      found.deviation[d] = Math.sqrt(found.squares[d] / count);
      far |= found.greatest[d] > FAR * found.deviation[d];
    }
    for (int round = 0; far && round < ROUNDS; round++) {
      far = found.narrow();
    }
    return found;
  }

  /** Mean of each dimension. */
  public float[] mean() {
    float[] means = new float[mean.length];
    for (int d = 0; d < means.length; d++) {
      means[d] = (float) mean[d];
    }
    return means;
  }

  /** Standard deviation of each dimension, 1 where it is 0 or no float. */
  float[] spread() {
    float[] spreads = new float[mean.length];
    for (int d = 0; d < spreads.length; d++) {
      float spread = (float) deviation[d];
      spreads[d] = spread > 0 && spread < Float.POSITIVE_INFINITY ? spread : 1;
    }
    return spreads;
  }

  private int forEach(Consumer<float[]> taker) {
    float[] row = new float[mean.length];
    int count = Math.min(SAMPLE, rows.count());
    for (int i = 0; i < count; i++) {
      if ((i & 255) == 0) {
        cancellation.check();
      }
      rows.copy(rows.nodes().first((int) ((long) i * rows.count() / count)), row);
      taker.accept(row);
    }
    return count;
  }

  private void add(float[] row) {
    for (int d = 0; d < row.length; d++) {
      sums[d] += row[d];
    }
  }

  private void addSquares(float[] row) {
    for (int d = 0; d < row.length; d++) {
      double value = row[d] - mean[d];
      squares[d] += value * value;
      greatest[d] = Math.max(greatest[d], Math.abs(value));
    }
  }

  private void addNear(float[] row) {
    for (int d = 0; d < row.length; d++) {
      double value = row[d] - mean[d];
      if (Math.abs(value) <= FAR * deviation[d]) {
        sums[d] += value;
        squares[d] += value * value;
        least[d] = Math.min(least[d], value);
        greatest[d] = Math.max(greatest[d], value);
        counts[d]++;
      }
    }
  }

  /** Leaves out what is far, and returns whether anything still is. */
  private boolean narrow() {
    Arrays.fill(sums, 0);
    Arrays.fill(squares, 0);
    Arrays.fill(counts, 0);
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
    forEach(this::addNear);
    boolean far = false;
    for (int d = 0; d < mean.length; d++) {
      if (counts[d] == 0) {
        continue;
      }
      if (least[d] == greatest[d]) {
        // Nearly all values are the same: the deviation is that of the others.
        mean[d] += least[d];
        continue;
      }
      double shift = sums[d] / counts[d];
      double square = squares[d] / counts[d];
      // No less than what rounding leaves of it.
      deviation[d] = Math.sqrt(Math.max(square - shift * shift, square * 1e-12));
      far |= Math.max(greatest[d], -least[d]) > FAR * deviation[d];
      mean[d] += shift;
    }
    return far;
  }
}
