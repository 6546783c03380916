package io.elanus.index.flat;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.MemoryPlan;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.panel.MetricRows;
import io.elanus.index.panel.PanelLists;
import io.elanus.index.panel.PanelWriter;
import io.elanus.index.panel.Sections;
import io.elanus.kernels.PanelKernels;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/**
 * Exact search.
 *
 * <p>Sections: {@code panels} and {@code bias} as {@link PanelWriter} writes them, slot s holding
 * row s; {@code facts}: int version 1, int rows, int dim, int 0, double largest norm. All values
 * are little-endian.
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
  public BuildNotes build(FloatRows rows, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException {
    context.listener().phase("write", 0, 0, rows.count());
    PanelWriter writer =
        new PanelWriter(
            new MetricRows(rows, shape.metric()), null, new int[] {0, rows.count()}, context);
    double maxNorm = writer.write(sink);
    sink.begin("facts");
    MemorySegment facts = MemorySegment.ofArray(new byte[24]);
    facts.set(PanelLists.INT, 0, VERSION);
    facts.set(PanelLists.INT, 4, rows.count());
    facts.set(PanelLists.INT, 8, rows.dim());
    facts.set(PanelLists.DOUBLE, 16, maxNorm);
    sink.write(facts);
    return new BuildNotes(List.of(), Map.of("lists", "1"));
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape) {
    MemorySegment facts = Sections.section(sections, "facts", 24);
    if (facts.get(PanelLists.INT, 0) != VERSION
        || facts.get(PanelLists.INT, 4) != shape.rows()
        || facts.get(PanelLists.INT, 8) != shape.dim()) {
      throw new ElanusException(
          ErrorCode.DAMAGED_DATA,
          "the index must hold %d rows of dimension %d in version %d, got %d of %d in version %d"
              .formatted(
                  shape.rows(),
                  shape.dim(),
                  VERSION,
                  facts.get(PanelLists.INT, 4),
                  facts.get(PanelLists.INT, 8),
                  facts.get(PanelLists.INT, 0)),
          "drop the index and create it again");
    }
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
            facts.get(PanelLists.DOUBLE, 16)));
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
