package io.elanus.core.embedded;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.MetricType;
import io.elanus.index.RowFilter;
import io.elanus.store.StoredSegment;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Compares binary queries with every row of a segment.
 *
 * @param width bytes of one vector
 * @param filter rows, counted from the segment's first, that may be returned; null for all
 */
record BinaryScan(
    MemorySegment rows, StoredSegment segment, int width, MetricType metric, RowFilter filter) {
  BinaryScan {
    if (metric == MetricType.SUBSTRUCTURE || metric == MetricType.SUPERSTRUCTURE) {
      throw new ElanusException(
          ErrorCode.NOT_AVAILABLE,
          "metric " + metric + " is not available yet",
          "available for binary vectors: HAMMING, JACCARD");
    }
  }

  /**
   * Offers every accepted row with its distance: HAMMING, the number of bits that differ; JACCARD,
   * 1 minus shared bits over bits in either, 0 for two empty vectors.
   */
  void offerAll(byte[] queries, int query, Nearest nearest) {
    MemorySegment wanted = MemorySegment.ofArray(queries).asSlice((long) query * width, width);
    for (int row = 0; row < segment.rows(); row++) {
      if (filter == null || filter.accepts(row)) {
        long at = (long) row * width;
        float distance =
            metric == MetricType.HAMMING
                ? hamming(rows, at, wanted, width)
                : jaccard(rows, at, wanted, width);
        nearest.offer(segment.firstRow() + row, distance);
      }
    }
  }

  private static float hamming(MemorySegment rows, long at, MemorySegment query, int width) {
    int differing = 0;
    int i = 0;
    for (; i + Long.BYTES <= width; i += Long.BYTES) {
      differing += Long.bitCount(word(rows, at + i) ^ word(query, i));
    }
    for (; i < width; i++) {
      differing += Integer.bitCount((octet(rows, at + i) ^ octet(query, i)) & 0xff);
    }
    return differing;
  }

  private static float jaccard(MemorySegment rows, long at, MemorySegment query, int width) {
    int shared = 0;
    int either = 0;
    int i = 0;
    for (; i + Long.BYTES <= width; i += Long.BYTES) {
      long a = word(rows, at + i);
      long b = word(query, i);
      shared += Long.bitCount(a & b);
      either += Long.bitCount(a | b);
    }
    for (; i < width; i++) {
      int a = octet(rows, at + i) & 0xff;
      int b = octet(query, i) & 0xff;
      shared += Integer.bitCount(a & b);
      either += Integer.bitCount(a | b);
    }
    return either == 0 ? 0 : 1 - (float) shared / either;
  }

  private static long word(MemorySegment bytes, long at) {
    return bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
  }

  private static byte octet(MemorySegment bytes, long at) {
    return bytes.get(ValueLayout.JAVA_BYTE, at);
  }
}
