package io.elanus.kernels;

import static io.elanus.kernels.PdxKernels.CODE_BLOCK;
import static io.elanus.kernels.PdxKernels.GROUP;
import static io.elanus.kernels.PdxKernels.LANES;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Those kernels that 512-bit vectors make faster: a block is one vector. On a Zen 4 core, which has
 * 512-bit registers and half as wide arithmetic, scans of codes gain a third and tiles up to a
 * half. The bits are those of the 256-bit kernels.
 */
final class WideKernels {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_512;
  private static final VectorSpecies<Byte> CODES = ByteVector.SPECIES_128;

  private WideKernels() {}

  /** Whether the processor prefers vectors of 512 bits. */
  static boolean suitable() {
    return FloatVector.SPECIES_PREFERRED.length() >= WIDE.length();
  }

  /** See {@link PdxKernels#scanCodes}. */
  static void scanCodes(
      float[] query,
      MemorySegment codes,
      long offset,
      MemorySegment bias,
      long biasOffset,
      int blockCount,
      int dim,
      float threshold,
      PdxHits found) {
    found.count = 0;
    int whole = blockCount / CODE_BLOCK * CODE_BLOCK;
    for (int block = 0; block < whole; block += CODE_BLOCK) {
      long at = offset + (long) block * LANES * dim;
      scanCodeBlock(query, codes, at, bias, biasOffset + block * 64L, dim, threshold, block, found);
    }
    int width = (blockCount - whole) * LANES;
    long at = offset + (long) whole * LANES * dim;
    int block = whole;
    if (blockCount - block >= 2) {
      scanTwoOfCodes(
          query, codes, at, width, bias, biasOffset + block * 64L, dim, threshold, block, found);
      at += 2 * LANES;
      block += 2;
    }
    if (block < blockCount) {
      scanOneOfCodes(
          query, codes, at, width, bias, biasOffset + block * 64L, dim, threshold, block, found);
    }
  }

  private static void scanCodeBlock(
      float[] query,
      MemorySegment codes,
      long offset,
      MemorySegment bias,
      long b,
      int dim,
      float threshold,
      int block,
      PdxHits found) {
    FloatVector a0 = floats(bias, b);
    FloatVector a1 = floats(bias, b + 64);
    FloatVector a2 = floats(bias, b + 128);
    FloatVector a3 = floats(bias, b + 192);
    for (int d = 0; d < dim; d++) {
      FloatVector q = FloatVector.broadcast(WIDE, query[d]);
      long at = offset + d * 64L;
      a0 = q.fma(codes(codes, at), a0);
      a1 = q.fma(codes(codes, at + 16), a1);
      a2 = q.fma(codes(codes, at + 32), a2);
      a3 = q.fma(codes(codes, at + 48), a3);
    }
    FloatVector t = FloatVector.broadcast(WIDE, threshold);
    VectorMask<Float> above0 = a0.compare(GT, t);
    VectorMask<Float> above1 = a1.compare(GT, t);
    VectorMask<Float> above2 = a2.compare(GT, t);
    VectorMask<Float> above3 = a3.compare(GT, t);
    if (above0.and(above1).and(above2.and(above3)).allTrue()) {
      return;
    }
    if (!above0.allTrue()) {
      a0.intoArray(found.tile, 0);
      found.add(0, lanes(above0), block, 0);
    }
    if (!above1.allTrue()) {
      a1.intoArray(found.tile, 0);
      found.add(0, lanes(above1), block + 1, 0);
    }
    if (!above2.allTrue()) {
      a2.intoArray(found.tile, 0);
      found.add(0, lanes(above2), block + 2, 0);
    }
    if (!above3.allTrue()) {
      a3.intoArray(found.tile, 0);
      found.add(0, lanes(above3), block + 3, 0);
    }
  }

  private static void scanTwoOfCodes(
      float[] query,
      MemorySegment codes,
      long offset,
      int width,
      MemorySegment bias,
      long b,
      int dim,
      float threshold,
      int block,
      PdxHits found) {
    FloatVector a0 = floats(bias, b);
    FloatVector a1 = floats(bias, b + 64);
    for (int d = 0; d < dim; d++) {
      FloatVector q = FloatVector.broadcast(WIDE, query[d]);
      long at = offset + (long) d * width;
      a0 = q.fma(codes(codes, at), a0);
      a1 = q.fma(codes(codes, at + 16), a1);
    }
    FloatVector t = FloatVector.broadcast(WIDE, threshold);
    VectorMask<Float> above0 = a0.compare(GT, t);
    VectorMask<Float> above1 = a1.compare(GT, t);
    if (above0.and(above1).allTrue()) {
      return;
    }
    if (!above0.allTrue()) {
      a0.intoArray(found.tile, 0);
      found.add(0, lanes(above0), block, 0);
    }
    if (!above1.allTrue()) {
      a1.intoArray(found.tile, 0);
      found.add(0, lanes(above1), block + 1, 0);
    }
  }

  private static void scanOneOfCodes(
      float[] query,
      MemorySegment codes,
      long offset,
      int width,
      MemorySegment bias,
      long b,
      int dim,
      float threshold,
      int block,
      PdxHits found) {
    FloatVector a0 = floats(bias, b);
    for (int d = 0; d < dim; d++) {
      FloatVector q = FloatVector.broadcast(WIDE, query[d]);
      long at = offset + (long) d * width;
      a0 = q.fma(codes(codes, at), a0);
    }
    FloatVector t = FloatVector.broadcast(WIDE, threshold);
    VectorMask<Float> above0 = a0.compare(GT, t);
    if (above0.allTrue()) {
      return;
    }
    if (!above0.allTrue()) {
      a0.intoArray(found.tile, 0);
      found.add(0, lanes(above0), block, 0);
    }
  }

  /** See {@link PdxKernels#decode}. */
  static void decode(byte[] codes, int blockCount, int dim, float[] blocks) {
    for (int first = 0; first < blockCount; first += CODE_BLOCK) {
      int count = Math.min(CODE_BLOCK, blockCount - first);
      for (int i = 0; i < count; i++) {
        int source = first * LANES * dim + i * LANES;
        int target = (first + i) * dim * LANES;
        for (int d = 0; d < dim; d++) {
          codes(codes, source + d * count * LANES).intoArray(blocks, target + d * LANES);
        }
      }
    }
  }

  /** See {@link PdxKernels#nearest}. */
  static void nearest(
      float[] points,
      int blockCount,
      float[] groups,
      float[] bias,
      int fromGroup,
      int toGroup,
      int dim,
      float[] bestDistance,
      float[] bestIndex) {
    for (int block = 0; block < blockCount; block += 2) {
      // An odd block meets the centroids twice: a second method would have to be compiled too.
      int second = Math.min(block + 1, blockCount - 1);
      nearestOfTwo(
          points,
          block * dim * LANES,
          second * dim * LANES,
          groups,
          bias,
          fromGroup,
          toGroup,
          dim,
          bestDistance,
          bestIndex,
          block * LANES,
          second * LANES);
    }
  }

  // Two blocks and eight centroids: 16 accumulators of the 32 registers. With four centroids a Zen
  // 4
  // core did 78 % of its most additions and multiplications with 100 dimensions, with eight 95 %.
  private static void nearestOfTwo(
      float[] points,
      int p0,
      int p1,
      float[] groups,
      float[] bias,
      int fromGroup,
      int toGroup,
      int dim,
      float[] bestDistance,
      float[] bestIndex,
      int b0,
      int b1) {
    FloatVector best0 = FloatVector.fromArray(WIDE, bestDistance, b0);
    FloatVector best1 = FloatVector.fromArray(WIDE, bestDistance, b1);
    // Indexes ride along as floats, exact up to 2^24, so that one mask type serves both blends.
    FloatVector index0 = FloatVector.fromArray(WIDE, bestIndex, b0);
    FloatVector index1 = FloatVector.fromArray(WIDE, bestIndex, b1);
    for (int group = fromGroup; group < toGroup; group += 2) {
      // An odd group is compared with itself.
      int second = Math.min(group + 1, toGroup - 1);
      int g = group * GROUP * dim;
      int h = second * GROUP * dim;
      int c = group * GROUP;
      int e = second * GROUP;
      FloatVector a0 = FloatVector.broadcast(WIDE, bias[c]);
      FloatVector a1 = a0;
      FloatVector a2 = FloatVector.broadcast(WIDE, bias[c + 1]);
      FloatVector a3 = a2;
      FloatVector a4 = FloatVector.broadcast(WIDE, bias[c + 2]);
      FloatVector a5 = a4;
      FloatVector a6 = FloatVector.broadcast(WIDE, bias[c + 3]);
      FloatVector a7 = a6;
      FloatVector a8 = FloatVector.broadcast(WIDE, bias[e]);
      FloatVector a9 = a8;
      FloatVector a10 = FloatVector.broadcast(WIDE, bias[e + 1]);
      FloatVector a11 = a10;
      FloatVector a12 = FloatVector.broadcast(WIDE, bias[e + 2]);
      FloatVector a13 = a12;
      FloatVector a14 = FloatVector.broadcast(WIDE, bias[e + 3]);
      FloatVector a15 = a14;
      for (int d = 0; d < dim; d++) {
        FloatVector x0 = FloatVector.fromArray(WIDE, points, p0 + d * 16);
        FloatVector x1 = FloatVector.fromArray(WIDE, points, p1 + d * 16);
        FloatVector q = FloatVector.broadcast(WIDE, groups[g + d * 4]);
        a0 = q.fma(x0, a0);
        a1 = q.fma(x1, a1);
        q = FloatVector.broadcast(WIDE, groups[g + d * 4 + 1]);
        a2 = q.fma(x0, a2);
        a3 = q.fma(x1, a3);
        q = FloatVector.broadcast(WIDE, groups[g + d * 4 + 2]);
        a4 = q.fma(x0, a4);
        a5 = q.fma(x1, a5);
        q = FloatVector.broadcast(WIDE, groups[g + d * 4 + 3]);
        a6 = q.fma(x0, a6);
        a7 = q.fma(x1, a7);
        q = FloatVector.broadcast(WIDE, groups[h + d * 4]);
        a8 = q.fma(x0, a8);
        a9 = q.fma(x1, a9);
        q = FloatVector.broadcast(WIDE, groups[h + d * 4 + 1]);
        a10 = q.fma(x0, a10);
        a11 = q.fma(x1, a11);
        q = FloatVector.broadcast(WIDE, groups[h + d * 4 + 2]);
        a12 = q.fma(x0, a12);
        a13 = q.fma(x1, a13);
        q = FloatVector.broadcast(WIDE, groups[h + d * 4 + 3]);
        a14 = q.fma(x0, a14);
        a15 = q.fma(x1, a15);
      }
      VectorMask<Float> closer = a0.compare(LT, best0);
      best0 = best0.blend(a0, closer);
      index0 = index0.blend((float) c, closer);
      closer = a1.compare(LT, best1);
      best1 = best1.blend(a1, closer);
      index1 = index1.blend((float) c, closer);
      closer = a2.compare(LT, best0);
      best0 = best0.blend(a2, closer);
      index0 = index0.blend((float) (c + 1), closer);
      closer = a3.compare(LT, best1);
      best1 = best1.blend(a3, closer);
      index1 = index1.blend((float) (c + 1), closer);
      closer = a4.compare(LT, best0);
      best0 = best0.blend(a4, closer);
      index0 = index0.blend((float) (c + 2), closer);
      closer = a5.compare(LT, best1);
      best1 = best1.blend(a5, closer);
      index1 = index1.blend((float) (c + 2), closer);
      closer = a6.compare(LT, best0);
      best0 = best0.blend(a6, closer);
      index0 = index0.blend((float) (c + 3), closer);
      closer = a7.compare(LT, best1);
      best1 = best1.blend(a7, closer);
      index1 = index1.blend((float) (c + 3), closer);
      closer = a8.compare(LT, best0);
      best0 = best0.blend(a8, closer);
      index0 = index0.blend((float) e, closer);
      closer = a9.compare(LT, best1);
      best1 = best1.blend(a9, closer);
      index1 = index1.blend((float) e, closer);
      closer = a10.compare(LT, best0);
      best0 = best0.blend(a10, closer);
      index0 = index0.blend((float) (e + 1), closer);
      closer = a11.compare(LT, best1);
      best1 = best1.blend(a11, closer);
      index1 = index1.blend((float) (e + 1), closer);
      closer = a12.compare(LT, best0);
      best0 = best0.blend(a12, closer);
      index0 = index0.blend((float) (e + 2), closer);
      closer = a13.compare(LT, best1);
      best1 = best1.blend(a13, closer);
      index1 = index1.blend((float) (e + 2), closer);
      closer = a14.compare(LT, best0);
      best0 = best0.blend(a14, closer);
      index0 = index0.blend((float) (e + 3), closer);
      closer = a15.compare(LT, best1);
      best1 = best1.blend(a15, closer);
      index1 = index1.blend((float) (e + 3), closer);
    }
    best0.intoArray(bestDistance, b0);
    best1.intoArray(bestDistance, b1);
    index0.intoArray(bestIndex, b0);
    index1.intoArray(bestIndex, b1);
  }

  /** See the scan of a group of queries over blocks on the heap in {@link PdxKernels}. */
  static void scanGroup(
      float[] group,
      int groupOffset,
      float[] blocks,
      float[] bias,
      int blockCount,
      int dim,
      float[] thresholds,
      PdxHits found) {
    found.count = 0;
    int block = 0;
    for (; block + 2 <= blockCount; block += 2) {
      tileOfTwo(
          group, groupOffset, blocks, block * dim * LANES, bias, dim, thresholds, block, found);
    }
    if (block < blockCount) {
      tileOfOne(
          group, groupOffset, blocks, block * dim * LANES, bias, dim, thresholds, block, found);
    }
  }

  private static void tileOfTwo(
      float[] group,
      int g,
      float[] blocks,
      int p,
      float[] bias,
      int dim,
      float[] thresholds,
      int block,
      PdxHits found) {
    int p1 = p + dim * LANES;
    FloatVector a0 = FloatVector.fromArray(WIDE, bias, block * LANES);
    FloatVector a1 = FloatVector.fromArray(WIDE, bias, block * LANES + LANES);
    FloatVector a2 = a0;
    FloatVector a3 = a1;
    FloatVector a4 = a0;
    FloatVector a5 = a1;
    FloatVector a6 = a0;
    FloatVector a7 = a1;
    for (int d = 0; d < dim; d++) {
      FloatVector x0 = FloatVector.fromArray(WIDE, blocks, p + d * 16);
      FloatVector x1 = FloatVector.fromArray(WIDE, blocks, p1 + d * 16);
      FloatVector q = FloatVector.broadcast(WIDE, group[g + d * 4]);
      a0 = q.fma(x0, a0);
      a1 = q.fma(x1, a1);
      q = FloatVector.broadcast(WIDE, group[g + d * 4 + 1]);
      a2 = q.fma(x0, a2);
      a3 = q.fma(x1, a3);
      q = FloatVector.broadcast(WIDE, group[g + d * 4 + 2]);
      a4 = q.fma(x0, a4);
      a5 = q.fma(x1, a5);
      q = FloatVector.broadcast(WIDE, group[g + d * 4 + 3]);
      a6 = q.fma(x0, a6);
      a7 = q.fma(x1, a7);
    }
    FloatVector t = FloatVector.broadcast(WIDE, thresholds[0]);
    VectorMask<Float> above0 = a0.compare(GT, t);
    VectorMask<Float> above1 = a1.compare(GT, t);
    t = FloatVector.broadcast(WIDE, thresholds[1]);
    VectorMask<Float> above2 = a2.compare(GT, t);
    VectorMask<Float> above3 = a3.compare(GT, t);
    t = FloatVector.broadcast(WIDE, thresholds[2]);
    VectorMask<Float> above4 = a4.compare(GT, t);
    VectorMask<Float> above5 = a5.compare(GT, t);
    t = FloatVector.broadcast(WIDE, thresholds[3]);
    VectorMask<Float> above6 = a6.compare(GT, t);
    VectorMask<Float> above7 = a7.compare(GT, t);
    VectorMask<Float> even = above0.and(above2).and(above4.and(above6));
    VectorMask<Float> odd = above1.and(above3).and(above5.and(above7));
    if (even.and(odd).allTrue()) {
      return;
    }
    if (!above0.allTrue()) {
      a0.intoArray(found.tile, 0);
      found.add(0, lanes(above0), block, 0);
    }
    if (!above2.allTrue()) {
      a2.intoArray(found.tile, 0);
      found.add(0, lanes(above2), block, 1);
    }
    if (!above4.allTrue()) {
      a4.intoArray(found.tile, 0);
      found.add(0, lanes(above4), block, 2);
    }
    if (!above6.allTrue()) {
      a6.intoArray(found.tile, 0);
      found.add(0, lanes(above6), block, 3);
    }
    if (!above1.allTrue()) {
      a1.intoArray(found.tile, 0);
      found.add(0, lanes(above1), block + 1, 0);
    }
    if (!above3.allTrue()) {
      a3.intoArray(found.tile, 0);
      found.add(0, lanes(above3), block + 1, 1);
    }
    if (!above5.allTrue()) {
      a5.intoArray(found.tile, 0);
      found.add(0, lanes(above5), block + 1, 2);
    }
    if (!above7.allTrue()) {
      a7.intoArray(found.tile, 0);
      found.add(0, lanes(above7), block + 1, 3);
    }
  }

  private static void tileOfOne(
      float[] group,
      int g,
      float[] blocks,
      int p,
      float[] bias,
      int dim,
      float[] thresholds,
      int block,
      PdxHits found) {
    FloatVector a0 = FloatVector.fromArray(WIDE, bias, block * LANES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    for (int d = 0; d < dim; d++) {
      FloatVector x = FloatVector.fromArray(WIDE, blocks, p + d * 16);
      a0 = FloatVector.broadcast(WIDE, group[g + d * 4]).fma(x, a0);
      a1 = FloatVector.broadcast(WIDE, group[g + d * 4 + 1]).fma(x, a1);
      a2 = FloatVector.broadcast(WIDE, group[g + d * 4 + 2]).fma(x, a2);
      a3 = FloatVector.broadcast(WIDE, group[g + d * 4 + 3]).fma(x, a3);
    }
    VectorMask<Float> above0 = a0.compare(GT, thresholds[0]);
    VectorMask<Float> above1 = a1.compare(GT, thresholds[1]);
    VectorMask<Float> above2 = a2.compare(GT, thresholds[2]);
    VectorMask<Float> above3 = a3.compare(GT, thresholds[3]);
    if (above0.and(above1).and(above2.and(above3)).allTrue()) {
      return;
    }
    if (!above0.allTrue()) {
      a0.intoArray(found.tile, 0);
      found.add(0, lanes(above0), block, 0);
    }
    if (!above1.allTrue()) {
      a1.intoArray(found.tile, 0);
      found.add(0, lanes(above1), block, 1);
    }
    if (!above2.allTrue()) {
      a2.intoArray(found.tile, 0);
      found.add(0, lanes(above2), block, 2);
    }
    if (!above3.allTrue()) {
      a3.intoArray(found.tile, 0);
      found.add(0, lanes(above3), block, 3);
    }
  }

  /** Bit {@code lane} is set where the lane is not above: a NaN is kept for the exact check. */
  private static int lanes(VectorMask<Float> above) {
    return ~(int) above.toLong() & 0xFFFF;
  }

  private static FloatVector floats(MemorySegment source, long offset) {
    return FloatVector.fromMemorySegment(WIDE, source, offset, LITTLE_ENDIAN);
  }

  private static FloatVector codes(MemorySegment source, long offset) {
    ByteVector codes = ByteVector.fromMemorySegment(CODES, source, offset, LITTLE_ENDIAN);
    return (FloatVector) codes.convertShape(VectorOperators.B2F, WIDE, 0);
  }

  private static FloatVector codes(byte[] source, int offset) {
    ByteVector codes = ByteVector.fromArray(CODES, source, offset);
    return (FloatVector) codes.convertShape(VectorOperators.B2F, WIDE, 0);
  }
}
