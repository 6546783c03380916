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

  /**
   * Compares all vectors of a panel with all of another one, see {@link VectorGraphKernels}. Two
   * panels of long vectors are more than the first cache holds: one pass over them serves all.
   */
  static void tile(
      float[] panels,
      int row,
      int column,
      int dim,
      float factor,
      float[] bias,
      float[] distances,
      int out,
      int width) {
    int g = row * dim;
    int p = column * dim;
    FloatVector a0 = FloatVector.zero(WIDE);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    FloatVector a8 = a0;
    FloatVector a9 = a0;
    FloatVector a10 = a0;
    FloatVector a11 = a0;
    FloatVector a12 = a0;
    FloatVector a13 = a0;
    FloatVector a14 = a0;
    FloatVector a15 = a0;
    for (int d = 0; d < dim; d++) {
      FloatVector x = FloatVector.fromArray(WIDE, panels, p + d * 16);
      a0 = FloatVector.broadcast(WIDE, panels[g + d * 16]).fma(x, a0);
      a1 = FloatVector.broadcast(WIDE, panels[g + d * 16 + 1]).fma(x, a1);
      a2 = FloatVector.broadcast(WIDE, panels[g + d * 16 + 2]).fma(x, a2);
      a3 = FloatVector.broadcast(WIDE, panels[g + d * 16 + 3]).fma(x, a3);
      a4 = FloatVector.broadcast(WIDE, panels[g + d * 16 + 4]).fma(x, a4);
      a5 = FloatVector.broadcast(WIDE, panels[g + d * 16 + 5]).fma(x, a5);
      a6 = FloatVector.broadcast(WIDE, panels[g + d * 16 + 6]).fma(x, a6);
      a7 = FloatVector.broadcast(WIDE, panels[g + d * 16 + 7]).fma(x, a7);
      a8 = FloatVector.broadcast(WIDE, panels[g + d * 16 + 8]).fma(x, a8);
      a9 = FloatVector.broadcast(WIDE, panels[g + d * 16 + 9]).fma(x, a9);
      a10 = FloatVector.broadcast(WIDE, panels[g + d * 16 + 10]).fma(x, a10);
      a11 = FloatVector.broadcast(WIDE, panels[g + d * 16 + 11]).fma(x, a11);
      a12 = FloatVector.broadcast(WIDE, panels[g + d * 16 + 12]).fma(x, a12);
      a13 = FloatVector.broadcast(WIDE, panels[g + d * 16 + 13]).fma(x, a13);
      a14 = FloatVector.broadcast(WIDE, panels[g + d * 16 + 14]).fma(x, a14);
      a15 = FloatVector.broadcast(WIDE, panels[g + d * 16 + 15]).fma(x, a15);
    }
    FloatVector f = FloatVector.broadcast(WIDE, factor);
    FloatVector b = FloatVector.fromArray(WIDE, bias, column);
    a0.fma(f, b.add(bias[row])).intoArray(distances, out);
    a1.fma(f, b.add(bias[row + 1])).intoArray(distances, out + width);
    a2.fma(f, b.add(bias[row + 2])).intoArray(distances, out + 2 * width);
    a3.fma(f, b.add(bias[row + 3])).intoArray(distances, out + 3 * width);
    a4.fma(f, b.add(bias[row + 4])).intoArray(distances, out + 4 * width);
    a5.fma(f, b.add(bias[row + 5])).intoArray(distances, out + 5 * width);
    a6.fma(f, b.add(bias[row + 6])).intoArray(distances, out + 6 * width);
    a7.fma(f, b.add(bias[row + 7])).intoArray(distances, out + 7 * width);
    a8.fma(f, b.add(bias[row + 8])).intoArray(distances, out + 8 * width);
    a9.fma(f, b.add(bias[row + 9])).intoArray(distances, out + 9 * width);
    a10.fma(f, b.add(bias[row + 10])).intoArray(distances, out + 10 * width);
    a11.fma(f, b.add(bias[row + 11])).intoArray(distances, out + 11 * width);
    a12.fma(f, b.add(bias[row + 12])).intoArray(distances, out + 12 * width);
    a13.fma(f, b.add(bias[row + 13])).intoArray(distances, out + 13 * width);
    a14.fma(f, b.add(bias[row + 14])).intoArray(distances, out + 14 * width);
    a15.fma(f, b.add(bias[row + 15])).intoArray(distances, out + 15 * width);
  }

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
    int words = (dim + Long.SIZE - 1) / Long.SIZE;
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
