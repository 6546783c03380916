package io.elanus.kernels;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Those kernels of graphs that 512-bit vectors make faster. */
final class WideGraphKernels {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_512;
  private static final VectorSpecies<Byte> CODES = ByteVector.SPECIES_128;
  private static final VectorSpecies<Float> HALF = FloatVector.SPECIES_256;
  private static final VectorSpecies<Byte> HALF_CODES = ByteVector.SPECIES_64;
  private static final VectorSpecies<Long> WORDS = LongVector.SPECIES_512;
  private static final int LANES = 16;

  private WideGraphKernels() {}

  /** See {@link GraphKernels#differingBits}. */
  static void differingBits(
      long[] planes,
      int dim,
      MemorySegment rows,
      long stride,
      int[] numbers,
      int count,
      int[] counts) {
    int padded = GraphKernels.paddedWords(dim);
    int words = BitKernels.words(dim);
    long[] mask = new long[padded];
    Arrays.fill(mask, 0, words, -1);
    for (int i = 0; i < count; i++) {
      long at = numbers[i] * stride;
      LongVector sums = LongVector.zero(WORDS);
      for (int word = 0; word < padded; word += 8) {
        LongVector bits =
            LongVector.fromMemorySegment(WORDS, rows, at + word * 8L, LITTLE_ENDIAN)
                .and(LongVector.fromArray(WORDS, mask, word));
        LongVector c0 = differing(bits, planes, word);
        LongVector c1 = differing(bits, planes, padded + word);
        LongVector c2 = differing(bits, planes, 2 * padded + word);
        LongVector c3 = differing(bits, planes, 3 * padded + word);
        c2 = c2.add(c3.add(c3));
        c1 = c1.add(c2.add(c2));
        sums = sums.add(c0).add(c1.add(c1));
      }
      counts[i] = (int) sums.reduceLanes(VectorOperators.ADD);
    }
  }

  private static LongVector differing(LongVector bits, long[] planes, int at) {
    LongVector plane = LongVector.fromArray(WORDS, planes, at);
    return bits.lanewise(VectorOperators.XOR, plane).lanewise(VectorOperators.BIT_COUNT);
  }

  /** Distances to codes whose memory is on its way, see {@link GraphKernels#codeDistances}. */
  static void codeDistances(
      float[] weights,
      MemorySegment codes,
      long stride,
      int[] numbers,
      int count,
      float[] sums,
      float[] distances) {
    int last = count - 1;
    for (int i = 0; i < count; i += 4) {
      // Where there are fewer than four, the last one stands in for those that are missing.
      int i1 = Math.min(i + 1, last);
      int i2 = Math.min(i + 2, last);
      int i3 = Math.min(i + 3, last);
      long o0 = numbers[i] * stride;
      long o1 = numbers[i1] * stride;
      long o2 = numbers[i2] * stride;
      long o3 = numbers[i3] * stride;
      fourCodes(weights, codes, o0, o1, o2, o3, sums);
      distances[i] = VectorGraphKernels.distance(codes, o0, VectorGraphKernels.sum(sums, 0));
      distances[i1] = VectorGraphKernels.distance(codes, o1, VectorGraphKernels.sum(sums, 8));
      distances[i2] = VectorGraphKernels.distance(codes, o2, VectorGraphKernels.sum(sums, 16));
      distances[i3] = VectorGraphKernels.distance(codes, o3, VectorGraphKernels.sum(sums, 24));
    }
  }

  /**
   * Adds up the weighted values of four codes.
   *
   * @param sums room for 64 values; receives eight sums of each code
   */
  static void fourCodes(
      float[] weights, MemorySegment codes, long o0, long o1, long o2, long o3, float[] sums) {
    FloatVector s0 = FloatVector.zero(WIDE);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int whole = weights.length & -LANES;
    for (int d = 0; d < whole; d += LANES) {
      FloatVector w = FloatVector.fromArray(WIDE, weights, d);
      long at = GraphKernels.CODE_HEADER + d;
      s0 = w.fma(values(codes, o0 + at), s0);
      s1 = w.fma(values(codes, o1 + at), s1);
      s2 = w.fma(values(codes, o2 + at), s2);
      s3 = w.fma(values(codes, o3 + at), s3);
    }
    s0.intoArray(sums, 0);
    s1.intoArray(sums, 16);
    s2.intoArray(sums, 32);
    s3.intoArray(sums, 48);
    FloatVector h0 = halves(sums, 0);
    FloatVector h1 = halves(sums, 16);
    FloatVector h2 = halves(sums, 32);
    FloatVector h3 = halves(sums, 48);
    if (whole < weights.length) {
      FloatVector w = FloatVector.fromArray(HALF, weights, whole);
      long at = GraphKernels.CODE_HEADER + whole;
      h0 = w.fma(few(codes, o0 + at), h0);
      h1 = w.fma(few(codes, o1 + at), h1);
      h2 = w.fma(few(codes, o2 + at), h2);
      h3 = w.fma(few(codes, o3 + at), h3);
    }
    h0.intoArray(sums, 0);
    h1.intoArray(sums, 8);
    h2.intoArray(sums, 16);
    h3.intoArray(sums, 24);
  }

  /** The lower half of sixteen sums plus the upper one. */
  private static FloatVector halves(float[] sums, int at) {
    return FloatVector.fromArray(HALF, sums, at).add(FloatVector.fromArray(HALF, sums, at + 8));
  }

  private static FloatVector values(MemorySegment codes, long offset) {
    ByteVector some = ByteVector.fromMemorySegment(CODES, codes, offset, LITTLE_ENDIAN);
    return (FloatVector) some.convertShape(VectorOperators.B2F, WIDE, 0);
  }

  private static FloatVector few(MemorySegment codes, long offset) {
    ByteVector some = ByteVector.fromMemorySegment(HALF_CODES, codes, offset, LITTLE_ENDIAN);
    return (FloatVector) some.convertShape(VectorOperators.B2F, HALF, 0);
  }
}
