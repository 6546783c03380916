package io.elanus.index.graph;

import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.binary.BitMetric;
import java.io.IOException;
import java.util.Arrays;

/**
 * The file of a graph index over binary vectors, version 1: sections {@code graph}, see {@link
 * GraphFacts}, and {@code links}, {@code upper} and {@code upper-links}, see {@link LinkSections}.
 * Nodes are rows; their vectors are those of the segment.
 */
final class BitGraphFile {
  private static final int VERSION = 1;

  private BitGraphFile() {}

  /** Writes a graph. */
  static void write(BitRows rows, BuiltGraph graph, BuildContext context, SectionSink sink)
      throws IOException {
    int[] rowOf = new int[rows.count()];
    Arrays.setAll(rowOf, i -> i);
    LinkSections.write(graph, rowOf, context, sink, () -> context.listener().advance(1));
    GraphFacts.of(VERSION, rows.count(), rows.dim(), graph, 0).write(sink);
  }

  /** Opens a graph; reads the upper layers' nodes only. */
  static GraphIndex open(SectionSource sections, IndexShape shape, BitRows rows, String effort) {
    GraphFacts facts = GraphFacts.read(sections, VERSION, shape);
    BitNodes space = new BitNodes(rows, BitMetric.of(shape.metric()));
    return new GraphIndex(space, facts.entry(), LinkSections.open(sections, facts), effort);
  }
}
