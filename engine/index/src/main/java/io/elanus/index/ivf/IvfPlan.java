package io.elanus.index.ivf;

import io.elanus.api.index.MemoryPlan;
import io.elanus.index.IndexShape;
import io.elanus.index.cluster.KMeans;
import io.elanus.index.lists.Sections;
import io.elanus.index.sq8.Sq8Lists;
import io.elanus.index.sq8.Sq8Writer;
import io.elanus.kernels.PdxKernels;
import java.util.List;

/**
 * Predicts the memory of an IVF build from its shape: what {@link IvfSq8Algorithm} allocates, phase
 * by phase.
 */
final class IvfPlan {
  private IvfPlan() {}

  /** Bytes held while the lists are trained. */
  static long training(IndexShape shape, int threads) {
    int lists = CoarseQuantizer.lists(shape.rows(), shape.nlist());
    return KMeans.trainBytes(shape.rows(), lists, shape.dim(), threads);
  }

  /** Bytes held while rows are assigned to lists. */
  static long assigning(IndexShape shape, int threads) {
    int lists = CoarseQuantizer.lists(shape.rows(), shape.nlist());
    return KMeans.assignBytes(shape.rows(), lists, shape.dim(), threads);
  }

  /** Bytes of the divided rows: the rows by list, where lists start, centres. */
  static long kept(IndexShape shape) {
    long lists = CoarseQuantizer.lists(shape.rows(), shape.nlist());
    return (shape.rows() + lists + lists * shape.dim()) * Integer.BYTES;
  }

  static MemoryPlan of(IndexShape shape, int threads) {
    long rows = shape.rows();
    long dim = shape.dim();
    long lists = CoarseQuantizer.lists(shape.rows(), shape.nlist());
    long centroids = lists * dim * 4;
    // A list's last block is half full on average.
    long slots = rows + lists * (PdxKernels.LANES / 2);
    // the codes on their way, or the row of each slot
    long writing =
        kept(shape)
            + Sq8Writer.heapBytes(slots, lists, shape.dim(), threads)
            + Math.max(
                Sq8Writer.bufferBytes(shape.dim()),
                slots * Integer.BYTES + Sections.bufferBytes(slots));
    long rowBytes = rows * dim * 4;
    // codes; bias and ordinal of each slot; centroids with biases
    long fileBytes =
        Sq8Lists.bytes(lists, slots / PdxKernels.LANES, shape.dim())
            + slots * 8
            + centroids
            + lists * 12;
    return new MemoryPlan(
        List.of(
            new MemoryPlan.Phase("train", training(shape, threads), rowBytes),
            new MemoryPlan.Phase("assign", assigning(shape, threads), rowBytes),
            new MemoryPlan.Phase("write", writing, rowBytes + fileBytes)),
        fileBytes);
  }
}
