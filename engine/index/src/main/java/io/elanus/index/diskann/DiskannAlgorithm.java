package io.elanus.index.diskann;

import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.BuildStep;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.MemoryPlan;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import io.elanus.index.panel.IndexFacts;
import io.elanus.index.panel.PanelLists;
import io.elanus.index.panel.Sections;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * A graph on disk with short codes in memory.
 *
 * <p>Sections, little-endian but for the graph; nodes are numbered from 0 in an order that keeps
 * neighbours together:
 *
 * <ul>
 *   <li>{@code mean}: a float for each value of a point (see {@link Space}), already taken off
 *   <li>{@code words}: the words of part after part as floats, see {@link Codebooks} and {@link
 *       Parts}; as many for each part as there are rows, at most 256
 *   <li>{@code order}: int row of each node
 *   <li>{@code codes}: for each node a byte for each part, the number of a word, and bytes of 0 up
 *       to the next multiple of 8
 *   <li>{@code graph}: see {@link GraphFile}; empty where there are no rows
 *   <li>{@code facts}: see {@link IndexFacts}, version 1, lists 0
 * </ul>
 */
public final class DiskannAlgorithm implements IndexAlgorithm {
  private static final int VERSION = 1;

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
    Settings settings = Settings.of(shape);
    if (rows.count() > 0) {
      Space space = Space.of(rows, shape.metric(), context);
      try (Arena arena = Arena.ofShared()) {
        new DiskannBuild(space, settings, context, sink, arena).run();
      }
    } else {
      sink.begin("mean");
      Sections.write(sink, new float[settings.dim()]);
      for (String empty : List.of("words", "order", "codes", "graph")) {
        sink.begin(empty);
      }
    }
    new IndexFacts(VERSION, rows.count(), rows.dim(), 0, 0).write(sink);
    return new BuildNotes(List.of(), java.util.Map.of());
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows) {
    IndexFacts.read(sections, VERSION, shape);
    int count = shape.rows();
    int dim = Space.values(shape.dim(), shape.metric());
    Parts parts = Parts.of(dim);
    int size = Codebooks.size(count);
    float[] mean =
        Sections.section(sections, "mean", (long) dim * Float.BYTES).toArray(PanelLists.FLOAT);
    float[] words =
        Sections.section(sections, "words", (long) size * dim * Float.BYTES)
            .toArray(PanelLists.FLOAT);
    return new DiskannIndex(
        (FloatRows) rows,
        shape.metric(),
        mean,
        new Codebooks(parts, size, words),
        Sections.section(sections, "order", (long) count * Integer.BYTES),
        Sections.section(sections, "codes", (long) count * parts.stride()),
        GraphFile.open(sections, count, Settings.of(shape).degree()));
  }
}
