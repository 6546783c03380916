package io.elanus.index.flat;

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
import io.elanus.index.lists.IndexFacts;
import io.elanus.index.lists.MetricRows;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.sq8.Sq8Lists;
import io.elanus.index.sq8.Sq8Writer;
import io.elanus.kernels.PdxKernels;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Exact search: codes of one byte for each value leave out rows that are certainly too far, and the
 * distances of the others come from the segment's own rows.
 *
 * <p>Sections: {@code codes}, {@code bias} and {@code errors} as in {@link Sq8Lists}, slot s
 * holding row s and every 1024 rows making a list; {@code facts}, see {@link IndexFacts}, version
 * 2. All values are little-endian.
 */
public final class FlatAlgorithm implements IndexAlgorithm {
  private static final int VERSION = 2;

  /** Rows of a list: threads share lists, and each has a frame of its own. */
  private static final int LIST_ROWS = 1024;

  @Override
  public MemoryPlan plan(IndexShape shape, int threads) {
    long slots = blocks(shape.rows()) * PdxKernels.LANES;
    long lists = starts(shape.rows()).length - 1L;
    long fileBytes =
        Sq8Lists.bytes(lists, blocks(shape.rows()), shape.dim()) + slots * 4 + lists * 4 + 24;
    long heap =
        Sq8Writer.heapBytes(slots, lists, shape.dim(), threads)
            + Sq8Writer.bufferBytes(shape.dim());
    long rowBytes = (long) shape.rows() * shape.dim() * Float.BYTES;
    return new MemoryPlan(
        List.of(new MemoryPlan.Phase("write", heap, rowBytes + fileBytes)), fileBytes);
  }

  @Override
  public List<BuildStep> steps(IndexShape shape) {
    return List.of(new BuildStep("write", 1));
  }

  @Override
  public BuildNotes build(
      VectorRows vectors, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException {
    FloatRows rows = (FloatRows) vectors;
    context.listener().phase("write", 0, 0, rows.count());
    int[] starts = starts(rows.count());
    new Sq8Writer(new MetricRows(rows, shape.metric()), null, starts, context).write(sink);
    new IndexFacts(VERSION, rows.count(), rows.dim(), starts.length - 1, 0).write(sink);
    return new BuildNotes(List.of(), Map.of("lists", "1"));
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows) {
    IndexFacts.read(sections, VERSION, shape);
    int[] blocks = PdxLists.blockStarts(starts(shape.rows()));
    FloatRows floats = (FloatRows) rows;
    return new FilteredIndex(
        new FlatIndex(Sq8Lists.open(sections, blocks, false, shape), floats),
        UnindexedRows.of(floats, shape.metric()),
        shape.rows());
  }

  private static long blocks(int rows) {
    return ((long) rows + PdxKernels.LANES - 1) / PdxKernels.LANES;
  }

  /** First row of each list, and the number of rows at the end. */
  private static int[] starts(int rows) {
    int[] starts = new int[(int) (((long) rows + LIST_ROWS - 1) / LIST_ROWS) + 1];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = (int) Math.min(rows, (long) i * LIST_ROWS);
    }
    return starts;
  }
}
