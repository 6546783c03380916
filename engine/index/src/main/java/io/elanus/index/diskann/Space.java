package io.elanus.index.diskann;

import io.elanus.index.BuildContext;
import io.elanus.index.FloatRows;
import io.elanus.index.MetricType;
import io.elanus.index.panel.MetricRows;
import io.elanus.index.panel.Parallel;
import io.elanus.kernels.RowLayout;
import java.util.Arrays;

/**
 * The distinct rows as points whose Euclidean distances rank neighbours, whatever the metric.
 *
 * <p>Points are less their mean, so that rows far from the origin keep their digits. COSINE rows
 * have length 1 first. For IP a point has one value more, {@code sqrt(M - |x|^2)} with M the
 * largest squared norm, which turns the search for the largest inner product into one for the
 * smallest distance (Bachrach and others, 2014).
 */
final class Space {
  /** Rows that the mean is taken from. */
  private static final int SAMPLE = 1 << 14;

  private static final int BATCH = 16;
  private static final int PIECE = 1 << 12;

  private final MetricRows rows;
  // Where each distinct row comes first; null where all are.
  private final int[] firsts;
  private final boolean augmented;
  private final double largest;
  private final float[] mean;

  private Space(MetricRows rows, int[] firsts, double largest, float[] mean) {
    this.rows = rows;
    this.firsts = firsts;
    this.augmented = rows.metric() == MetricType.IP;
    this.largest = largest;
    this.mean = mean;
  }

  /**
   * Takes the statistics: the mean of evenly spaced rows, for IP the largest norm of all.
   *
   * @param firsts where each distinct row comes first; null where all rows are
   */
  static Space of(FloatRows rows, int[] firsts, MetricType metric, BuildContext context) {
    MetricRows seen = new MetricRows(rows, metric);
    int dim = values(rows.dim(), metric);
    double largest = metric == MetricType.IP ? largest(seen, context) : 0;
    Space raw = new Space(seen, firsts, largest, new float[dim]);
    int count = Math.min(SAMPLE, raw.count());
    double[] sums = new double[dim];
    float[] point = new float[dim];
    int[] one = new int[1];
    for (int i = 0; i < count; i++) {
      if (i % BATCH == 0) {
        context.cancellation().check();
      }
      one[0] = (int) ((long) i * raw.count() / count);
      raw.gather(one, 0, 1, point, 0);
      for (int d = 0; d < dim; d++) {
        sums[d] += point[d];
      }
    }
    float[] mean = new float[dim];
    for (int d = 0; d < dim && count > 0; d++) {
      mean[d] = (float) (sums[d] / count);
    }
    return new Space(seen, firsts, largest, mean);
  }

  /** Values of a point. */
  static int values(int dim, MetricType metric) {
    return metric == MetricType.IP ? dim + 1 : dim;
  }

  private static double largest(MetricRows rows, BuildContext context) {
    double[] largest = new double[Math.max(1, context.threads())];
    float[][] buffers = new float[largest.length][BATCH * rows.dim()];
    Parallel.run(
        context.threads(),
        context.executor(),
        (rows.count() + PIECE - 1) / PIECE,
        context.cancellation(),
        (item, thread) -> {
          int end = Math.min(rows.count(), (item + 1) * PIECE);
          for (int from = item * PIECE; from < end; from += BATCH) {
            context.cancellation().check();
            int count = Math.min(BATCH, end - from);
            rows.copy(from, count, buffers[thread], 0);
            for (int i = 0; i < count; i++) {
              double norm = RowLayout.squaredNorm(buffers[thread], i * rows.dim(), rows.dim());
              largest[thread] = Math.max(largest[thread], norm);
            }
          }
        });
    return Arrays.stream(largest).max().orElse(0);
  }

  /** How many distinct rows there are. */
  int count() {
    return firsts == null ? rows.count() : firsts.length;
  }

  /** Values of a point. */
  int dim() {
    return mean.length;
  }

  /** What was taken off each value; for IP one value more than a row has. */
  float[] mean() {
    return mean;
  }

  MetricType metric() {
    return rows.metric();
  }

  /**
   * Copies the points of some rows, one after another.
   *
   * @param ordinals distinct rows from {@code from} on
   */
  void gather(int[] ordinals, int from, int count, float[] target, int offset) {
    int dim = dim();
    int values = rows.dim();
    float[] some = new float[Math.min(BATCH, count) * values];
    int[] rowsOf = new int[firsts == null ? 0 : BATCH];
    for (int first = 0; first < count; first += BATCH) {
      int step = Math.min(BATCH, count - first);
      if (firsts == null) {
        rows.gather(ordinals, from + first, step, some);
      } else {
        for (int i = 0; i < step; i++) {
          rowsOf[i] = firsts[ordinals[from + first + i]];
        }
        rows.gather(rowsOf, 0, step, some);
      }
      for (int i = 0; i < step; i++) {
        int start = offset + (first + i) * dim;
        for (int d = 0; d < values; d++) {
          target[start + d] = some[i * values + d] - mean[d];
        }
        if (augmented) {
          double left = largest - RowLayout.squaredNorm(some, i * values, values);
          target[start + values] = (float) Math.sqrt(Math.max(0, left)) - mean[values];
        }
      }
    }
  }
}
