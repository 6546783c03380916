package io.elanus.index.flat;

import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.MemoryPlan;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import io.elanus.index.panel.IndexFacts;
import io.elanus.index.panel.MetricRows;
import io.elanus.index.panel.PanelLists;
import io.elanus.index.panel.PanelWriter;
import io.elanus.index.panel.Sections;
import io.elanus.kernels.PanelKernels;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Exact search.
 *
 * <p>Sections: {@code panels} and {@code bias} as {@link PanelWriter} writes them, slot s holding
 * row s; {@code facts}, see {@link IndexFacts}, version 1. All values are little-endian.
 */
public final class FlatAlgorithm implements IndexAlgorithm {
  private static final int VERSION = 1;

  /** Bytes of panels that one pass of queries goes over: about half of a core's second cache. */
  private static final long BLOCK_BYTES = 192 << 10;

  @Override
  public MemoryPlan plan(IndexShape shape, int threads) {
    long panelBytes = PanelKernels.panelBytes(shape.dim());
    long panels = panels(shape.rows());
    long fileBytes = panels * (panelBytes + PanelKernels.LANES * Float.BYTES) + 24;
    long heap =
        panels * PanelKernels.LANES * Float.BYTES
            + threads * (panelBytes + (long) shape.dim() * Float.BYTES);
    long rowBytes = (long) shape.rows() * shape.dim() * Float.BYTES;
    return new MemoryPlan(
        List.of(new MemoryPlan.Phase("write", heap, rowBytes + fileBytes)), fileBytes);
  }

  @Override
  public BuildNotes build(
      VectorRows vectors, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException {
    FloatRows rows = (FloatRows) vectors;
    context.listener().phase("write", 0, 0, rows.count());
    PanelWriter writer =
        new PanelWriter(
            new MetricRows(rows, shape.metric()), null, new int[] {0, rows.count()}, context);
    double maxNorm = writer.write(sink);
    new IndexFacts(VERSION, rows.count(), rows.dim(), 0, maxNorm).write(sink);
    return new BuildNotes(List.of(), Map.of("lists", "1"));
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows) {
    IndexFacts facts = IndexFacts.read(sections, VERSION, shape);
    int panels = (int) panels(shape.rows());
    long panelBytes = PanelKernels.panelBytes(shape.dim());
    return new FlatIndex(
        new PanelLists(
            Sections.section(sections, "panels", panels * panelBytes),
            Sections.section(sections, "bias", panels * 64L),
            null,
            blocks(panels, panelBytes),
            shape.rows(),
            shape.dim(),
            shape.metric(),
            facts.maxNorm()));
  }

  private static long panels(int rows) {
    return ((long) rows + PanelKernels.LANES - 1) / PanelKernels.LANES;
  }

  /**
   * Cuts the panels into lists that fit a cache, so that threads share them and batches reuse them.
   */
  private static int[] blocks(int panels, long panelBytes) {
    int size = Math.clamp(BLOCK_BYTES / panelBytes, 1, 1024);
    int[] starts = new int[(panels + size - 1) / size + 1];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = (int) Math.min(panels, (long) i * size);
    }
    return starts;
  }
}
