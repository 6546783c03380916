package io.elanus.index.graph.floats;

import io.elanus.api.index.MetricType;
import io.elanus.index.BuildContext;
import io.elanus.index.FilteredIndex;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.flat.UnindexedRows;
import io.elanus.index.graph.build.BuiltGraph;
import io.elanus.index.graph.build.TerminationTrials;
import io.elanus.index.graph.file.GraphFacts;
import io.elanus.index.graph.file.GraphIndex;
import io.elanus.index.graph.file.LinkSections;
import io.elanus.index.graph.search.NodeRows;
import io.elanus.index.graph.search.TerminationTable;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.Sections;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The file of a graph index over float vectors: version 4 where a search goes over codes, version 5
 * where it goes over the vectors of the segment.
 *
 * <p>Sections, little-endian, of both:
 *
 * <ul>
 *   <li>{@code graph}: see {@link GraphFacts}
 *   <li>{@code copies}: see {@link NodeRows}
 *   <li>{@code reach}: see {@link TerminationTable}
 *   <li>{@code links}, {@code upper}, {@code upper-links}: see {@link LinkSections}
 * </ul>
 *
 * <p>Of version 4:
 *
 * <ul>
 *   <li>{@code mean}, {@code spread}: a float for each dimension, see {@link Codes}
 *   <li>{@code codes}: the 1-bit code, where there is one, and the code of each node, {@link
 *       Codes#stride} bytes apart, bytes between them 0
 * </ul>
 *
 * <p>Of version 5:
 *
 * <ul>
 *   <li>{@code norms}: under COSINE a float for each row, one over its Euclidean norm, 0 for a row
 *       of zeros; empty otherwise
 * </ul>
 */
public final class GraphFile {
  private static final int CODED = 4;
  private static final int EXACT = 5;

  private static final String NOTE =
      "a byte for each value cannot tell near rows of this field apart, so searches compare the"
          + " vectors themselves, which is slower";

  private GraphFile() {}

  /** Bytes of the sections together, their alignment aside. */
  public static long bytes(long rows, int dim, long width, long upperLinks, long upper) {
    return rows * Codes.stride(dim)
        + 2L * dim * Float.BYTES
        + LinkSections.bytes(rows, width, upperLinks, upper);
  }

  /**
   * Writes a graph.
   *
   * @return sentences for the user
   */
  static List<String> write(
      GraphRows rows, BuiltGraph graph, BuildContext context, SectionSink sink) throws IOException {
    rows.nodes().write(sink);
    Codes codes = Codes.of(rows, context.cancellation());
    CodeTrials trials = CodeTrials.of(rows, codes, graph, context);
    boolean coded = trials.coded();
    double residual = 0;
    if (coded) {
      sink.begin("mean");
      Sections.write(sink, codes.mean());
      sink.begin("spread");
      Sections.write(sink, codes.spread());
      residual = writeCodes(rows, codes, context, sink);
    } else {
      sink.begin("norms");
      Sections.write(sink, rows.inverseNorms() == null ? new float[0] : rows.inverseNorms());
      context.listener().advance(rows.count());
    }
    LinkSections.write(graph, context, sink, () -> {});
    double greatest = rows.metric() == MetricType.IP ? rows.greatestNorm(context) : 0;
    double[][] slopes = TerminationTrials.slopes(rows, greatest, graph, context);
    TerminationTable table = new TerminationTable(greatest, coded ? codes.error(rows) : 0, slopes);
    trials.confirmed(table).write(sink);
    int version = coded ? CODED : EXACT;
    GraphFacts.of(version, rows.rows().count(), rows.dim(), graph, residual).write(sink);
    return coded ? List.of() : List.of(NOTE);
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

  /** Opens a graph as callers see it. */
  public static VectorIndex opened(SectionSource sections, IndexShape shape, FloatRows rows) {
    return new FilteredIndex(
        open(sections, shape, rows), UnindexedRows.of(rows, shape.metric()), shape.rows());
  }

  /** Opens a graph; reads the upper layers' nodes only. */
  static GraphIndex open(SectionSource sections, IndexShape shape, FloatRows rows) {
    GraphFacts facts = GraphFacts.read(sections, shape, CODED, EXACT);
    NodeRows nodes = NodeRows.open(sections, facts.rows(), facts.nodes());
    return new GraphIndex(
        facts.version() == CODED
            ? coded(sections, shape, rows, nodes, facts)
            : exact(sections, shape, rows, nodes),
        facts.entry(),
        LinkSections.open(sections, facts),
        TerminationTable.open(sections));
  }

  private static CodedRows coded(
      SectionSource sections, IndexShape shape, FloatRows rows, NodeRows nodes, GraphFacts facts) {
    long bytes = (long) facts.dim() * Float.BYTES;
    Codes codes =
        new Codes(
            Sections.section(sections, "mean", bytes).toArray(PdxLists.FLOAT),
            Sections.section(sections, "spread", bytes).toArray(PdxLists.FLOAT),
            shape.metric());
    return new CodedRows(
        rows,
        shape.metric(),
        nodes,
        codes,
        Sections.section(sections, "codes", facts.nodes() * Codes.stride(facts.dim())),
        facts.residual());
  }

  private static ExactRows exact(
      SectionSource sections, IndexShape shape, FloatRows rows, NodeRows nodes) {
    float[] inverseNorms = null;
    if (shape.metric() == MetricType.COSINE) {
      long bytes = (long) rows.count() * Float.BYTES;
      inverseNorms = Sections.section(sections, "norms", bytes).toArray(PdxLists.FLOAT);
    }
    return new ExactRows(new GraphRows(rows, shape.metric(), nodes, inverseNorms));
  }
}
