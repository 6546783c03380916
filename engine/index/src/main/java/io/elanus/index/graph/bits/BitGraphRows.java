package io.elanus.index.graph.bits;

import io.elanus.base.Cancellation;
import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.SectionSink;
import io.elanus.index.binary.BitMetric;
import io.elanus.index.graph.build.BuildSpace;
import io.elanus.index.graph.build.BuiltGraph;
import io.elanus.index.graph.build.LeafLinker;
import io.elanus.index.graph.build.LeafShape;
import io.elanus.index.graph.build.NodeScorer;
import io.elanus.index.graph.search.NodeRows;
import java.io.IOException;
import java.util.List;

/** The binary rows that a graph is built over, read where they lie. */
public record BitGraphRows(BitRows rows, BitMetric metric, NodeRows nodes) implements BuildSpace {
  /**
   * What is done around a distance, in values of a float vector: 340,479 vectors of 256 bits are
   * linked in two thirds of the time that as many of 100 floats take.
   */
  private static final int AROUND = 56;

  public static BitGraphRows of(BitRows rows, BitMetric metric, BuildContext context) {
    NodeRows nodes = NodeRows.of(rows.values(), rows.count(), rows.width(), context);
    return new BitGraphRows(rows, metric, nodes);
  }

  @Override
  public int cost() {
    return AROUND + rows.width() / Float.BYTES;
  }

  @Override
  public NodeScorer scorer(int[] members) {
    return new BitScorer(rows, metric, nodes.firsts(members));
  }

  @Override
  public LeafLinker leafLinker(int[] members, LeafShape shape, Cancellation cancellation) {
    return new BitLeafLinker(this, nodes.firsts(members), shape, cancellation);
  }

  @Override
  public int[] nearestLeaders(int[] points, int leaders, int fanout, BuildContext context) {
    return new BitLeaders(this, nodes.firsts(points), fanout, context).nearest(leaders);
  }

  @Override
  public List<String> write(BuiltGraph graph, BuildContext context, SectionSink sink)
      throws IOException {
    BitGraphFile.write(this, graph, context, sink);
    return List.of();
  }
}
