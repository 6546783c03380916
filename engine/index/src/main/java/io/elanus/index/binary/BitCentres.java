package io.elanus.index.binary;

import io.elanus.index.BitRows;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import java.lang.foreign.MemorySegment;

/**
 * The centres of clusters of binary vectors, binary vectors themselves.
 *
 * @param values centre after centre, {@code words(dim)} longs each
 */
record BitCentres(long[] values, int count, int dim) {
  int words() {
    return BitKernels.words(dim);
  }

  /** The longs of all centres, padded to whole groups with copies of the first, which never win. */
  long[] groups() {
    int words = words();
    int padded = (count + BitKernels.GROUP - 1) / BitKernels.GROUP * BitKernels.GROUP;
    long[] groups = java.util.Arrays.copyOf(values, padded * words);
    for (int i = count; i < padded; i++) {
      System.arraycopy(values, 0, groups, i * words, words);
    }
    return groups;
  }

  /** Some of the centres. */
  BitCentres choose(int[] numbers) {
    int words = words();
    long[] chosen = new long[Math.multiplyExact(numbers.length, words)];
    for (int i = 0; i < numbers.length; i++) {
      System.arraycopy(values, numbers[i] * words, chosen, i * words, words);
    }
    return new BitCentres(chosen, numbers.length, dim);
  }

  /** The centres as rows of bytes. */
  BitRows rows() {
    int width = dim / Byte.SIZE;
    byte[] bytes = new byte[Math.multiplyExact(count, width)];
    MemorySegment one = MemorySegment.ofArray(new byte[words() * Long.BYTES]);
    for (int i = 0; i < count; i++) {
      MemorySegment.copy(values, i * words(), one, BitLayout.LONG, 0, words());
      MemorySegment.copy(one, 0, MemorySegment.ofArray(bytes), (long) i * width, width);
    }
    return BitRows.of(bytes, count, dim);
  }
}
