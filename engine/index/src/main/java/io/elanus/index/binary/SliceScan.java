package io.elanus.index.binary;

import io.elanus.index.RowFilter;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.SliceKernels;
import io.elanus.kernels.TopK;

/**
 * Compares queries with slices under HAMMING and keeps the nearest; scratch memory of one thread.
 *
 * <p>Numbers of a slice's vectors stand upright, so a threshold meets all of them at once, and
 * hardly any is ever read as a number.
 */
final class SliceScan {
  private static final int LONGS = SliceKernels.LONGS;

  private final SliceKernels kernels = Kernels.bestSlices();
  private final SliceQuery query;
  private final RowFilter filter;
  private final int levels;
  private final long[] sums;
  private final long[] near = new long[LONGS];
  private final long[] equal = new long[LONGS];
  private final long[] slots = new long[LONGS];

  SliceScan(BitQueries queries, int dim, RowFilter filter) {
    this.query = new SliceQuery(queries, dim);
    this.filter = filter;
    this.levels = SliceKernels.levels(dim);
    this.sums = new long[levels * LONGS];
  }

  /** Takes a query for slices of an origin. */
  void set(int number, long[] origin) {
    query.set(number, origin);
  }

  /**
   * Offers the vectors of a slice that are near enough.
   *
   * @param rows the row of each place, or -1 where there is none
   */
  void offer(BitSlice slice, BitChoice.Rows rows, TopK top) {
    int dim = slice.dim();
    int offset = query.offset();
    kernels.sum(query.planes(), query.count(), slice.values(), dim, query.flip(), sums);
    int left = leaveOutNear(slice, top, offset);
    int bound = (int) Math.floor(Math.min(top.threshold(), dim)) - offset;
    boolean open = top.threshold() == Float.POSITIVE_INFINITY;
    if (open && filter == null && left > top.capacity()) {
      // So many are not above it: the others of the slice are never among the nearest.
      bound = Math.min(bound, smallest(top.capacity(), slots));
    }
    bound = Math.min(bound, (1 << levels) - 1);
    if (bound < 0 || !kernels.upTo(sums, dim, bound, near)) {
      return;
    }
    for (int j = 0; j < LONGS; j++) {
      for (long some = near[j] & slots[j]; some != 0; some &= some - 1) {
        int bit = Long.numberOfTrailingZeros(some);
        float distance = number(j, bit) + offset;
        if (distance <= top.threshold()) {
          int row = rows.at(slice.firstPlace() + bit * LONGS + j);
          if (row >= 0 && (filter == null || filter.accepts(row))) {
            top.push(distance, row, 0);
          }
        }
      }
    }
  }

  /** Keeps the slots of vectors that are not too near, and returns how many. */
  private int leaveOutNear(BitSlice slice, TopK top, int offset) {
    System.arraycopy(slice.slots(), 0, slots, 0, LONGS);
    double greatest = Math.ceil(top.nearest()) - 1 - offset;
    if (greatest < 0) {
      return slice.vectors();
    }
    kernels.upTo(sums, slice.dim(), (int) Math.min(greatest, (1 << levels) - 1), near);
    int left = 0;
    for (int j = 0; j < LONGS; j++) {
      slots[j] &= ~near[j];
      left += Long.bitCount(slots[j]);
    }
    top.noteTooNear(slice.vectors() - left);
    return left;
  }

  /** The least number that {@code count} of the slots' numbers are not above. */
  private int smallest(int count, long[] slots) {
    System.arraycopy(slots, 0, equal, 0, LONGS);
    int below = 0;
    int number = 0;
    for (int level = levels - 1; level >= 0; level--) {
      int less = 0;
      for (int j = 0; j < LONGS; j++) {
        less += Long.bitCount(equal[j] & ~sums[level * LONGS + j]);
      }
      boolean one = below + less < count;
      if (one) {
        below += less;
        number |= 1 << level;
      }
      for (int j = 0; j < LONGS; j++) {
        equal[j] &= one ? sums[level * LONGS + j] : ~sums[level * LONGS + j];
      }
    }
    return number;
  }

  private int number(int j, int bit) {
    int number = 0;
    for (int level = 0; level < levels; level++) {
      number |= (int) (sums[level * LONGS + j] >>> bit & 1) << level;
    }
    return number;
  }
}
