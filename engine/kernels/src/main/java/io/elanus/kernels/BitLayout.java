package io.elanus.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * How binary vectors lie in memory: bytes row after row, longs, blocks of 16, and the ways between
 * them. Byte i of a vector is byte {@code i % 8} of long {@code i / 8}, the lowest first.
 */
public final class BitLayout {
  /** The layout of one word; alignment of one byte, as rows have any width. */
  public static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private BitLayout() {}

  /** One long of a row that may end inside it; what lies past the row's end counts as zero. */
  public static long word(MemorySegment rows, long rowOffset, int width, int word) {
    int at = word * Long.BYTES;
    if (at + Long.BYTES <= width) {
      return rows.get(LONG, rowOffset + at);
    }
    long value = 0;
    for (int i = width - 1; i >= at; i--) {
      value = value << Byte.SIZE | rows.get(ValueLayout.JAVA_BYTE, rowOffset + i) & 0xff;
    }
    return value;
  }

  /**
   * The longs of {@code count} vectors.
   *
   * @param width bytes of a vector
   */
  public static long[] toWords(byte[] vectors, int count, int width) {
    int words = BitKernels.words(width * Byte.SIZE);
    MemorySegment rows = MemorySegment.ofArray(vectors);
    long[] values = new long[Math.multiplyExact(count, words)];
    for (int i = 0; i < count; i++) {
      for (int w = 0; w < words; w++) {
        values[i * words + w] = word(rows, (long) i * width, width, w);
      }
    }
    return values;
  }

  /** Copies one row of a segment into a lane of the block that starts at {@code blockStart}. */
  public static void toBlock(
      MemorySegment rows, long rowOffset, int width, long[] blocks, int blockStart, int lane) {
    int target = blockStart + lane;
    int whole = width / Long.BYTES;
    for (int w = 0; w < whole; w++) {
      blocks[target + w * BitKernels.LANES] = rows.get(LONG, rowOffset + (long) w * Long.BYTES);
    }
    if (whole * Long.BYTES < width) {
      blocks[target + whole * BitKernels.LANES] = word(rows, rowOffset, width, whole);
    }
  }

  /** Zeroes the lanes of a block from {@code firstLane} on. */
  public static void clearLanes(long[] blocks, int blockStart, int words, int firstLane) {
    for (int w = 0; w < words; w++) {
      int start = blockStart + w * BitKernels.LANES;
      java.util.Arrays.fill(blocks, start + firstLane, start + BitKernels.LANES, 0);
    }
  }

  /** Set bits of a vector. */
  public static int ones(long[] values, int start, int words) {
    int ones = 0;
    for (int w = 0; w < words; w++) {
      ones += Long.bitCount(values[start + w]);
    }
    return ones;
  }

  /** Set bits of a row of a segment. */
  public static int ones(MemorySegment rows, long rowOffset, int width) {
    int ones = 0;
    int whole = width / Long.BYTES;
    for (int w = 0; w < whole; w++) {
      ones += Long.bitCount(rows.get(LONG, rowOffset + (long) w * Long.BYTES));
    }
    return whole * Long.BYTES == width
        ? ones
        : ones + Long.bitCount(word(rows, rowOffset, width, whole));
  }

  /** Set bits of the vector in a lane of a block. */
  public static int ones(long[] blocks, int blockStart, int words, int lane) {
    int ones = 0;
    for (int w = 0; w < words; w++) {
      ones += Long.bitCount(blocks[blockStart + w * BitKernels.LANES + lane]);
    }
    return ones;
  }
}
