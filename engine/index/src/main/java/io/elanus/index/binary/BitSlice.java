package io.elanus.index.binary;

import io.elanus.kernels.BitKernels;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.SliceKernels;

/** A slice of 256 binary vectors, see {@link SliceKernels}, that is filled again and again. */
final class BitSlice {
  private final int dim;
  private final long[] values;
  private final long[] slots = new long[SliceKernels.LONGS];
  private int firstPlace;
  private int vectors;

  BitSlice(int dim) {
    this.dim = dim;
    this.values = new long[SliceKernels.size(dim)];
  }

  /**
   * Takes the vectors of some blocks.
   *
   * @param lists have at least 16 blocks
   * @param blockCount at most 16
   * @param origin what they are combined with by exclusive or, as queries are
   */
  void load(BitLists lists, int block, int blockCount, long[] origin) {
    int all = lists.starts()[lists.lists()];
    // Blocks of other lists fill it up; their slots are left out.
    int first = Math.min(block, all - SliceKernels.BLOCKS);
    Kernels.bestSlices().slice(lists.blocks(), lists.blockOffset(first), dim, origin, values);
    firstPlace = first * BitKernels.LANES;
    int from = block * BitKernels.LANES - firstPlace;
    int to = from + blockCount * BitKernels.LANES;
    while (to > from && lists.row(firstPlace + to - 1) < 0) {
      to--; // padding ends a list
    }
    vectors = to - from;
    for (int j = 0; j < SliceKernels.LONGS; j++) {
      slots[j] = below(j, to) & ~below(j, from);
    }
  }

  /** The slots before one in a long of a plane. */
  private static long below(int j, int slot) {
    int count = (slot - j + SliceKernels.LONGS - 1) / SliceKernels.LONGS;
    return count <= 0 ? 0 : -1L >>> Long.SIZE - count;
  }

  int dim() {
    return dim;
  }

  /** All planes. */
  long[] values() {
    return values;
  }

  /** A plane of the slots that have vectors. */
  long[] slots() {
    return slots;
  }

  /** How many slots have vectors. */
  int vectors() {
    return vectors;
  }

  /** The place of the vector in slot 0. */
  int firstPlace() {
    return firstPlace;
  }
}
