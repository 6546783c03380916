package io.elanus.index.ivf;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.MemoryPlan;
import io.elanus.index.MetricType;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.cluster.Centroids;
import io.elanus.index.panel.MetricRows;
import io.elanus.index.panel.PanelLists;
import io.elanus.index.panel.PanelWriter;
import io.elanus.index.panel.Sections;
import io.elanus.kernels.PanelKernels;
import io.elanus.kernels.RowLayout;
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
 *   <li>{@code centroids}, {@code centroid-bias}: the lists' centres as panels, with a bias as for
 *       vectors
 *   <li>{@code facts}: int version 1, int rows, int dim, int lists, double largest norm of a row
 * </ul>
 */
public final class IvfFlatAlgorithm implements IndexAlgorithm {
  private static final int VERSION = 1;

  @Override
  public MemoryPlan plan(IndexShape shape, int threads) {
    return IvfPlan.of(shape, threads);
  }

  @Override
  public BuildNotes build(FloatRows rows, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException {
    MetricRows seen = new MetricRows(rows, shape.metric());
    Division division = Division.of(seen, shape.intParameter("nlist"), context);
    context.cancellation().check();
    context.listener().phase("write", 0, 0, rows.count());
    PanelWriter writer =
        new PanelWriter(seen, division.clusters().order(), division.clusters().starts(), context);
    double maxNorm = writer.write(sink);
    int[] starts = writer.panelStarts();
    sink.begin("ordinals");
    Sections.write(sink, ordinals(division, starts));
    sink.begin("starts");
    Sections.write(sink, starts);
    writeCentroids(division.centroids(), sink);
    sink.begin("facts");
    MemorySegment facts = MemorySegment.ofArray(new byte[24]);
    facts.set(PanelLists.INT, 0, VERSION);
    facts.set(PanelLists.INT, 4, rows.count());
    facts.set(PanelLists.INT, 8, rows.dim());
    facts.set(PanelLists.INT, 12, division.centroids().count());
    facts.set(PanelLists.DOUBLE, 16, maxNorm);
    sink.write(facts);
    return division.notes();
  }

  private static int[] ordinals(Division division, int[] panelStarts) {
    int[] starts = division.clusters().starts();
    int[] ordinals = new int[panelStarts[panelStarts.length - 1] * PanelKernels.LANES];
    java.util.Arrays.fill(ordinals, -1);
    for (int list = 0; list + 1 < starts.length; list++) {
      System.arraycopy(
          division.clusters().order(),
          starts[list],
          ordinals,
          panelStarts[list] * PanelKernels.LANES,
          starts[list + 1] - starts[list]);
    }
    return ordinals;
  }

  private static void writeCentroids(Centroids centroids, SectionSink sink) throws IOException {
    int panels = panels(centroids.count());
    int dim = centroids.dim();
    float[] panel = new float[dim * PanelKernels.LANES];
    float[] bias = new float[panels * PanelKernels.LANES];
    sink.begin("centroids");
    for (int p = 0; p < panels; p++) {
      int first = p * PanelKernels.LANES;
      int count = Math.min(PanelKernels.LANES, centroids.count() - first);
      RowLayout.toPanel(centroids.values(), first * dim, count, dim, panel, 0);
      Sections.write(sink, panel);
    }
    for (int i = 0; i < bias.length; i++) {
      bias[i] =
          i >= centroids.count()
              ? Float.POSITIVE_INFINITY
              : centroids.spherical()
                  ? 0
                  : (float) RowLayout.squaredNorm(centroids.values(), i * dim, dim);
    }
    sink.begin("centroid-bias");
    Sections.write(sink, bias);
  }

  private static int panels(int vectors) {
    return (vectors + PanelKernels.LANES - 1) / PanelKernels.LANES;
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape) {
    MemorySegment facts = Sections.section(sections, "facts", 24);
    int lists = facts.get(PanelLists.INT, 12);
    if (facts.get(PanelLists.INT, 0) != VERSION
        || facts.get(PanelLists.INT, 4) != shape.rows()
        || facts.get(PanelLists.INT, 8) != shape.dim()
        || lists < 0) {
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
    MemorySegment written = Sections.section(sections, "starts", (lists + 1L) * Integer.BYTES);
    int[] starts = written.toArray(PanelLists.INT);
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
            facts.get(PanelLists.DOUBLE, 16));
    int centroidPanels = panels(lists);
    PanelLists centroids =
        new PanelLists(
            Sections.section(sections, "centroids", centroidPanels * panelBytes),
            Sections.section(sections, "centroid-bias", PanelLists.biasOffset(centroidPanels)),
            null,
            new int[] {0, centroidPanels},
            lists,
            shape.dim(),
            shape.metric() == MetricType.COSINE ? MetricType.IP : shape.metric(),
            1);
    return new IvfFlatIndex(centroids, vectors);
  }
}
