package io.elanus.index.binary;

import io.elanus.api.index.MemoryPlan;
import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.BuildStep;
import io.elanus.index.FilteredIndex;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import io.elanus.index.lists.IndexFacts;
import io.elanus.index.lists.Sections;
import io.elanus.kernels.BitKernels;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Exact search of binary vectors.
 *
 * <p>Sections: {@code panels} and, for all metrics but HAMMING, {@code ones}, as {@link
 * BitPdxWriter} writes them, slot s holding row s; {@code facts}, see {@link IndexFacts}, version
 * 1. All values are little-endian.
 */
public final class BinFlatAlgorithm implements IndexAlgorithm {
  private static final int VERSION = 1;

  /** Bytes of blocks that one pass of queries goes over: a part of a core's second cache. */
  private static final long PASS_BYTES = 192 << 10;

  @Override
  public MemoryPlan plan(IndexShape shape, int threads) {
    long blockBytes = BitKernels.blockBytes(shape.dim());
    long blocks = BitPdxWriter.blocks(shape.rows());
    long onesBytes = onesBytes(shape, (int) blocks);
    long fileBytes = blocks * blockBytes + onesBytes + IndexFacts.BYTES;
    long rowBytes = (long) shape.rows() * shape.dim() / Byte.SIZE;
    return new MemoryPlan(
        List.of(
            new MemoryPlan.Phase(
                "write",
                BitPdxWriter.heapBytes(shape.rows(), shape.dim(), onesBytes > 0, threads),
                rowBytes + fileBytes)),
        fileBytes);
  }

  @Override
  public List<BuildStep> steps(IndexShape shape) {
    return List.of(new BuildStep("write", 1));
  }

  @Override
  public BuildNotes build(
      VectorRows vectors, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException {
    BitRows rows = (BitRows) vectors;
    context.listener().phase("write", 0, 0, rows.count());
    boolean withOnes = BitMetric.of(shape.metric()).needsOnes();
    new BitPdxWriter(rows, null, withOnes, context).write("panels", "ones", sink);
    new IndexFacts(VERSION, rows.count(), rows.dim(), 0, 0).write(sink);
    return new BuildNotes(List.of(), Map.of("lists", "1"));
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows) {
    IndexFacts.read(sections, VERSION, shape);
    int blocks = BitPdxWriter.blocks(shape.rows());
    long blockBytes = BitKernels.blockBytes(shape.dim());
    BitMetric metric = BitMetric.of(shape.metric());
    BitIndex index =
        new BitIndex(
            null,
            new BitLists(
                Sections.section(sections, "panels", blocks * blockBytes),
                metric.needsOnes()
                    ? Sections.section(sections, "ones", onesBytes(shape, blocks))
                    : null,
                null,
                passes(blocks, blockBytes),
                shape.rows(),
                shape.dim(),
                metric));
    return outside(index, rows, shape);
  }

  /** What both types look like to their callers. */
  static VectorIndex outside(BitIndex index, VectorRows rows, IndexShape shape) {
    VectorIndex exact = UnindexedBits.of((BitRows) rows, shape.metric());
    return new FilteredIndex(index, exact, shape.rows());
  }

  private static long onesBytes(IndexShape shape, int blocks) {
    boolean needed = BitMetric.of(shape.metric()).needsOnes();
    return needed ? (long) blocks * BitKernels.LANES * Float.BYTES : 0;
  }

  /**
   * Cuts the blocks into lists that fit a cache, so that threads share them and batches reuse them.
   */
  private static int[] passes(int blocks, long blockBytes) {
    int size = Math.clamp(PASS_BYTES / blockBytes, 1, 1024);
    int[] starts = new int[(blocks + size - 1) / size + 1];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = (int) Math.min(blocks, (long) i * size);
    }
    return starts;
  }
}
