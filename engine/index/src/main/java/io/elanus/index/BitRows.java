package io.elanus.index;

import java.lang.foreign.MemorySegment;

/**
 * The binary vectors of one segment: {@code count} rows of {@code dim} bits, row after row without
 * padding; eight bits to a byte, the first in its highest bit.
 *
 * @param dim a multiple of 8
 */
public record BitRows(MemorySegment values, int count, int dim) implements VectorRows {
  public BitRows {
    if (values.byteSize() < (long) count * (dim / Byte.SIZE)) {
      throw new IllegalArgumentException(
          "%d rows of %d bits need %d bytes, got %d"
              .formatted(count, dim, (long) count * (dim / Byte.SIZE), values.byteSize()));
    }
  }

  /** Bytes of one row. */
  public int width() {
    return dim / Byte.SIZE;
  }

  public static BitRows of(byte[] values, int count, int dim) {
    return new BitRows(MemorySegment.ofArray(values), count, dim);
  }
}
