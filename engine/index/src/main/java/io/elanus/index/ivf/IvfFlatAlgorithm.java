package io.elanus.index.ivf;

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
import java.lang.foreign.MemorySegment;

/**
 * Lists of full vectors.
 *
 * <p>Sections, little-endian, padded slots included:
 *
 * <ul>
 *   <li>{@code panels}, {@code bias}: the vectors, list after list, as {@link PanelWriter} writes
 *       them
 *   <li>{@code ordinals}: int row of each slot, -1 for padding
 *   <li>{@code starts}: int first panel of each list, and the number of panels
 *   <li>{@code centroids}, {@code centroid-bias}: the lists' centres, see {@link CentroidPanels}
 *   <li>{@code facts}: see {@link IndexFacts}, version 1
 * </ul>
 */
public final class IvfFlatAlgorithm implements IndexAlgorithm {
  private static final int VERSION = 1;

  @Override
  public MemoryPlan plan(IndexShape shape, int threads) {
    return IvfPlan.of(shape, threads);
  }

  @Override
  public BuildNotes build(
      VectorRows vectors, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException {
    FloatRows rows = (FloatRows) vectors;
    MetricRows seen = new MetricRows(rows, shape.metric());
    Division division = Division.of(seen, shape.intParameter("nlist"), context);
    context.cancellation().check();
    context.listener().phase("write", 0, 0, rows.count());
    PanelWriter writer =
        new PanelWriter(seen, division.clusters().order(), division.clusters().starts(), context);
    double maxNorm = writer.write(sink);
    int[] starts = writer.panelStarts();
    sink.begin("ordinals");
    Sections.write(sink, division.clusters().slots(starts));
    sink.begin("starts");
    Sections.write(sink, starts);
    CentroidPanels.write(division.centroids(), sink);
    new IndexFacts(VERSION, rows.count(), rows.dim(), division.centroids().count(), maxNorm)
        .write(sink);
    return division.notes();
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows) {
    IndexFacts facts = IndexFacts.read(sections, VERSION, shape);
    int lists = facts.lists();
    MemorySegment written = Sections.section(sections, "starts", (lists + 1L) * Integer.BYTES);
    int[] starts = written.toArray(PanelLists.INT);
    Sections.checkStarts(starts);
    int panels = starts[lists];
    long panelBytes = PanelKernels.panelBytes(shape.dim());
    PanelLists vectors =
        new PanelLists(
            Sections.section(sections, "panels", panels * panelBytes),
            Sections.section(sections, "bias", PanelLists.biasOffset(panels)),
            Sections.section(sections, "ordinals", PanelLists.biasOffset(panels)),
            starts,
            shape.rows(),
            shape.dim(),
            shape.metric(),
            facts.maxNorm());
    PanelLists centroids = CentroidPanels.open(sections, lists, shape);
    return new IvfFlatIndex(centroids, vectors);
  }
}
