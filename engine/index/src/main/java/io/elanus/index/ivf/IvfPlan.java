package io.elanus.index.ivf;

import io.elanus.index.IndexShape;
import io.elanus.index.MemoryPlan;
import io.elanus.index.cluster.KMeans;
import io.elanus.index.codes.ByteLists;
import io.elanus.index.codes.ByteWriter;
import io.elanus.kernels.PanelKernels;
import java.util.List;

/**
 * Predicts the memory of an IVF build from its shape: what {@link IvfBytesAlgorithm} allocates,
 * phase by phase.
 */
final class IvfPlan {
  private static final int SCRATCH = 1 << 20;

  private IvfPlan() {}

  static MemoryPlan of(IndexShape shape, int threads) {
    long rows = shape.rows();
    long dim = shape.dim();
    long lists = Division.lists(shape.rows(), shape.intParameter("nlist"));
    long sample = KMeans.sampleSize(shape.rows(), (int) lists);
    long ordinals = sample < rows ? sample * 4 : 0;
    long scratch = threads * (SCRATCH + 2 * PanelKernels.panelBytes(shape.dim()));
    long centroids = lists * dim * 4;
    // assignments and orders now and before; centres, sums of doubles, saved state of both
    long training = ordinals + 4 * sample * 4 + 6 * centroids + lists * 128 * 4 + scratch;
    long assigning = 4 * rows * 4 + 2 * centroids + lists * 128 * 4 + scratch;
    long slots = rows + lists * (PanelKernels.LANES / 2);
    // order, starts, slots; biases
    long writing =
        rows * 4 + slots * 4 + centroids + ByteWriter.heapBytes(slots, lists, shape.dim(), threads);
    long rowBytes = rows * dim * 4;
    // codes; bias and ordinal of each slot; centroids with biases
    long fileBytes =
        ByteLists.bytes(lists, slots / PanelKernels.LANES, shape.dim())
            + slots * 8
            + centroids
            + lists * 12;
    return new MemoryPlan(
        List.of(
            new MemoryPlan.Phase("train", training, rowBytes),
            new MemoryPlan.Phase("assign", assigning, rowBytes),
            new MemoryPlan.Phase("write", writing, rowBytes + fileBytes)),
        fileBytes);
  }
}
