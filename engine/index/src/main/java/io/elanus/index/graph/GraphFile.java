package io.elanus.index.graph;

import io.elanus.index.BuildContext;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexShape;
import io.elanus.index.MetricType;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.panel.PanelLists;
import io.elanus.index.panel.Sections;
import java.io.IOException;
import java.util.Arrays;

/**
 * The file of a graph index over float vectors, version 4.
 *
 * <p>Sections, little-endian:
 *
 * <ul>
 *   <li>{@code graph}: see {@link GraphFacts}
 *   <li>{@code copies}: see {@link NodeRows}
 *   <li>{@code mean}, {@code spread}: a float for each dimension, see {@link Codes}
 *   <li>{@code codes}: the sketch, where there is one, and the code of each node, {@link
 *       Codes#stride} bytes apart, bytes between them 0
 *   <li>{@code reach}: see {@link ReachTable}
 *   <li>{@code links}, {@code upper}, {@code upper-links}: see {@link LinkSections}
 * </ul>
 */
final class GraphFile {
  static final int VERSION = 4;

  private GraphFile() {}

  /** Bytes of the sections together, their alignment aside. */
  static long bytes(long rows, int dim, long width, long upperLinks, long upper) {
    return rows * Codes.stride(dim)
        + 2L * dim * Float.BYTES
        + LinkSections.bytes(rows, width, upperLinks, upper);
  }

  /** Writes a graph. */
  static void write(GraphRows rows, BuiltGraph graph, BuildContext context, SectionSink sink)
      throws IOException {
    rows.nodes().write(sink);
    Codes codes = Codes.of(rows, context.cancellation());
    sink.begin("mean");
    Sections.write(sink, codes.mean());
    sink.begin("spread");
    Sections.write(sink, codes.spread());
    double residual = writeCodes(rows, codes, context, sink);
    LinkSections.write(graph, context, sink, () -> {});
    reach(rows, graph, codes, context).write(sink);
    GraphFacts.of(VERSION, rows.rows().count(), rows.dim(), graph, residual).write(sink);
  }

  private static ReachTable reach(
      GraphRows rows, BuiltGraph graph, Codes codes, BuildContext context) {
    double greatest = rows.metric() == MetricType.IP ? rows.greatestNorm(context) : 0;
    double[][] slopes = ReachTrials.slopes(rows, greatest, graph, context);
    return new ReachTable(greatest, codes.error(rows), slopes);
  }

  private static double writeCodes(
      GraphRows rows, Codes codes, BuildContext context, SectionSink sink) throws IOException {
    double[] residuals = new double[Math.max(1, context.threads())];
    float[][] vectors = new float[residuals.length][rows.dim()];
    sink.begin("codes");
    LinkSections.inBuffers(
        rows.count(),
        Codes.stride(rows.dim()),
        context,
        sink,
        (node, buffer, offset, thread) -> {
          rows.copy(rows.nodes().first(node), vectors[thread]);
          double residual = codes.encode(vectors[thread], buffer, offset);
          residuals[thread] = Math.max(residuals[thread], residual);
          context.listener().advance(1);
        });
    return Arrays.stream(residuals).max().orElse(0);
  }

  /** Opens a graph; reads the upper layers' nodes only. */
  static GraphIndex open(SectionSource sections, IndexShape shape, FloatRows rows, String effort) {
    GraphFacts facts = GraphFacts.read(sections, VERSION, shape);
    int count = facts.nodes();
    int dim = facts.dim();
    Codes codes =
        new Codes(
            Sections.section(sections, "mean", (long) dim * Float.BYTES).toArray(PanelLists.FLOAT),
            Sections.section(sections, "spread", (long) dim * Float.BYTES)
                .toArray(PanelLists.FLOAT),
            shape.metric());
    CodedRows space =
        new CodedRows(
            rows,
            shape.metric(),
            NodeRows.open(sections, facts.rows(), facts.nodes()),
            codes,
            Sections.section(sections, "codes", count * Codes.stride(dim)),
            facts.residual());
    return new GraphIndex(
        space,
        facts.entry(),
        LinkSections.open(sections, facts),
        effort,
        ReachTable.open(sections));
  }
}
