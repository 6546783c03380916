package io.elanus.index.graph.bits;

import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.binary.BitMetric;
import io.elanus.index.graph.build.BuiltGraph;
import io.elanus.index.graph.build.TerminationTrials;
import io.elanus.index.graph.file.GraphFacts;
import io.elanus.index.graph.file.GraphIndex;
import io.elanus.index.graph.file.LinkSections;
import io.elanus.index.graph.search.NodeRows;
import io.elanus.index.graph.search.TerminationTable;
import java.io.IOException;

/**
 * The file of a graph index over binary vectors, version 3: sections {@code graph}, see {@link
 * GraphFacts}, {@code copies}, see {@link NodeRows}, {@code reach}, see {@link TerminationTable},
 * and {@code links}, {@code upper} and {@code upper-links}, see {@link LinkSections}. The vectors
 * are those of the segment.
 */
public final class BitGraphFile {
  private static final int VERSION = 3;

  private BitGraphFile() {}

  /** Writes a graph. */
  static void write(BitGraphRows space, BuiltGraph graph, BuildContext context, SectionSink sink)
      throws IOException {
    BitRows rows = space.rows();
    space.nodes().write(sink);
    LinkSections.write(graph, context, sink, () -> context.listener().advance(1));
    new TerminationTable(0, 0, TerminationTrials.slopes(space, 0, graph, context)).write(sink);
    GraphFacts.of(VERSION, rows.count(), rows.dim(), graph, 0).write(sink);
  }

  /** Opens a graph; reads the upper layers' nodes only. */
  public static GraphIndex open(SectionSource sections, IndexShape shape, BitRows rows) {
    GraphFacts facts = GraphFacts.read(sections, shape, VERSION);
    NodeRows nodes = NodeRows.open(sections, facts.rows(), facts.nodes());
    BitNodes space = new BitNodes(rows, BitMetric.of(shape.metric()), nodes);
    return new GraphIndex(
        space, facts.entry(), LinkSections.open(sections, facts), TerminationTable.open(sections));
  }
}
