package io.elanus.index.graph;

import io.elanus.index.MetricType;
import io.elanus.kernels.GraphKernels;
import io.elanus.kernels.Kernels;

/** Distances between the rows of a build, in float32. */
final class RowScorer implements NodeScorer {
  private final GraphKernels kernels = Kernels.graph();
  private final GraphRows rows;
  private final Members members;
  private final float[] query;

  /**
   * @param members the row of each node; null where nodes are rows
   */
  RowScorer(GraphRows rows, int[] members) {
    this.rows = rows;
    this.members = new Members(members);
    this.query = new float[rows.dim()];
  }

  @Override
  public void from(int node) {
    rows.copy(members.of(node), query);
  }

  /** Makes a vector the query, which the metric has seen already. */
  void from(float[] vector) {
    System.arraycopy(vector, 0, query, 0, query.length);
  }

  @Override
  public void score(int[] nodes, int count, float[] distances) {
    int[] numbers = members.of(nodes, count);
    if (rows.metric() == MetricType.L2) {
      kernels.squaredDistances(query, rows.rows().values(), rows.dim(), numbers, count, distances);
      return;
    }
    kernels.innerProducts(query, rows.rows().values(), rows.dim(), numbers, count, distances);
    float[] inverse = rows.inverseNorms();
    for (int i = 0; i < count; i++) {
      distances[i] = inverse == null ? -distances[i] : -distances[i] * inverse[numbers[i]];
    }
  }
}
