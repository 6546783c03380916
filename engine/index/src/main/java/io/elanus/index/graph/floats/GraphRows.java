package io.elanus.index.graph.floats;

import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.FloatRows;
import io.elanus.index.SectionSink;
import io.elanus.index.cluster.Leaders;
import io.elanus.index.graph.build.BuildSpace;
import io.elanus.index.graph.build.BuiltGraph;
import io.elanus.index.graph.build.LeafLinker;
import io.elanus.index.graph.build.LeafShape;
import io.elanus.index.graph.search.NodeRows;
import io.elanus.index.lists.MetricRows;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.RowLayout;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The rows that a graph is built over, read where they lie.
 *
 * @param nodes which of them share a node
 * @param inverseNorms for COSINE one over the Euclidean norm of each row, 0 for a row of zeros;
 *     null otherwise
 */
public record GraphRows(FloatRows rows, MetricType metric, NodeRows nodes, float[] inverseNorms)
    implements BuildSpace {
  private static final int STEP = 1024;

  public static GraphRows of(FloatRows rows, MetricType metric, BuildContext context) {
    long width = (long) rows.dim() * Float.BYTES;
    NodeRows nodes = NodeRows.of(rows.values(), rows.count(), width, context);
    if (metric != MetricType.COSINE) {
      return new GraphRows(rows, metric, nodes, null);
    }
    float[] inverse = new float[rows.count()];
    Parallel.ranges(
        context,
        0,
        rows.count(),
        STEP,
        (from, to, thread) -> {
          float[] row = new float[rows.dim()];
          for (int i = from; i < to; i++) {
            rows.copy(i, 1, row, 0);
            double squared = RowLayout.squaredNorm(row, 0, row.length);
            inverse[i] = squared == 0 ? 0 : (float) (1 / Math.sqrt(squared));
          }
        });
    return new GraphRows(rows, metric, nodes, inverse);
  }

  public int dim() {
    return rows.dim();
  }

  @Override
  public int cost() {
    return dim();
  }

  @Override
  public RowScorer scorer(int[] members) {
    return new RowScorer(this, nodes.firsts(members));
  }

  @Override
  public LeafLinker leafLinker(int[] members, LeafShape shape, Cancellation cancellation) {
    return new FloatLeafLinker(this, nodes.firsts(members), shape, cancellation);
  }

  @Override
  public int[] nearestLeaders(int[] points, int leaders, int fanout, BuildContext context) {
    // Only distances under L2 lose less relative to it.
    boolean l2 = metric == MetricType.L2;
    float[] mean = l2 ? ColumnStatistics.of(this, context.cancellation()).mean() : null;
    MetricRows seen = new MetricRows(rows, metric, mean);
    return Leaders.nearest(seen, nodes.firsts(points), leaders, fanout, context);
  }

  @Override
  public List<String> write(BuiltGraph graph, BuildContext context, SectionSink sink)
      throws IOException {
    return GraphFile.write(this, graph, context, sink);
  }

  /** The greatest Euclidean norm of a row. */
  double greatestNorm(BuildContext context) {
    double[] greatest = new double[Math.max(1, context.threads())];
    float[][] copies = new float[greatest.length][dim()];
    Parallel.ranges(
        context,
        0,
        rows.count(),
        STEP,
        (from, to, thread) -> {
          for (int i = from; i < to; i++) {
            rows.copy(i, 1, copies[thread], 0);
            double squared = RowLayout.squaredNorm(copies[thread], 0, dim());
            greatest[thread] = Math.max(greatest[thread], squared);
          }
        });
    return Math.sqrt(Arrays.stream(greatest).max().orElse(0));
  }

  /** Copies a row as the metric sees it. */
  void copy(int row, float[] target) {
    rows.copy(row, 1, target, 0);
    if (inverseNorms != null) {
      RowLayout.normalise(target, 0, dim());
    }
  }
}
