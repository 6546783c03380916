package io.elanus.index.binary;

import io.elanus.api.index.MemoryPlan;
import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.BuildStep;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import io.elanus.index.cluster.ListCount;
import io.elanus.index.lists.IndexFacts;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.Sections;
import io.elanus.kernels.BitKernels;
import java.io.IOException;
import java.util.List;

/**
 * Lists of binary vectors around centres that k-majority finds under Hamming distance; under
 * JACCARD lists and rows are ranked by Jaccard distance.
 *
 * <p>Sections, little-endian, padded slots included:
 *
 * <ul>
 *   <li>{@code panels} and, for JACCARD, {@code ones}: the vectors, list after list, as {@link
 *       BitPdxWriter} writes them
 *   <li>{@code ordinals}: int row of each slot, -1 for padding
 *   <li>{@code starts}: int first block of each list, and the number of blocks
 *   <li>{@code centroids} and, for JACCARD, {@code centroid-ones}: the lists' centres, in the same
 *       form
 *   <li>{@code facts}: see {@link IndexFacts}, version 1
 * </ul>
 */
public final class BinIvfFlatAlgorithm implements IndexAlgorithm {
  private static final int VERSION = 1;

  @Override
  public MemoryPlan plan(IndexShape shape, int threads) {
    long rows = shape.rows();
    long lists = ListCount.of(shape.rows(), shape.nlist());
    long blockBytes = BitKernels.blockBytes(shape.dim());
    long wordBytes = blockBytes / BitKernels.LANES;
    boolean withOnes = BitMetric.of(shape.metric()).needsOnes();
    long training = BitKMeans.trainBytes(shape.rows(), (int) lists, shape.dim(), threads);
    long centres = lists * wordBytes;
    // the list of each row, then the rows by list; trained centres, grouped or chosen
    long assigning =
        2 * rows * Integer.BYTES + 2 * centres + BitAssigner.bytes(shape.dim(), 0, threads);
    // A list's last block is half full on average.
    long slots = rows + lists * (BitKernels.LANES / 2);
    long slotBytes = wordBytes + 4 + (withOnes ? 4 : 0);
    // rows by list, where lists start, the row of each slot
    long writing =
        (rows + 2 * lists + slots) * Integer.BYTES
            + centres
            + BitPdxWriter.heapBytes(slots, shape.dim(), withOnes, threads);
    long centroidBytes = BitPdxWriter.blocks((int) lists) * blockBytes;
    long fileBytes = slots * slotBytes + centroidBytes + lists * (withOnes ? 8 : 4);
    long rowBytes = rows * shape.dim() / Byte.SIZE;
    return new MemoryPlan(
        List.of(
            new MemoryPlan.Phase("train", training, rowBytes),
            new MemoryPlan.Phase("assign", assigning, rowBytes),
            new MemoryPlan.Phase("write", writing, rowBytes + fileBytes)),
        fileBytes);
  }

  @Override
  public List<BuildStep> steps(IndexShape shape) {
    double lists = ListCount.of(shape.rows(), shape.nlist());
    List<BuildStep> steps = BitKMeans.steps(shape.rows(), (int) lists);
    steps.add(new BuildStep("assign", shape.rows() * lists));
    steps.add(new BuildStep("write", BuildStep.VALUE * shape.rows()));
    return steps;
  }

  @Override
  public BuildNotes build(
      VectorRows vectors, IndexShape shape, BuildContext context, SectionSink sink)
      throws IOException {
    BitRows rows = (BitRows) vectors;
    boolean withOnes = BitMetric.of(shape.metric()).needsOnes();
    BitCoarseQuantizer quantizer = BitCoarseQuantizer.of(rows, shape.nlist(), context);
    context.cancellation().check();
    context.listener().phase("write", 0, 0, rows.count());
    int[] starts = PdxLists.blockStarts(quantizer.clusters().starts());
    int[] slots = quantizer.clusters().slots(starts);
    new BitPdxWriter(rows, slots, withOnes, context).write("panels", "ones", sink);
    sink.begin("ordinals");
    Sections.write(sink, slots);
    sink.begin("starts");
    Sections.write(sink, starts);
    BitRows centres = quantizer.centres().rows();
    new BitPdxWriter(centres, null, withOnes, context.silent())
        .write("centroids", "centroid-ones", sink);
    new IndexFacts(VERSION, rows.count(), rows.dim(), centres.count(), 0).write(sink);
    return quantizer.notes();
  }

  @Override
  public VectorIndex open(SectionSource sections, IndexShape shape, VectorRows rows) {
    int lists = IndexFacts.read(sections, VERSION, shape).lists();
    int[] starts =
        Sections.section(sections, "starts", (lists + 1L) * Integer.BYTES).toArray(PdxLists.INT);
    Sections.checkStarts(starts);
    BitLists vectors = lists(sections, "panels", "ones", "ordinals", starts, shape.rows(), shape);
    int[] all = {0, BitPdxWriter.blocks(lists)};
    BitLists centroids = lists(sections, "centroids", "centroid-ones", null, all, lists, shape);
    return BinFlatAlgorithm.outside(new BitIndex(centroids, vectors), rows, shape);
  }

  private static BitLists lists(
      SectionSource sections,
      String blockSection,
      String onesSection,
      String ordinalSection,
      int[] starts,
      int count,
      IndexShape shape) {
    int blocks = starts[starts.length - 1];
    long slotBytes = PdxLists.biasOffset(blocks);
    BitMetric metric = BitMetric.of(shape.metric());
    return new BitLists(
        Sections.section(sections, blockSection, blocks * BitKernels.blockBytes(shape.dim())),
        metric.needsOnes() ? Sections.section(sections, onesSection, slotBytes) : null,
        ordinalSection == null ? null : Sections.section(sections, ordinalSection, slotBytes),
        starts,
        count,
        shape.dim(),
        metric);
  }
}
