package io.elanus.index.binary;

import io.elanus.index.BitRows;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;

/**
 * Centres that lie between binary vectors, each coordinate rounded to one of eight levels; see
 * {@link BitKernels#nearestLevels}. The highest bit of a level says which of 0 and 1 is nearer.
 *
 * @param levels centre after centre: the longs of the lowest bits, of the middle ones, of the
 *     highest ones
 */
record LevelCentres(long[] levels, int count, int dim) {
  static LevelCentres empty(int count, int dim) {
    return new LevelCentres(
        new long[Math.multiplyExact(count, BitKernels.PLANES * BitKernels.words(dim))], count, dim);
  }

  int words() {
    return BitKernels.words(dim);
  }

  /** Where a centre starts in {@code levels}. */
  int start(int centre) {
    return centre * BitKernels.PLANES * words();
  }

  /** Makes a row a centre. */
  void set(int centre, BitRows rows, int row) {
    for (int w = 0; w < words(); w++) {
      long word = BitLayout.word(rows.values(), (long) row * rows.width(), rows.width(), w);
      for (int plane = 0; plane < BitKernels.PLANES; plane++) {
        levels[start(centre) + plane * words() + w] = word;
      }
    }
  }

  /** The levels of some centres. */
  long[] choose(int[] numbers) {
    int size = start(1);
    long[] chosen = new long[Math.multiplyExact(numbers.length, size)];
    for (int i = 0; i < numbers.length; i++) {
      System.arraycopy(levels, start(numbers[i]), chosen, i * size, size);
    }
    return chosen;
  }

  /** The sum of the squared levels of each centre. */
  int[] squares() {
    int[] squares = new int[count];
    for (int centre = 0; centre < count; centre++) {
      for (int w = 0; w < words(); w++) {
        int at = start(centre) + w;
        long low = levels[at];
        long middle = levels[at + words()];
        long high = levels[at + 2 * words()];
        // (l + 2 m + 4 h)^2 with bits, whose squares are themselves
        squares[centre] +=
            Long.bitCount(low)
                + 4 * Long.bitCount(middle)
                + 16 * Long.bitCount(high)
                + 4 * Long.bitCount(low & middle)
                + 8 * Long.bitCount(low & high)
                + 16 * Long.bitCount(middle & high);
      }
    }
    return squares;
  }

  /** The nearest binary vectors. */
  BitCentres binary() {
    long[] values = new long[Math.multiplyExact(count, words())];
    for (int centre = 0; centre < count; centre++) {
      int high = start(centre) + (BitKernels.PLANES - 1) * words();
      System.arraycopy(levels, high, values, centre * words(), words());
    }
    return new BitCentres(values, count, dim);
  }
}
