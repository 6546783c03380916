package io.elanus.index.graph.floats;

import io.elanus.api.index.MetricType;
import io.elanus.index.graph.build.NodeScorer;
import io.elanus.index.graph.search.Members;
import io.elanus.kernels.GraphKernels;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.RowLayout;

/** Distances of rows, or of another vector, to rows, in float32. */
public final class RowScorer implements NodeScorer {
  /**
   * Vectors that lie beside rows by so much of the distance of two of their neighbours ask for as
   * long searches as words of GloVe that are not among the rows.
   */
  private static final float STEP = 0.7f;

  private final GraphKernels kernels = Kernels.graph();
  private final GraphRows rows;
  private final Members members;
  private final float[] query;

  /**
   * @param members the row of each node; null where nodes are rows
   */
  public RowScorer(GraphRows rows, int[] members) {
    this.rows = rows;
    this.members = new Members(members);
    this.query = new float[rows.dim()];
  }

  @Override
  public void from(int node) {
    rows.copy(members.of(node), query);
  }

  @Override
  public void beside(int node, int first, int second) {
    int dim = rows.dim();
    float[] start = new float[dim];
    float[] end = new float[dim];
    rows.copy(members.of(node), query);
    rows.copy(members.of(first), start);
    rows.copy(members.of(second), end);
    for (int d = 0; d < dim; d++) {
      query[d] += STEP * (end[d] - start[d]);
    }
    if (rows.metric() == MetricType.COSINE) {
      RowLayout.normalise(query, 0, dim);
    }
  }

  @Override
  public double zero(double greatestNorm) {
    return switch (rows.metric()) {
      case L2 -> 0;
      case COSINE -> -1;
      default -> -greatestNorm * Math.sqrt(RowLayout.squaredNorm(query, 0, rows.dim()));
    };
  }

  /** Makes a vector the query, which the metric has seen already and which starts there. */
  public void from(float[] vectors, int start) {
    System.arraycopy(vectors, start, query, 0, query.length);
  }

  /** The query as the metric sees it. */
  float[] query() {
    return query;
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
