package io.elanus.index.contract;

import io.elanus.api.index.MetricType;
import io.elanus.index.RowFilter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The oracle: every distance in double precision.
 *
 * @param unitRows whether COSINE takes every row's length for 1, whatever it is
 */
record BruteForce(double[] values, int rows, int dim, MetricType metric, boolean unitRows) {
  BruteForce(float[] values, int rows, int dim, MetricType metric) {
    this(
        IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray(),
        rows,
        dim,
        metric,
        false);
  }

  double distance(float[] queries, int query, int row) {
    double dot = 0;
    double squared = 0;
    double queryNorm = 0;
    double rowNorm = 0;
    for (int d = 0; d < dim; d++) {
      double q = queries[query * dim + d];
      double x = values[row * dim + d];
      dot += q * x;
      squared += (q - x) * (q - x);
      queryNorm += q * q;
      rowNorm += x * x;
    }
    if (unitRows) {
      rowNorm = 1;
    }
    return switch (metric) {
      case L2 -> squared;
      case IP -> -dot;
      case COSINE ->
          queryNorm == 0 || rowNorm == 0 ? 0 : -dot / Math.sqrt(queryNorm) / Math.sqrt(rowNorm);
      default -> throw new IllegalArgumentException(metric.name());
    };
  }

  /** By how much double arithmetic and a float result may miss {@link #distance}. */
  double rounding(float[] queries, int query, int row) {
    double terms = 0;
    for (int d = 0; d < dim; d++) {
      terms += Math.abs((double) queries[query * dim + d] * values[row * dim + d]);
    }
    return switch (metric) {
      case L2 -> Float.MIN_VALUE;
      case IP -> Float.MIN_VALUE + 1e-14 * terms;
      case COSINE -> 2e-6;
      default -> throw new IllegalArgumentException(metric.name());
    };
  }

  /** The nearest accepted rows, ties by row. */
  int[] nearest(float[] queries, int query, int k, RowFilter filter) {
    double[] distances = new double[rows];
    Arrays.setAll(distances, row -> distance(queries, query, row));
    int[] passing =
        IntStream.range(0, rows).filter(row -> filter == null || filter.accepts(row)).toArray();
    double[] sorted = Arrays.stream(passing).mapToDouble(row -> distances[row]).sorted().toArray();
    // Only rows that may be among the k are worth boxes.
    double furthest = k < sorted.length ? sorted[k - 1] : Double.NaN;
    return Arrays.stream(passing)
        .filter(row -> Double.compare(distances[row], furthest) <= 0)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(row -> distances[row]).thenComparing(row -> row))
        .limit(k)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
