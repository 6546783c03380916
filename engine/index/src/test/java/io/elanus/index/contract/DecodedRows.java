package io.elanus.index.contract;

import io.elanus.api.index.MetricType;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSource;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The vectors that the codes of a product-quantised index stand for, read from its sections as
 * their specification has them and by nothing of the index itself.
 */
final class DecodedRows {
  private DecodedRows() {}

  /** An oracle over the decoded vectors, whose lengths COSINE takes for 1. */
  static BruteForce oracle(IndexShape shape, int parts, int bits, SectionSource sections) {
    MetricType metric = shape.metric();
    return new BruteForce(
        decode(shape, parts, bits, sections), shape.rows(), shape.dim(), metric, true);
  }

  private static double[] decode(IndexShape shape, int parts, int bits, SectionSource sections) {
    int dim = shape.dim();
    double[] values = new double[shape.rows() * dim];
    int[] starts = sections.section("starts").toArray(ValueLayout.JAVA_INT);
    int[] ordinals = sections.section("ordinals").toArray(ValueLayout.JAVA_INT);
    float[] books = sections.section("codebooks").toArray(ValueLayout.JAVA_FLOAT);
    float[] origins = sections.section("origins").toArray(ValueLayout.JAVA_FLOAT);
    MemorySegment codes = sections.section("codes");
    int block = 0;
    for (int list = 0; list + 1 < starts.length; list++) {
      for (int position = starts[list]; position < starts[list + 1]; position++) {
        int lane = (position - starts[list]) % 64;
        for (int d = 0; d < dim; d++) {
          int code = code(codes, block, d / (dim / parts), lane, parts, bits);
          values[ordinals[position] * dim + d] =
              (double) origins[list * dim + d] + books[(d << bits) + code];
        }
        if (lane == 63 || position + 1 == starts[list + 1]) {
          block++;
        }
      }
    }
    return values;
  }

  private static int code(MemorySegment codes, int block, int part, int lane, int parts, int bits) {
    int place = lane < 32 ? 2 * lane : 2 * (lane - 32) + 1;
    if (bits > 8) {
      return codes.get(ValueLayout.JAVA_SHORT, ((block * parts + part) * 64L + lane) * 2) & 0xFFFF;
    }
    if (bits > 4) {
      return codes.get(ValueLayout.JAVA_BYTE, (block * parts + part) * 64L + place) & 0xFF;
    }
    int pairs = (parts + 1) / 2;
    int both = codes.get(ValueLayout.JAVA_BYTE, (block * pairs + part / 2) * 64L + place) & 0xFF;
    return part % 2 == 0 ? both % 16 : both / 16;
  }
}
