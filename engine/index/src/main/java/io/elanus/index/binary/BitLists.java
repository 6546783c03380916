package io.elanus.index.binary;

import io.elanus.index.lists.PdxLists;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import io.elanus.kernels.SliceKernels;
import java.lang.foreign.MemorySegment;

/**
 * Binary vectors in lists, each list a run of whole bit blocks. A vector's place is its slot:
 * {@code block * 16 + lane}.
 *
 * @param blocks the blocks of all lists, one after another
 * @param ones set bits of the vector in each slot as a float; null where the metric does not need
 *     them
 * @param ordinals the row in each slot, -1 for padding; null where slot s holds row s
 * @param starts first block of each list, and the number of blocks at the end
 * @param rows how many vectors there are
 */
record BitLists(
    MemorySegment blocks,
    MemorySegment ones,
    MemorySegment ordinals,
    int[] starts,
    int rows,
    int dim,
    BitMetric metric) {

  int lists() {
    return starts.length - 1;
  }

  /** Whether slices can be made, which know HAMMING only and take whole blocks. */
  boolean sliceable() {
    return metric == BitMetric.HAMMING && starts[lists()] >= SliceKernels.BLOCKS;
  }

  /** Copies the longs of the vector in a slot. */
  void copy(int slot, long[] target) {
    long at = blockOffset(slot / BitKernels.LANES) + slot % BitKernels.LANES * 8L;
    for (int w = 0; w < target.length; w++) {
      target[w] = blocks.get(BitLayout.LONG, at + 8L * BitKernels.LANES * w);
    }
  }

  /** The row in a slot, or -1 where there is none. */
  int row(int slot) {
    int row = ordinals == null ? slot : ordinals.get(PdxLists.INT, (long) slot * Integer.BYTES);
    return row < rows ? row : -1;
  }

  long blockOffset(int block) {
    return block * BitKernels.blockBytes(dim);
  }
}
