package io.elanus.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The kernels of graphs in plain Java: the reference and the fallback. */
final class ScalarGraphKernels implements GraphKernels {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @Override
  public void codeDistances(
      float[] weights,
      MemorySegment codes,
      long stride,
      int[] numbers,
      int count,
      float[] distances) {
    for (int i = 0; i < count; i++) {
      long at = numbers[i] * stride;
      float sum = 0;
      for (int d = 0; d < weights.length; d++) {
        sum += weights[d] * codes.get(ValueLayout.JAVA_BYTE, at + CODE_HEADER + d);
      }
      distances[i] = Math.fma(codes.get(FLOAT, at + Float.BYTES), sum, codes.get(FLOAT, at));
    }
  }

  @Override
  public void differingBits(
      long[] planes,
      int dim,
      MemorySegment rows,
      long stride,
      int[] numbers,
      int count,
      int[] counts) {
    int padded = GraphKernels.paddedWords(dim);
    int words = BitKernels.words(dim);
    for (int i = 0; i < count; i++) {
      long at = numbers[i] * stride;
      int sum = 0;
      for (int word = 0; word < words; word++) {
        long bits = rows.get(BitLayout.LONG, at + (long) word * Long.BYTES);
        for (int plane = 0; plane < PLANES; plane++) {
          sum += Long.bitCount(bits ^ planes[plane * padded + word]) << plane;
        }
      }
      counts[i] = sum;
    }
  }

  @Override
  public void innerProducts(
      float[] query, MemorySegment rows, int dim, int[] numbers, int count, float[] products) {
    for (int i = 0; i < count; i++) {
      long at = (long) numbers[i] * dim * Float.BYTES;
      float sum = 0;
      for (int d = 0; d < dim; d++) {
        sum = Math.fma(query[d], rows.get(FLOAT, at + (long) d * Float.BYTES), sum);
      }
      products[i] = sum;
    }
  }

  @Override
  public void squaredDistances(
      float[] query, MemorySegment rows, int dim, int[] numbers, int count, float[] distances) {
    for (int i = 0; i < count; i++) {
      long at = (long) numbers[i] * dim * Float.BYTES;
      float sum = 0;
      for (int d = 0; d < dim; d++) {
        float difference = query[d] - rows.get(FLOAT, at + (long) d * Float.BYTES);
        sum = Math.fma(difference, difference, sum);
      }
      distances[i] = sum;
    }
  }
}
