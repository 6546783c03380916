package io.elanus.index.graph;

import io.elanus.index.BuildContext;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.panel.PanelLists;
import io.elanus.index.panel.Parallel;
import io.elanus.index.panel.Sections;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The file of a graph index, version 1.
 *
 * <p>Sections, little-endian:
 *
 * <ul>
 *   <li>{@code graph}: see {@link GraphFacts}
 *   <li>{@code rows}: int row of each node
 *   <li>{@code mean}, {@code spread}: a float for each dimension, see {@link Codes}
 *   <li>{@code codes}: the code of each node, {@link Codes#stride} bytes apart, bytes between them
 *       0
 *   <li>{@code links}: width ints for each node: its neighbours, then -1
 *   <li>{@code upper}: int node of each node of the upper layers; the nodes of each layer are the
 *       first so many
 *   <li>{@code upper-links}: for each upper layer, the lowest first, and each of its nodes, upper
 *       width ints: positions in {@code upper}, then -1
 * </ul>
 */
final class GraphFile {
  static final int VERSION = 1;

  private static final int BUFFER_BYTES = 4 << 20;

  private GraphFile() {}

  /** Bytes of the sections together, their alignment aside. */
  static long bytes(long rows, int dim, long width, long upperLinks, long upper) {
    return rows * (Codes.stride(dim) + Integer.BYTES + width * Integer.BYTES)
        + 2L * dim * Float.BYTES
        + (upperLinks + upper) * Integer.BYTES;
  }

  /**
   * Writes a graph.
   *
   * @param rowOf the row of each node, in the order of the file
   * @param links of the lowest layer, by row
   * @param upper the upper layers, the lowest first, which number their nodes alike
   * @param members the row of each node of the upper layers
   */
  static void write(
      GraphRows rows,
      int[] rowOf,
      BuildLinks links,
      int width,
      int entryRow,
      List<BuildLinks> upper,
      int upperWidth,
      int[] members,
      BuildContext context,
      SectionSink sink)
      throws IOException {
    int[] nodeOf = new int[rowOf.length];
    for (int node = 0; node < rowOf.length; node++) {
      nodeOf[rowOf[node]] = node;
    }
    sink.begin("rows");
    Sections.write(sink, rowOf);
    Codes codes = Codes.of(rows, context.cancellation());
    sink.begin("mean");
    Sections.write(sink, codes.mean());
    sink.begin("spread");
    Sections.write(sink, codes.spread());
    double residual = writeCodes(rows, rowOf, codes, context, sink);
    writeLinks(links, rowOf, nodeOf, width, context, sink);
    int[] upperCounts = upper.stream().mapToInt(BuildLinks::nodes).toArray();
    sink.begin("upper");
    int[] upperNodes = new int[upper.isEmpty() ? 0 : upperCounts[0]];
    Arrays.setAll(upperNodes, i -> nodeOf[members[i]]);
    Sections.write(sink, upperNodes);
    sink.begin("upper-links");
    for (BuildLinks layer : upper) {
      int[] all = new int[layer.nodes() * upperWidth];
      Arrays.fill(all, -1);
      for (int node = 0; node < layer.nodes(); node++) {
        for (int i = 0; i < layer.size(node); i++) {
          all[node * upperWidth + i] = layer.id(node, i);
        }
      }
      Sections.write(sink, all);
    }
    new GraphFacts(
            VERSION,
            rows.count(),
            rows.dim(),
            width,
            upperWidth,
            entryRow < 0 ? -1 : nodeOf[entryRow],
            upperCounts,
            residual)
        .write(sink);
  }

  /** What is done for each node of a buffer. */
  @FunctionalInterface
  private interface Filler {
    void fill(int node, MemorySegment buffer, long offset, int thread);
  }

  private static double writeCodes(
      GraphRows rows, int[] rowOf, Codes codes, BuildContext context, SectionSink sink)
      throws IOException {
    double[] residuals = new double[Math.max(1, context.threads())];
    float[][] vectors = new float[residuals.length][rows.dim()];
    sink.begin("codes");
    inBuffers(
        rowOf.length,
        Codes.stride(rows.dim()),
        context,
        sink,
        (node, buffer, offset, thread) -> {
          rows.copy(rowOf[node], vectors[thread]);
          double residual = codes.encode(vectors[thread], buffer, offset);
          residuals[thread] = Math.max(residuals[thread], residual);
          context.listener().advance(1);
        });
    return Arrays.stream(residuals).max().orElse(0);
  }

  private static void writeLinks(
      BuildLinks links,
      int[] rowOf,
      int[] nodeOf,
      int width,
      BuildContext context,
      SectionSink sink)
      throws IOException {
    sink.begin("links");
    inBuffers(
        rowOf.length,
        (long) width * Integer.BYTES,
        context,
        sink,
        (node, buffer, offset, thread) -> {
          int row = rowOf[node];
          for (int i = 0; i < width; i++) {
            int neighbour = i < links.size(row) ? nodeOf[links.id(row, i)] : -1;
            buffer.set(PanelLists.INT, offset + (long) i * Integer.BYTES, neighbour);
          }
        });
  }

  private static void inBuffers(
      int nodes, long stride, BuildContext context, SectionSink sink, Filler filler)
      throws IOException {
    int step = Math.clamp(BUFFER_BYTES / Math.max(1, stride), 1, Math.max(1, nodes));
    int piece = 64;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment buffer = arena.allocate(step * stride, 64);
      for (int first = 0; first < nodes; first += step) {
        int from = first;
        int count = Math.min(step, nodes - from);
        buffer.fill((byte) 0);
        Parallel.run(
            context.threads(),
            context.executor(),
            (count + piece - 1) / piece,
            context.cancellation(),
            (item, thread) -> {
              for (int i = item * piece; i < Math.min(count, (item + 1) * piece); i++) {
                filler.fill(from + i, buffer, i * stride, thread);
              }
            });
        sink.write(buffer.asSlice(0, count * stride));
      }
    }
  }

  /** Opens a graph; reads the upper layers' nodes only. */
  static GraphIndex open(SectionSource sections, IndexShape shape, FloatRows rows, String effort) {
    GraphFacts facts = GraphFacts.read(sections, VERSION, shape);
    int count = facts.rows();
    int dim = facts.dim();
    Codes codes =
        new Codes(
            Sections.section(sections, "mean", (long) dim * Float.BYTES).toArray(PanelLists.FLOAT),
            Sections.section(sections, "spread", (long) dim * Float.BYTES)
                .toArray(PanelLists.FLOAT),
            shape.metric());
    int[] counts = facts.upper();
    long upperLinks = Arrays.stream(counts).asLongStream().sum() * facts.upperWidth();
    MemorySegment written = Sections.section(sections, "upper-links", upperLinks * Integer.BYTES);
    List<FileLinks> upper = new ArrayList<>();
    long at = 0;
    for (int nodes : counts) {
      upper.addFirst(new FileLinks(written, at, nodes, facts.upperWidth()));
      at += (long) nodes * facts.upperWidth() * Integer.BYTES;
    }
    int members = counts.length == 0 ? 0 : counts[0];
    int[] upperNodes =
        Sections.section(sections, "upper", (long) members * Integer.BYTES).toArray(PanelLists.INT);
    for (int node : upperNodes) {
      if (node < 0 || node >= count) {
        throw GraphFacts.damaged("an upper node must be below %d, got %d".formatted(count, node));
      }
    }
    return new GraphIndex(
        facts,
        rows,
        Sections.section(sections, "rows", (long) count * Integer.BYTES),
        codes,
        Sections.section(sections, "codes", count * Codes.stride(dim)),
        new FileLinks(
            Sections.section(sections, "links", (long) count * facts.width() * Integer.BYTES),
            0,
            count,
            facts.width()),
        upper,
        upperNodes,
        shape.metric(),
        effort);
  }
}
