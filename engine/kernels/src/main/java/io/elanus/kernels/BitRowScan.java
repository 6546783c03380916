package io.elanus.kernels;

import java.lang.foreign.MemorySegment;

/**
 * Counts differing bits of row-major rows, in scalar code: a sum across a vector register costs
 * more than counting the longs of one row. The usual widths have loops of their own, whose query
 * stays in registers.
 */
final class BitRowScan {
  private BitRowScan() {}

  static void consecutive(
      long[] q, int at, MemorySegment rows, long offset, int count, int width, int[] differing) {
    switch (width) {
      case 16 -> {
        long q0 = q[at];
        long q1 = q[at + 1];
        for (int i = 0; i < count; i++) {
          differing[i] = two(q0, q1, rows, offset + i * 16L);
        }
      }
      case 32 -> {
        long q0 = q[at];
        long q1 = q[at + 1];
        long q2 = q[at + 2];
        long q3 = q[at + 3];
        for (int i = 0; i < count; i++) {
          long row = offset + i * 32L;
          differing[i] = two(q0, q1, rows, row) + two(q2, q3, rows, row + 16);
        }
      }
      case 64 -> {
        for (int i = 0; i < count; i++) {
          differing[i] = eight(q, at, rows, offset + i * 64L);
        }
      }
      case 128 -> {
        for (int i = 0; i < count; i++) {
          long row = offset + i * 128L;
          differing[i] = eight(q, at, rows, row) + eight(q, at + 8, rows, row + 64);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          differing[i] = any(q, at, rows, offset + (long) i * width, width);
        }
      }
    }
  }

  static void some(
      long[] q,
      int at,
      MemorySegment rows,
      int width,
      int[] ordinals,
      int from,
      int count,
      int[] differing) {
    int i = 0;
    // Four rows at once: they lie anywhere, and the processor waits for all of them together.
    for (; i + 4 <= count; i += 4) {
      four(q, at, rows, width, ordinals, from + i, differing, i);
    }
    for (; i < count; i++) {
      differing[i] = any(q, at, rows, (long) ordinals[from + i] * width, width);
    }
  }

  private static void four(
      long[] q,
      int at,
      MemorySegment rows,
      int width,
      int[] ordinals,
      int from,
      int[] differing,
      int to) {
    long r0 = (long) ordinals[from] * width;
    long r1 = (long) ordinals[from + 1] * width;
    long r2 = (long) ordinals[from + 2] * width;
    long r3 = (long) ordinals[from + 3] * width;
    int d0 = 0;
    int d1 = 0;
    int d2 = 0;
    int d3 = 0;
    int whole = width / Long.BYTES;
    for (int w = 0; w < whole; w++) {
      long query = q[at + w];
      long step = (long) w * Long.BYTES;
      d0 += Long.bitCount(query ^ rows.get(BitLayout.LONG, r0 + step));
      d1 += Long.bitCount(query ^ rows.get(BitLayout.LONG, r1 + step));
      d2 += Long.bitCount(query ^ rows.get(BitLayout.LONG, r2 + step));
      d3 += Long.bitCount(query ^ rows.get(BitLayout.LONG, r3 + step));
    }
    if (whole * Long.BYTES < width) {
      long query = q[at + whole];
      d0 += Long.bitCount(query ^ BitLayout.word(rows, r0, width, whole));
      d1 += Long.bitCount(query ^ BitLayout.word(rows, r1, width, whole));
      d2 += Long.bitCount(query ^ BitLayout.word(rows, r2, width, whole));
      d3 += Long.bitCount(query ^ BitLayout.word(rows, r3, width, whole));
    }
    differing[to] = d0;
    differing[to + 1] = d1;
    differing[to + 2] = d2;
    differing[to + 3] = d3;
  }

  private static int two(long q0, long q1, MemorySegment rows, long row) {
    return Long.bitCount(q0 ^ rows.get(BitLayout.LONG, row))
        + Long.bitCount(q1 ^ rows.get(BitLayout.LONG, row + 8));
  }

  private static int eight(long[] q, int at, MemorySegment rows, long row) {
    return two(q[at], q[at + 1], rows, row)
        + two(q[at + 2], q[at + 3], rows, row + 16)
        + two(q[at + 4], q[at + 5], rows, row + 32)
        + two(q[at + 6], q[at + 7], rows, row + 48);
  }

  private static int any(long[] q, int at, MemorySegment rows, long row, int width) {
    int differing = 0;
    int whole = width / Long.BYTES;
    for (int w = 0; w < whole; w++) {
      differing += Long.bitCount(q[at + w] ^ rows.get(BitLayout.LONG, row + (long) w * Long.BYTES));
    }
    return whole * Long.BYTES == width
        ? differing
        : differing + Long.bitCount(q[at + whole] ^ BitLayout.word(rows, row, width, whole));
  }
}
