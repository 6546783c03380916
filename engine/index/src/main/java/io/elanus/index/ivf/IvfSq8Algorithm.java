package io.elanus.index.ivf;

import io.elanus.api.index.MemoryPlan;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.BuildStep;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import io.elanus.index.lists.IndexFacts;
import io.elanus.index.lists.MetricRows;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.Sections;
import io.elanus.index.sq8.Sq8Lists;
import io.elanus.index.sq8.Sq8Writer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Lists of vectors with one byte for each value: IVF_FLAT and IVF_SQ8, whose files are the same.
 *
 * <p>IVF_FLAT uses the codes to leave out rows that are certainly too far and takes the distances
 * of the others from the segment's own rows: its results are exact within the probed lists. IVF_SQ8
 * never looks at the rows; its distances are those of what the codes stand for.
 *
 * <p>Sections, little-endian, padded slots included:
 *
 * <ul>
 *   <li>{@code codes}, {@code bias}, {@code errors}: the vectors, list after list, see {@link
 *       Sq8Lists}
 *   <li>{@code ordinals}: int row of each slot, -1 for padding
 *   <li>{@code starts}: int first block of each list, and the number of blocks
 *   <li>{@code centroids}, {@code centroid-bias}: the lists' centres, see {@link CoarseCentroids}
 *   <li>{@code facts}: see {@link IndexFacts}, version 2
 * </ul>
 */
public final class IvfSq8Algorithm implements IndexAlgorithm {
  private static final int VERSION = 2;

  private final boolean exact;

  /**
   * @param exact whether distances are those of the rows, as in IVF_FLAT
   */
  public IvfSq8Algorithm(boolean exact) {
    this.exact = exact;
  }

  @Override
  public MemoryPlan plan(IndexShape shape, int threads) {
    return IvfPlan.of(shape, threads);
  }

  @Override
  public List<BuildStep> steps(IndexShape shape) {
    List<BuildStep> steps = CoarseQuantizer.steps(shape);
    steps.add(new BuildStep("write", BuildStep.VALUE * shape.rows() * shape.dim()));
    return steps;
  }

  @Override
  public BuildNotes build(
      VectorRows vectors, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException {
    FloatRows rows = (FloatRows) vectors;
    MetricRows seen = new MetricRows(rows, shape.metric());
    CoarseQuantizer quantizer = CoarseQuantizer.of(seen, shape.nlist(), context);
    context.cancellation().check();
    context.listener().phase("write", 0, 0, rows.count());
    Sq8Writer writer =
        new Sq8Writer(seen, quantizer.clusters().order(), quantizer.clusters().starts(), context);
    writer.write(sink);
    int[] starts = writer.blockStarts();
    sink.begin("ordinals");
    Sections.write(sink, quantizer.clusters().slots(starts));
    sink.begin("starts");
    Sections.write(sink, starts);
    return quantizer.write(VERSION, seen, sink);
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows) {
    IndexFacts facts = IndexFacts.read(sections, VERSION, shape);
    int lists = facts.lists();
    MemorySegment written = Sections.section(sections, "starts", (lists + 1L) * Integer.BYTES);
    int[] starts = written.toArray(PdxLists.INT);
    Sections.checkStarts(starts);
    Sq8Lists vectors = Sq8Lists.open(sections, starts, true, shape);
    FloatRows floats = (FloatRows) rows;
    return IvfIndex.open(sections, shape, new IvfIndex.Sq8(vectors, exact ? floats : null), floats);
  }
}
