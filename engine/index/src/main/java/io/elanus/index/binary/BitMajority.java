package io.elanus.index.binary;

import io.elanus.index.BitRows;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;

/**
 * Counts for each bit in how many of some vectors it is set; one thread's.
 *
 * <p>The counters of 64 bits stand upright: long p holds bit p of all 64, so one vector is added to
 * all of them with a few instructions for each carry.
 */
final class BitMajority {
  private static final int PLANES = 31;

  private final int words;
  private final long[] planes;
  private int used;
  private int vectors;

  BitMajority(int dim) {
    words = BitKernels.words(dim);
    planes = new long[words * PLANES];
  }

  void clear() {
    for (int w = 0; w < words; w++) {
      java.util.Arrays.fill(planes, w * PLANES, w * PLANES + used, 0);
    }
    used = 0;
    vectors = 0;
  }

  /** Adds one row. */
  void add(BitRows rows, int row) {
    vectors++;
    used = Integer.SIZE - Integer.numberOfLeadingZeros(vectors);
    long offset = (long) row * rows.width();
    for (int w = 0; w < words; w++) {
      long carry = BitLayout.word(rows.values(), offset, rows.width(), w);
      for (int at = w * PLANES; carry != 0; at++) {
        long before = planes[at];
        planes[at] = before ^ carry;
        carry &= before;
      }
    }
  }

  /**
   * Sets each bit to what most of the vectors have; where both are as many, it stays.
   *
   * @param centre holds the centre's longs from {@code start} on
   */
  void write(long[] centre, int start) {
    for (int w = 0; w < words; w++) {
      long result = 0;
      for (int bit = 0; bit < Long.SIZE; bit++) {
        int count = 0;
        for (int plane = 0; plane < used; plane++) {
          count |= (int) (planes[w * PLANES + plane] >>> bit & 1) << plane;
        }
        boolean set =
            2L * count == vectors ? (centre[start + w] >>> bit & 1) != 0 : 2L * count > vectors;
        result |= set ? 1L << bit : 0;
      }
      centre[start + w] = result;
    }
  }
}
