package io.elanus.index.graph;

import io.elanus.base.Cancellation;
import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.SectionSink;
import io.elanus.index.binary.BitMetric;
import java.io.IOException;

/** The binary rows that a graph is built over, read where they lie. */
record BitGraphRows(BitRows rows, BitMetric metric) implements BuildSpace {
  @Override
  public int count() {
    return rows.count();
  }

  @Override
  public int cost() {
    return Math.max(1, rows.width() / Float.BYTES);
  }

  @Override
  public NodeScorer scorer(int[] members) {
    return new BitScorer(rows, metric, members);
  }

  @Override
  public LeafLinker leafLinker(int[] members, LeafShape shape, Cancellation cancellation) {
    return new BitLeafLinker(this, members, shape, cancellation);
  }

  @Override
  public int[] nearestLeaders(int[] ordinals, int leaders, int fanout, BuildContext context) {
    return new BitLeaders(this, ordinals, fanout, context).nearest(leaders);
  }

  @Override
  public void write(BuiltGraph graph, BuildContext context, SectionSink sink) throws IOException {
    BitGraphFile.write(rows, graph, context, sink);
  }
}
