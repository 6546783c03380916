package io.elanus.index.panel;

import io.elanus.index.FloatRows;
import io.elanus.index.MetricType;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.RowKernels;

/** Distances of a query to rows as they were given, in double precision; memory of one thread. */
public final class RowDistances {
  private final FloatRows rows;
  private final MetricType metric;
  private final RowKernels kernels = Kernels.rows();
  private final double[] query;
  private final double[] distances;
  private final double[] norms;

  /**
   * @param most how many rows are measured together at most
   */
  public RowDistances(FloatRows rows, MetricType metric, int most) {
    this.rows = rows;
    this.metric = metric;
    this.query = new double[rows.dim()];
    this.distances = new double[most];
    this.norms = new double[metric == MetricType.COSINE ? most : 0];
  }

  /**
   * Takes the query that rows are measured from.
   *
   * @param queries made ready for the metric
   */
  public void ask(Queries queries, int number) {
    for (int d = 0; d < query.length; d++) {
      query[d] = queries.values()[number * query.length + d];
    }
  }

  /** Measures the rows of some numbers. */
  public void measure(int[] ordinals, int count) {
    if (metric == MetricType.L2) {
      kernels.squaredDistances(query, rows.values(), ordinals, count, distances);
      return;
    }
    kernels.products(query, rows.values(), ordinals, count, distances);
    if (metric == MetricType.COSINE) {
      kernels.squaredNorms(rows.values(), query.length, ordinals, count, norms);
      for (int i = 0; i < count; i++) {
        distances[i] = norms[i] == 0 ? 0 : distances[i] / Math.sqrt(norms[i]);
      }
    }
    for (int i = 0; i < count; i++) {
      distances[i] = 0 - distances[i];
    }
  }

  /** The distance to the i-th of the rows that were measured; smaller is closer. */
  public double distance(int i) {
    return distances[i];
  }
}
