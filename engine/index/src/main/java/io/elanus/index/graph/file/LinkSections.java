package io.elanus.index.graph.file;

import io.elanus.index.BuildContext;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.graph.build.BuildLinks;
import io.elanus.index.graph.build.BuiltGraph;
import io.elanus.index.lists.Parallel;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.Sections;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sections of a graph's links, little-endian:
 *
 * <ul>
 *   <li>{@code links}: width ints for each node: its neighbours, then -1
 *   <li>{@code upper}: int node of each node of the upper layers; the nodes of each layer are the
 *       first so many
 *   <li>{@code upper-links}: for each upper layer, the lowest first, and each of its nodes, upper
 *       width ints: positions in {@code upper}, then -1
 * </ul>
 *
 * @param links of the lowest layer
 * @param upper the sparse layers, the topmost first
 * @param upperNodes the node of each of their nodes
 */
public record LinkSections(FileLinks links, List<FileLinks> upper, int[] upperNodes) {
  private static final int BUFFER_BYTES = 4 << 20;

  /** Bytes of the sections together, their alignment aside. */
  public static long bytes(long nodes, long width, long upperLinks, long upper) {
    return (nodes * width + upperLinks + upper) * Integer.BYTES;
  }

  /**
   * Bytes of the buffer outside of the heap through which so many bytes of each node are written.
   */
  public static long bufferBytes(long nodes, long stride) {
    return Math.min(nodes, Math.max(1, BUFFER_BYTES / Math.max(1, stride))) * stride;
  }

  /** What is done for each node of a buffer. */
  @FunctionalInterface
  public interface Filler {
    void fill(int node, MemorySegment buffer, long offset, int thread);
  }

  /**
   * Writes the sections.
   *
   * @param filled told of each node of the lowest layer
   */
  public static void write(
      BuiltGraph graph, BuildContext context, SectionSink sink, Runnable filled)
      throws IOException {
    BuildLinks links = graph.links();
    int width = graph.width();
    sink.begin("links");
    inBuffers(
        links.nodes(),
        (long) width * Integer.BYTES,
        context,
        sink,
        (node, buffer, offset, thread) -> {
          for (int i = 0; i < width; i++) {
            int neighbour = i < links.size(node) ? links.id(node, i) : -1;
            buffer.set(PdxLists.INT, offset + (long) i * Integer.BYTES, neighbour);
          }
          filled.run();
        });
    sink.begin("upper");
    int[] upperNodes = new int[graph.upper().isEmpty() ? 0 : graph.upper().getFirst().nodes()];
    Arrays.setAll(upperNodes, i -> graph.members()[i]);
    Sections.write(sink, upperNodes);
    sink.begin("upper-links");
    for (BuildLinks layer : graph.upper()) {
      int[] all = new int[Math.multiplyExact(layer.nodes(), graph.upperWidth())];
      Arrays.fill(all, -1);
      for (int node = 0; node < layer.nodes(); node++) {
        for (int i = 0; i < layer.size(node); i++) {
          all[node * graph.upperWidth() + i] = layer.id(node, i);
        }
      }
      Sections.write(sink, all);
    }
  }

  /** Writes so many bytes for each node to the section that was begun. */
  public static void inBuffers(
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
        Parallel.ranges(
            context,
            0,
            count,
            piece,
            (begin, end, thread) -> {
              for (int i = begin; i < end; i++) {
                filler.fill(from + i, buffer, i * stride, thread);
              }
            });
        sink.write(buffer.asSlice(0, count * stride));
      }
    }
  }

  /** Opens the sections; reads the upper layers' nodes only. */
  public static LinkSections open(SectionSource sections, GraphFacts facts) {
    int count = facts.nodes();
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
        Sections.section(sections, "upper", (long) members * Integer.BYTES).toArray(PdxLists.INT);
    for (int node : upperNodes) {
      if (node < 0 || node >= count) {
        throw Sections.damaged(
            "the index is damaged: an upper node must be below %d, got %d".formatted(count, node));
      }
    }
    MemorySegment links =
        Sections.section(sections, "links", (long) count * facts.width() * Integer.BYTES);
    return new LinkSections(new FileLinks(links, 0, count, facts.width()), upper, upperNodes);
  }
}
