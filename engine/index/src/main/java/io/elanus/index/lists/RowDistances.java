package io.elanus.index.lists;

import io.elanus.api.index.MetricType;
import io.elanus.index.FloatRows;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.RowKernels;
import io.elanus.kernels.RowLayout;
import io.elanus.kernels.TopK;

/** Distances of a query to rows as they were given, in double precision; memory of one thread. */
public final class RowDistances {
  private final FloatRows rows;
  private final MetricType metric;
  private final RowKernels kernels = Kernels.rows();
  private final double[] query;
  private final double[] distances;
  private final double[] norms;
  private final int[] batch;
  private double norm;

  /**
   * @param most how many rows are measured together at most
   */
  public RowDistances(FloatRows rows, MetricType metric, int most) {
    this.rows = rows;
    this.metric = metric;
    this.query = new double[rows.dim()];
    this.distances = new double[most];
    this.norms = new double[metric == MetricType.COSINE ? most : 0];
    this.batch = new int[most];
  }

  /**
   * Takes the query that rows are measured from.
   *
   * @param queries made ready for the metric
   */
  public void ask(PreparedQueries queries, int number) {
    take(queries.values(), number * query.length);
    norm = 1;
  }

  /** Takes a query as it was given. */
  public void ask(float[] values, int start) {
    take(values, start);
    norm = Math.sqrt(RowLayout.squaredNorm(values, start, query.length));
  }

  /** The Euclidean norm of the query; 1 where it was made ready. */
  public double norm() {
    return norm;
  }

  private void take(float[] values, int start) {
    for (int d = 0; d < query.length; d++) {
      query[d] = values[start + d];
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
        double both = Math.sqrt(norms[i]) * norm;
        distances[i] = both == 0 ? 0 : distances[i] / both;
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

  /** Measures the rows of numbers [from, to) and offers them. */
  public void offer(int[] ordinals, int from, int to, TopK nearest) {
    for (int first = from; first < to; first += batch.length) {
      int count = Math.min(batch.length, to - first);
      System.arraycopy(ordinals, first, batch, 0, count);
      measure(batch, count);
      for (int i = 0; i < count; i++) {
        nearest.push((float) distances[i], batch[i], 0);
      }
    }
  }
}
