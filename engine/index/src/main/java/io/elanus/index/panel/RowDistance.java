package io.elanus.index.panel;

import io.elanus.index.MetricType;
import io.elanus.kernels.RowLayout;

/** The distance of a query to a row as it was given, in double precision. */
public final class RowDistance {
  private RowDistance() {}

  /**
   * Computes one distance; smaller is closer.
   *
   * @param queries made ready for the metric, see {@link Queries}
   * @param q where the query starts
   * @param x where the row starts in {@code rows}
   */
  public static double of(MetricType metric, float[] queries, int q, float[] rows, int x, int dim) {
    if (metric == MetricType.L2) {
      return squared(queries, q, rows, x, dim);
    }
    double product = product(queries, q, rows, x, dim);
    if (metric == MetricType.COSINE) {
      double squared = RowLayout.squaredNorm(rows, x, dim);
      product = squared == 0 ? 0 : product / Math.sqrt(squared);
    }
    return 0 - product;
  }

  // Four sums in turn, so that an addition need not wait for the one before it.
  private static double squared(float[] queries, int q, float[] rows, int x, int dim) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int d = 0;
    for (; d + 4 <= dim; d += 4) {
      double difference0 = (double) queries[q + d] - rows[x + d];
      double difference1 = (double) queries[q + d + 1] - rows[x + d + 1];
      double difference2 = (double) queries[q + d + 2] - rows[x + d + 2];
      double difference3 = (double) queries[q + d + 3] - rows[x + d + 3];
      sum0 += difference0 * difference0;
      sum1 += difference1 * difference1;
      sum2 += difference2 * difference2;
      sum3 += difference3 * difference3;
    }
    for (; d < dim; d++) {
      double difference = (double) queries[q + d] - rows[x + d];
      sum0 += difference * difference;
    }
    return sum0 + sum1 + (sum2 + sum3);
  }

  private static double product(float[] queries, int q, float[] rows, int x, int dim) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int d = 0;
    for (; d + 4 <= dim; d += 4) {
      sum0 += (double) queries[q + d] * rows[x + d];
      sum1 += (double) queries[q + d + 1] * rows[x + d + 1];
      sum2 += (double) queries[q + d + 2] * rows[x + d + 2];
      sum3 += (double) queries[q + d + 3] * rows[x + d + 3];
    }
    for (; d < dim; d++) {
      sum0 += (double) queries[q + d] * rows[x + d];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }
}
