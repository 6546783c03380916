package io.elanus.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The vectors of one segment: {@code count} rows of {@code dim} little-endian float32 values, row
 * after row without padding.
 */
public record FloatRows(MemorySegment values, int count, int dim) implements VectorRows {
  /** The layout of one value; alignment of one byte, as a mapped file promises no more. */
  public static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int LINE = 64;

  public FloatRows {
    if (values.byteSize() < (long) count * dim * Float.BYTES) {
      throw new IllegalArgumentException(
          "%d rows of %d floats need %d bytes, got %d"
              .formatted(count, dim, (long) count * dim * Float.BYTES, values.byteSize()));
    }
  }

  /** Copies rows [from, from + rows) into {@code target} at {@code offset}. */
  public void copy(int from, int rows, float[] target, int offset) {
    MemorySegment.copy(values, FLOAT, (long) from * dim * Float.BYTES, target, offset, rows * dim);
  }

  /**
   * Copies some rows, one after another.
   *
   * @param ordinals row numbers from {@code from} on
   */
  public void gather(int[] ordinals, int from, int count, float[] target) {
    // Scattered rows miss the caches. Reading one value of each cache line first lets the processor
    // wait for
    // many lines at once; the copies alone wait for one row after the other.
    float touched = 0;
    long rowBytes = (long) dim * Float.BYTES;
    for (int i = from; i < from + count; i++) {
      long start = ordinals[i] * rowBytes;
      for (long at = start; at < start + rowBytes; at += LINE) {
        touched += values.get(FLOAT, at);
      }
    }
    target[0] = touched; // keeps the reads alive; overwritten at once
    for (int i = 0; i < count; i++) {
      MemorySegment.copy(values, FLOAT, ordinals[from + i] * rowBytes, target, i * dim, dim);
    }
  }

  public static FloatRows of(float[] values, int count, int dim) {
    return new FloatRows(MemorySegment.ofArray(values), count, dim);
  }
}
