package io.elanus.index.lists;

import io.elanus.api.index.MetricType;
import io.elanus.kernels.RowLayout;

/**
 * Queries made ready for a metric.
 *
 * @param values row-major; of length 1 for COSINE
 * @param scaled the values times the factor that makes every distance {@code bias + scaled . x}
 * @param squaredNorms of the values
 */
public record PreparedQueries(
    int count, int dim, float[] values, float[] scaled, double[] squaredNorms) {
  public static PreparedQueries of(float[] given, int count, int dim, MetricType metric) {
    float[] values = given;
    if (metric == MetricType.COSINE) {
      values = given.clone();
      for (int i = 0; i < count; i++) {
        RowLayout.normalise(values, i * dim, dim);
      }
    }
    float factor = metric == MetricType.L2 ? -2f : -1f;
    float[] scaled = new float[Math.multiplyExact(count, dim)];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = factor * values[i];
    }
    double[] squaredNorms = new double[count];
    for (int i = 0; i < count; i++) {
      squaredNorms[i] = RowLayout.squaredNorm(values, i * dim, dim);
    }
    return new PreparedQueries(count, dim, values, scaled, squaredNorms);
  }

  /** Scaled values of one query. */
  float[] scaled(int query) {
    return count == 1
        ? scaled
        : java.util.Arrays.copyOfRange(scaled, query * dim, (query + 1) * dim);
  }
}
