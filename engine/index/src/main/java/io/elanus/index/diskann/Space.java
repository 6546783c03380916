package io.elanus.index.diskann;

import io.elanus.api.index.MetricType;
import io.elanus.index.BuildContext;
import io.elanus.index.FloatRows;
import io.elanus.index.lists.MetricRows;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.RowLayout;
import java.util.Arrays;

/**
 * The distinct rows as points whose Euclidean distances rank neighbours, whatever the metric.
 *
 * <p>COSINE rows have length 1. For IP a point has one value more, {@code sqrt(M - |x|^2)} with M
 * the largest squared norm, which turns the search for the largest inner product into one for the
 * smallest distance (Bachrach and others, 2014). Rows much longer than most do not count for M and
 * have 0 there. See {@link Frame} for what is done to rows first.
 */
final class Space {
  /** Rows that statistics are taken from, at most. */
  private static final int SAMPLE = 1 << 10;

  /** Of such samples in all so many values at most, but for very long rows. */
  private static final int SAMPLED_VALUES = 1 << 17;

  private static final int SMALLEST_SAMPLE = 32;

  /** The share of rows whose length says how far usual rows reach. */
  private static final double USUAL = 0.9;

  /** How many times as far as usual rows a value may lie from the middle. */
  private static final float FAR = 16;

  /** For IP the largest norm is taken for this many times the usual one at most. */
  private static final float LONG = 4;

  /** Queries are at most so many times as far away as words may be. */
  private static final float QUERY_CODED = 64;

  /** Queries are at most so many times as far away as the longest row. */
  private static final float QUERY_EXACT = 1 << 20;

  private static final int BATCH = 16;
  private static final int PIECE = 1 << 12;

  private final MetricRows rows;
  // Where each distinct row comes first; null where all are.
  private final int[] firsts;
  private final boolean augmented;
  private final double largest;
  private final Frame frame;
  private final float[] middle;
  private final float outlier;

  /**
   * @param largest the largest squared norm of rows in the frame, for IP
   * @param outlier beyond what deviation from the middle a value is an outlier
   */
  private Space(MetricRows rows, int[] firsts, double largest, Frame frame, float outlier) {
    this.rows = rows;
    this.firsts = firsts;
    this.augmented = rows.metric() == MetricType.IP;
    this.largest = largest;
    this.frame = frame;
    this.middle = frame.middle();
    this.outlier = outlier;
  }

  /**
   * Takes the statistics: the largest norm of all rows, and of evenly spaced ones the median of
   * each value and how far most lie from it.
   *
   * @param firsts where each distinct row comes first; null where all rows are
   */
  static Space of(FloatRows rows, int[] firsts, MetricType metric, BuildContext context) {
    MetricRows seen = new MetricRows(rows, metric);
    int dim = values(rows.dim(), metric);
    double norm = metric == MetricType.COSINE ? 1 : largest(seen, context);
    float scale = Frame.scale(Math.sqrt(norm));
    double largest = norm * scale * scale;
    Frame raw = new Frame(true, scale, 0, new float[dim]);
    int rowCount = firsts == null ? rows.count() : firsts.length;
    int count = Math.min(rowCount, Math.clamp(SAMPLED_VALUES / dim, SMALLEST_SAMPLE, SAMPLE));
    float[] sample = new Space(seen, firsts, largest, raw, 0).sample(count, context);
    if (metric == MetricType.IP) {
      double longest = LONG * usual(sample, count, dim, rows.dim());
      if (longest * longest < largest && longest > 0) {
        largest = longest * longest;
        sample = new Space(seen, firsts, largest, raw, 0).sample(count, context);
      }
    }
    float[] middle = medians(sample, count, dim, context);
    for (int i = 0; i < sample.length; i++) {
      sample[i] -= middle[i % dim];
    }
    float usual = (float) usual(sample, count, dim, dim);
    float outlier = usual == 0 ? Float.POSITIVE_INFINITY : FAR * usual;
    return new Space(seen, firsts, largest, new Frame(true, scale, 0, middle), outlier);
  }

  /** A length that most rows of a sample do not exceed. */
  private static double usual(float[] sample, int count, int dim, int length) {
    double[] norms = new double[count];
    Arrays.setAll(norms, i -> Math.sqrt(RowLayout.squaredNorm(sample, i * dim, length)));
    Arrays.sort(norms);
    return count == 0 ? 0 : norms[(int) (USUAL * (count - 1))];
  }

  /** One that was opened: for IP its points lack the last value, which no query asks for. */
  static Space of(FloatRows rows, int[] firsts, MetricType metric, Frame frame) {
    return new Space(new MetricRows(rows, metric), firsts, 0, frame, 0);
  }

  private float[] sample(int count, BuildContext context) {
    int[] spaced = new int[count];
    Arrays.setAll(spaced, i -> (int) ((long) i * count() / count));
    float[] sample = new float[count * dim()];
    for (int from = 0; from < count; from += BATCH) {
      context.cancellation().check();
      gather(spaced, from, Math.min(BATCH, count - from), sample, from * dim());
    }
    return sample;
  }

  /** Medians, as a single row that is far from all others moves a mean but not these. */
  private static float[] medians(float[] sample, int count, int dim, BuildContext context) {
    float[] medians = new float[dim];
    float[] column = new float[count];
    for (int d = 0; d < dim && count > 0; d++) {
      context.cancellation().check();
      for (int i = 0; i < count; i++) {
        column[i] = sample[i * dim + d];
      }
      Arrays.sort(column);
      medians[d] = column[count / 2];
    }
    return medians;
  }

  /** Values of a point. */
  static int values(int dim, MetricType metric) {
    return metric == MetricType.IP ? dim + 1 : dim;
  }

  private static double largest(MetricRows rows, BuildContext context) {
    double[] largest = new double[Math.max(1, context.threads())];
    float[][] buffers = new float[largest.length][BATCH * rows.dim()];
    Parallel.ranges(
        context,
        0,
        rows.count(),
        PIECE,
        (first, end, thread) -> {
          for (int from = first; from < end; from += BATCH) {
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
    return middle.length;
  }

  /** What was taken off each value. */
  float[] middle() {
    return middle;
  }

  /**
   * What is done to rows first, and to queries.
   *
   * @param coded whether codes steer searches
   */
  Frame frame(boolean coded) {
    float limit = coded ? QUERY_CODED * outlier : QUERY_EXACT * (float) Math.sqrt(largest);
    return new Frame(coded, frame.scale(), limit, frame.middle());
  }

  /**
   * Beyond what deviation from zero a value of a point is an outlier: so far that its row is no
   * neighbour of a usual row, whatever its other values are.
   */
  float outlier() {
    return outlier;
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
    float scale = frame.scale();
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
          target[start + d] = some[i * values + d] * scale - middle[d];
        }
        if (augmented) {
          double squared = RowLayout.squaredNorm(some, i * values, values) * scale * scale;
          double left = Math.max(0, largest - squared);
          target[start + values] = (float) Math.sqrt(left) - middle[values];
        }
      }
    }
  }
}
