package io.elanus.index.diskann;

import io.elanus.api.index.MemoryPlan;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.BuildStep;
import io.elanus.index.FilteredIndex;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import io.elanus.index.flat.UnindexedRows;
import io.elanus.index.graph.search.NodeRows;
import io.elanus.index.lists.IndexFacts;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.Sections;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A graph on disk with short codes in memory.
 *
 * <p>Rows of the same bytes share a node; distinct rows are numbered in the order in which they
 * come first. Sections, little-endian but for the graph; nodes are numbered from 0 in an order that
 * keeps neighbours together:
 *
 * <ul>
 *   <li>{@code copies}: see {@link NodeRows}, with distinct rows for nodes
 *   <li>{@code frame}: see {@link Frame#write}
 *   <li>{@code words}: the words of part after part as floats, see {@link ByteCodebooks} and {@link
 *       Parts}; as many for each part as there are distinct rows, at most 256
 *   <li>{@code order}: int number of the distinct row of each node
 *   <li>{@code codes}: for each node a byte for each part, the number of a word, and bytes of 0 up
 *       to the next multiple of 8
 *   <li>{@code graph}: see {@link JVectorLinks}; empty where there are no rows
 *   <li>{@code starts}: see {@link Starts}
 *   <li>{@code facts}: see {@link IndexFacts}, version 3, with the number of nodes in place of that
 *       of lists
 * </ul>
 */
public final class DiskannAlgorithm implements IndexAlgorithm {
  private static final int VERSION = 3;

  private static final String UNEVEN =
      "values differ so much in scale that codes cannot tell neighbours apart: searches read whole"
          + " vectors instead and take longer";

  @Override
  public MemoryPlan plan(IndexShape shape, int threads) {
    return DiskannPlan.of(shape, threads);
  }

  @Override
  public List<BuildStep> steps(IndexShape shape) {
    return DiskannPlan.steps(shape);
  }

  @Override
  public BuildNotes build(
      VectorRows vectors, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException {
    FloatRows rows = (FloatRows) vectors;
    NodeRows distinct =
        NodeRows.of(rows.values(), rows.count(), (long) rows.dim() * Float.BYTES, context);
    distinct.write(sink);
    DiskannShape diskann = DiskannShape.of(shape, distinct.count());
    List<String> notes = List.of();
    Map<String, String> facts = Map.of();
    if (distinct.count() > 0) {
      Space space = Space.of(rows, distinct.firsts(null), shape.metric(), context);
      Arena arena = Arena.ofShared();
      try {
        double resolution = new DiskannBuild(space, diskann, context, sink, arena).run();
        facts = Map.of("resolution", String.format(Locale.ROOT, "%.3f", resolution));
        if (resolution < Resolution.ENOUGH) {
          notes = List.of(UNEVEN);
        }
      } finally {
        // The system takes a while to unmap what is larger than the vectors: nobody waits for it.
        Thread.ofPlatform().daemon().name("unmap").start(arena::close);
      }
    } else {
      new Frame(true, 1, 0, new float[diskann.dim()]).write(sink);
      for (String empty : List.of("words", "order", "codes", "graph", "starts")) {
        sink.begin(empty);
      }
    }
    new IndexFacts(VERSION, rows.count(), rows.dim(), diskann.rows(), 0).write(sink);
    return new BuildNotes(notes, facts);
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows) {
    int count = nodes(IndexFacts.read(sections, VERSION, shape));
    int dim = Space.values(shape.dim(), shape.metric());
    Parts parts = Parts.of(dim);
    int size = ByteCodebooks.size(count);
    float[] words =
        Sections.section(sections, "words", (long) size * dim * Float.BYTES)
            .toArray(PdxLists.FLOAT);
    FloatRows floats = (FloatRows) rows;
    DiskannIndex index =
        new DiskannIndex(
            floats,
            shape.metric(),
            NodeRows.open(sections, shape.rows(), count),
            Frame.open(sections, dim),
            new ByteCodebooks(parts, size, words),
            Sections.section(sections, "order", (long) count * Integer.BYTES),
            Sections.section(sections, "codes", (long) count * parts.stride()),
            JVectorLinks.open(sections, count, DiskannShape.of(shape, count).degree()),
            Starts.open(sections, count));
    return new FilteredIndex(index, UnindexedRows.of(floats, shape.metric()), shape.rows());
  }

  private static int nodes(IndexFacts facts) {
    int nodes = facts.lists();
    if (nodes < Math.min(1, facts.rows()) || nodes > facts.rows()) {
      throw JVectorLinks.damaged(
          "it must have 1 to %d nodes, got %d".formatted(facts.rows(), nodes));
    }
    return nodes;
  }
}
