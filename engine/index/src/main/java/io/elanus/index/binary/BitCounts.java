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
final class BitCounts {
  private static final int COUNTER_BITS = 31;

  private final int words;
  private final long[] planes;
  private int used;
  private int vectors;

  BitCounts(int dim) {
    words = BitKernels.words(dim);
    planes = new long[words * COUNTER_BITS];
  }

  /** Heap bytes of one. */
  static long bytes(int dim) {
    return (long) BitKernels.words(dim) * COUNTER_BITS * Long.BYTES;
  }

  void clear() {
    for (int w = 0; w < words; w++) {
      java.util.Arrays.fill(planes, w * COUNTER_BITS, w * COUNTER_BITS + used, 0);
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
      for (int at = w * COUNTER_BITS; carry != 0; at++) {
        long before = planes[at];
        planes[at] = before ^ carry;
        carry &= before;
      }
    }
  }

  /** Sets a centre to the mean of the vectors, each coordinate rounded to the nearest level. */
  void write(LevelCentres centres, int centre) {
    long[] levels = centres.levels();
    int start = centres.start(centre);
    for (int w = 0; w < words; w++) {
      for (int plane = 0; plane < BitKernels.PLANES; plane++) {
        levels[start + plane * words + w] = 0;
      }
      for (int bit = 0; bit < Long.SIZE; bit++) {
        long count = 0;
        for (int plane = 0; plane < used; plane++) {
          count |= (planes[w * COUNTER_BITS + plane] >>> bit & 1) << plane;
        }
        long level = (2 * BitKernels.TOP * count + vectors) / (2L * vectors);
        for (int plane = 0; plane < BitKernels.PLANES; plane++) {
          levels[start + plane * words + w] |= (level >>> plane & 1) << bit;
        }
      }
    }
  }
}
