package io.elanus.kernels;

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
 * The kernels on 256-bit vectors, and on wider ones where {@link WideKernels} or {@link WideScans}
 * has them.
 *
 * <p>Each tile keeps 8 accumulators, 2 loads and 4 broadcasts in named locals: 14 of the 16
 * registers that AVX2 has. With more, C2 spills an accumulator inside the loop and the speed
 * halves; unrolling by hand does the same. No vector is ever an argument: a call that C2 does not
 * inline would put it on the heap.
 */
final class VectorKernels implements PdxKernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
  private static final VectorSpecies<Byte> CODES = ByteVector.SPECIES_64;
  private static final int HALF = LANES / 2;

  private final boolean wide;

  /**
   * @param wide whether to use 512-bit vectors where they are faster
   */
  VectorKernels(boolean wide) {
    this.wide = wide;
  }

  /**
   * Whether the processor has vectors of 256 bits; narrower ones would be emulated, slower than
   * scalar code.
   */
  static boolean suitable() {
    return FloatVector.SPECIES_PREFERRED.length() >= SPECIES.length();
  }

  @Override
  public void scan(
      float[] query,
      MemorySegment blocks,
      long blockOffset,
      MemorySegment bias,
      long biasOffset,
      int blockCount,
      int dim,
      float threshold,
      PdxHits found) {
    found.count = 0;
    long stride = PdxKernels.blockBytes(dim);
    int block = 0;
    for (; block + 4 <= blockCount; block += 4) {
      scanFour(
          query,
          blocks,
          blockOffset + block * stride,
          bias,
          biasOffset + block * 64L,
          dim,
          threshold,
          block,
          found);
    }
    for (; block < blockCount; block++) {
      scanOne(
          query,
          blocks,
          blockOffset + block * stride,
          bias,
          biasOffset + block * 64L,
          dim,
          threshold,
          block,
          found);
    }
  }

  private static void scanFour(
      float[] query,
      MemorySegment blocks,
      long o0,
      MemorySegment bias,
      long b,
      int dim,
      float threshold,
      int block,
      PdxHits found) {
    long stride = dim * 64L;
    long o1 = o0 + stride;
    long o2 = o1 + stride;
    long o3 = o2 + stride;
    FloatVector a0 = load(bias, b);
    FloatVector a1 = load(bias, b + 32);
    FloatVector a2 = load(bias, b + 64);
    FloatVector a3 = load(bias, b + 96);
    FloatVector a4 = load(bias, b + 128);
    FloatVector a5 = load(bias, b + 160);
    FloatVector a6 = load(bias, b + 192);
    FloatVector a7 = load(bias, b + 224);
    for (int d = 0; d < dim; d++) {
      FloatVector q = FloatVector.broadcast(SPECIES, query[d]);
      long at = d * 64L;
      a0 = q.fma(load(blocks, o0 + at), a0);
      a1 = q.fma(load(blocks, o0 + at + 32), a1);
      a2 = q.fma(load(blocks, o1 + at), a2);
      a3 = q.fma(load(blocks, o1 + at + 32), a3);
      a4 = q.fma(load(blocks, o2 + at), a4);
      a5 = q.fma(load(blocks, o2 + at + 32), a5);
      a6 = q.fma(load(blocks, o3 + at), a6);
      a7 = q.fma(load(blocks, o3 + at + 32), a7);
    }
    FloatVector t = FloatVector.broadcast(SPECIES, threshold);
    VectorMask<Float> above01 = a0.compare(GT, t).and(a1.compare(GT, t));
    VectorMask<Float> above23 = a2.compare(GT, t).and(a3.compare(GT, t));
    VectorMask<Float> above45 = a4.compare(GT, t).and(a5.compare(GT, t));
    VectorMask<Float> above67 = a6.compare(GT, t).and(a7.compare(GT, t));
    if (above01.and(above23).and(above45.and(above67)).allTrue()) {
      return;
    }
    float[] tile = found.tile;
    a0.intoArray(tile, 0);
    a1.intoArray(tile, 8);
    a2.intoArray(tile, 16);
    a3.intoArray(tile, 24);
    a4.intoArray(tile, 32);
    a5.intoArray(tile, 40);
    a6.intoArray(tile, 48);
    a7.intoArray(tile, 56);
    for (int i = 0; i < 4; i++) {
      found.addBelow(i, threshold, block + i, 0);
    }
  }

  private static void scanOne(
      float[] query,
      MemorySegment blocks,
      long offset,
      MemorySegment bias,
      long b,
      int dim,
      float threshold,
      int block,
      PdxHits found) {
    FloatVector a0 = load(bias, b);
    FloatVector a1 = load(bias, b + 32);
    for (int d = 0; d < dim; d++) {
      FloatVector q = FloatVector.broadcast(SPECIES, query[d]);
      long at = offset + d * 64L;
      a0 = q.fma(load(blocks, at), a0);
      a1 = q.fma(load(blocks, at + 32), a1);
    }
    FloatVector t = FloatVector.broadcast(SPECIES, threshold);
    if (!a0.compare(GT, t).and(a1.compare(GT, t)).allTrue()) {
      a0.intoArray(found.tile, 0);
      a1.intoArray(found.tile, 8);
      found.addBelow(0, threshold, block, 0);
    }
  }

  @Override
  public void scanGroup(
      float[] group,
      int groupOffset,
      MemorySegment blocks,
      long blockOffset,
      MemorySegment bias,
      long biasOffset,
      int blockCount,
      int dim,
      float[] thresholds,
      PdxHits found) {
    found.count = 0;
    long stride = PdxKernels.blockBytes(dim);
    int block = 0;
    for (; wide && block + 2 <= blockCount; block += 2) {
      long at = blockOffset + block * stride;
      long b = biasOffset + block * 64L;
      WideScans.tileOfTwo(group, groupOffset, blocks, at, bias, b, dim, thresholds, block, found);
    }
    for (; block < blockCount; block++) {
      tile(
          group,
          groupOffset,
          blocks,
          blockOffset + block * stride,
          bias,
          biasOffset + block * 64L,
          dim,
          thresholds,
          block,
          found);
    }
  }

  private static void tile(
      float[] group,
      int g,
      MemorySegment blocks,
      long offset,
      MemorySegment bias,
      long b,
      int dim,
      float[] thresholds,
      int block,
      PdxHits found) {
    FloatVector a0 = load(bias, b);
    FloatVector a1 = load(bias, b + 32);
    FloatVector a2 = a0;
    FloatVector a3 = a1;
    FloatVector a4 = a0;
    FloatVector a5 = a1;
    FloatVector a6 = a0;
    FloatVector a7 = a1;
    for (int d = 0; d < dim; d++) {
      long at = offset + d * 64L;
      FloatVector x0 = load(blocks, at);
      FloatVector x1 = load(blocks, at + 32);
      FloatVector q = FloatVector.broadcast(SPECIES, group[g + d * 4]);
      a0 = q.fma(x0, a0);
      a1 = q.fma(x1, a1);
      q = FloatVector.broadcast(SPECIES, group[g + d * 4 + 1]);
      a2 = q.fma(x0, a2);
      a3 = q.fma(x1, a3);
      q = FloatVector.broadcast(SPECIES, group[g + d * 4 + 2]);
      a4 = q.fma(x0, a4);
      a5 = q.fma(x1, a5);
      q = FloatVector.broadcast(SPECIES, group[g + d * 4 + 3]);
      a6 = q.fma(x0, a6);
      a7 = q.fma(x1, a7);
    }
    FloatVector t = FloatVector.broadcast(SPECIES, thresholds[0]);
    VectorMask<Float> above01 = a0.compare(GT, t).and(a1.compare(GT, t));
    t = FloatVector.broadcast(SPECIES, thresholds[1]);
    VectorMask<Float> above23 = a2.compare(GT, t).and(a3.compare(GT, t));
    t = FloatVector.broadcast(SPECIES, thresholds[2]);
    VectorMask<Float> above45 = a4.compare(GT, t).and(a5.compare(GT, t));
    t = FloatVector.broadcast(SPECIES, thresholds[3]);
    VectorMask<Float> above67 = a6.compare(GT, t).and(a7.compare(GT, t));
    if (above01.and(above23).and(above45.and(above67)).allTrue()) {
      return;
    }
    float[] tile = found.tile;
    a0.intoArray(tile, 0);
    a1.intoArray(tile, 8);
    a2.intoArray(tile, 16);
    a3.intoArray(tile, 24);
    a4.intoArray(tile, 32);
    a5.intoArray(tile, 40);
    a6.intoArray(tile, 48);
    a7.intoArray(tile, 56);
    for (int i = 0; i < GROUP; i++) {
      found.addBelow(i, thresholds[i], block, i);
    }
  }

  @Override
  public void scanGroup(
      float[] group,
      int groupOffset,
      float[] blocks,
      float[] bias,
      int blockCount,
      int dim,
      float[] thresholds,
      PdxHits found) {
    if (wide) {
      WideKernels.scanGroup(group, groupOffset, blocks, bias, blockCount, dim, thresholds, found);
      return;
    }
    found.count = 0;
    for (int block = 0; block < blockCount; block++) {
      heapTile(
          group, groupOffset, blocks, block * dim * LANES, bias, dim, thresholds, block, found);
    }
  }

  private static void heapTile(
      float[] group,
      int g,
      float[] blocks,
      int p,
      float[] bias,
      int dim,
      float[] thresholds,
      int block,
      PdxHits found) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, bias, block * LANES);
    FloatVector a1 = FloatVector.fromArray(SPECIES, bias, block * LANES + HALF);
    FloatVector a2 = a0;
    FloatVector a3 = a1;
    FloatVector a4 = a0;
    FloatVector a5 = a1;
    FloatVector a6 = a0;
    FloatVector a7 = a1;
    for (int d = 0; d < dim; d++) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, blocks, p + d * 16);
      FloatVector x1 = FloatVector.fromArray(SPECIES, blocks, p + d * 16 + 8);
      FloatVector q = FloatVector.broadcast(SPECIES, group[g + d * 4]);
      a0 = q.fma(x0, a0);
      a1 = q.fma(x1, a1);
      q = FloatVector.broadcast(SPECIES, group[g + d * 4 + 1]);
      a2 = q.fma(x0, a2);
      a3 = q.fma(x1, a3);
      q = FloatVector.broadcast(SPECIES, group[g + d * 4 + 2]);
      a4 = q.fma(x0, a4);
      a5 = q.fma(x1, a5);
      q = FloatVector.broadcast(SPECIES, group[g + d * 4 + 3]);
      a6 = q.fma(x0, a6);
      a7 = q.fma(x1, a7);
    }
    FloatVector t = FloatVector.broadcast(SPECIES, thresholds[0]);
    VectorMask<Float> above01 = a0.compare(GT, t).and(a1.compare(GT, t));
    t = FloatVector.broadcast(SPECIES, thresholds[1]);
    VectorMask<Float> above23 = a2.compare(GT, t).and(a3.compare(GT, t));
    t = FloatVector.broadcast(SPECIES, thresholds[2]);
    VectorMask<Float> above45 = a4.compare(GT, t).and(a5.compare(GT, t));
    t = FloatVector.broadcast(SPECIES, thresholds[3]);
    VectorMask<Float> above67 = a6.compare(GT, t).and(a7.compare(GT, t));
    if (above01.and(above23).and(above45.and(above67)).allTrue()) {
      return;
    }
    float[] tile = found.tile;
    a0.intoArray(tile, 0);
    a1.intoArray(tile, 8);
    a2.intoArray(tile, 16);
    a3.intoArray(tile, 24);
    a4.intoArray(tile, 32);
    a5.intoArray(tile, 40);
    a6.intoArray(tile, 48);
    a7.intoArray(tile, 56);
    for (int i = 0; i < GROUP; i++) {
      found.addBelow(i, thresholds[i], block, i);
    }
  }

  @Override
  public void scanCodes(
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
    if (wide) {
      WideKernels.scanCodes(
          query, codes, offset, bias, biasOffset, blockCount, dim, threshold, found);
      return;
    }
    int whole = blockCount / CODE_BLOCK * CODE_BLOCK;
    for (int block = 0; block < whole; block += CODE_BLOCK) {
      long at = offset + (long) block * LANES * dim;
      scanCodeBlock(
          query, codes, at, bias, biasOffset + block * 64L, dim, threshold, block, found);
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
    FloatVector a0 = load(bias, b);
    FloatVector a1 = load(bias, b + 32);
    FloatVector a2 = load(bias, b + 64);
    FloatVector a3 = load(bias, b + 96);
    FloatVector a4 = load(bias, b + 128);
    FloatVector a5 = load(bias, b + 160);
    FloatVector a6 = load(bias, b + 192);
    FloatVector a7 = load(bias, b + 224);
    for (int d = 0; d < dim; d++) {
      FloatVector q = FloatVector.broadcast(SPECIES, query[d]);
      long at = offset + d * 64L;
      a0 = q.fma(codes(codes, at), a0);
      a1 = q.fma(codes(codes, at + 8), a1);
      a2 = q.fma(codes(codes, at + 16), a2);
      a3 = q.fma(codes(codes, at + 24), a3);
      a4 = q.fma(codes(codes, at + 32), a4);
      a5 = q.fma(codes(codes, at + 40), a5);
      a6 = q.fma(codes(codes, at + 48), a6);
      a7 = q.fma(codes(codes, at + 56), a7);
    }
    FloatVector t = FloatVector.broadcast(SPECIES, threshold);
    VectorMask<Float> above0 = a0.compare(GT, t).and(a1.compare(GT, t));
    VectorMask<Float> above2 = a2.compare(GT, t).and(a3.compare(GT, t));
    VectorMask<Float> above4 = a4.compare(GT, t).and(a5.compare(GT, t));
    VectorMask<Float> above6 = a6.compare(GT, t).and(a7.compare(GT, t));
    if (above0.and(above2).and(above4.and(above6)).allTrue()) {
      return;
    }
    float[] tile = found.tile;
    a0.intoArray(tile, 0);
    a1.intoArray(tile, 8);
    a2.intoArray(tile, 16);
    a3.intoArray(tile, 24);
    a4.intoArray(tile, 32);
    a5.intoArray(tile, 40);
    a6.intoArray(tile, 48);
    a7.intoArray(tile, 56);
    for (int i = 0; i < 4; i++) {
      found.addBelow(i, threshold, block + i, 0);
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
    FloatVector a0 = load(bias, b);
    FloatVector a1 = load(bias, b + 32);
    FloatVector a2 = load(bias, b + 64);
    FloatVector a3 = load(bias, b + 96);
    for (int d = 0; d < dim; d++) {
      FloatVector q = FloatVector.broadcast(SPECIES, query[d]);
      long at = offset + (long) d * width;
      a0 = q.fma(codes(codes, at), a0);
      a1 = q.fma(codes(codes, at + 8), a1);
      a2 = q.fma(codes(codes, at + 16), a2);
      a3 = q.fma(codes(codes, at + 24), a3);
    }
    FloatVector t = FloatVector.broadcast(SPECIES, threshold);
    VectorMask<Float> above0 = a0.compare(GT, t).and(a1.compare(GT, t));
    VectorMask<Float> above2 = a2.compare(GT, t).and(a3.compare(GT, t));
    if (above0.and(above2).allTrue()) {
      return;
    }
    float[] tile = found.tile;
    a0.intoArray(tile, 0);
    a1.intoArray(tile, 8);
    a2.intoArray(tile, 16);
    a3.intoArray(tile, 24);
    for (int i = 0; i < 2; i++) {
      found.addBelow(i, threshold, block + i, 0);
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
    FloatVector a0 = load(bias, b);
    FloatVector a1 = load(bias, b + 32);
    for (int d = 0; d < dim; d++) {
      FloatVector q = FloatVector.broadcast(SPECIES, query[d]);
      long at = offset + (long) d * width;
      a0 = q.fma(codes(codes, at), a0);
      a1 = q.fma(codes(codes, at + 8), a1);
    }
    FloatVector t = FloatVector.broadcast(SPECIES, threshold);
    VectorMask<Float> above0 = a0.compare(GT, t).and(a1.compare(GT, t));
    if (above0.allTrue()) {
      return;
    }
    float[] tile = found.tile;
    a0.intoArray(tile, 0);
    a1.intoArray(tile, 8);
    found.addBelow(0, threshold, block, 0);
  }

  @Override
  public void decode(byte[] codes, int blockCount, int dim, float[] blocks) {
    if (wide) {
      WideKernels.decode(codes, blockCount, dim, blocks);
      return;
    }
    for (int first = 0; first < blockCount; first += CODE_BLOCK) {
      int count = Math.min(CODE_BLOCK, blockCount - first);
      for (int i = 0; i < count; i++) {
        int source = first * LANES * dim + i * LANES;
        int target = (first + i) * dim * LANES;
        for (int d = 0; d < dim; d++) {
          int at = source + d * count * LANES;
          codes(codes, at).intoArray(blocks, target + d * LANES);
          codes(codes, at + HALF).intoArray(blocks, target + d * LANES + HALF);
        }
      }
    }
  }

  @Override
  public void nearest(
      float[] points,
      int blockCount,
      float[] groups,
      float[] bias,
      int fromGroup,
      int toGroup,
      int dim,
      float[] bestDistance,
      float[] bestIndex) {
    if (wide) {
      WideKernels.nearest(
          points, blockCount, groups, bias, fromGroup, toGroup, dim, bestDistance, bestIndex);
      return;
    }
    for (int block = 0; block < blockCount; block++) {
      nearestOfBlock(
          points,
          block * dim * LANES,
          groups,
          bias,
          fromGroup,
          toGroup,
          dim,
          bestDistance,
          bestIndex,
          block * LANES);
    }
  }

  private static void nearestOfBlock(
      float[] points,
      int p,
      float[] groups,
      float[] bias,
      int fromGroup,
      int toGroup,
      int dim,
      float[] bestDistance,
      float[] bestIndex,
      int b) {
    FloatVector best0 = FloatVector.fromArray(SPECIES, bestDistance, b);
    FloatVector best1 = FloatVector.fromArray(SPECIES, bestDistance, b + HALF);
    // Indexes ride along as floats, exact up to 2^24, so that one mask type serves both blends.
    FloatVector index0 = FloatVector.fromArray(SPECIES, bestIndex, b);
    FloatVector index1 = FloatVector.fromArray(SPECIES, bestIndex, b + HALF);
    for (int group = fromGroup; group < toGroup; group++) {
      int g = group * GROUP * dim;
      int c = group * GROUP;
      FloatVector a0 = FloatVector.broadcast(SPECIES, bias[c]);
      FloatVector a1 = a0;
      FloatVector a2 = FloatVector.broadcast(SPECIES, bias[c + 1]);
      FloatVector a3 = a2;
      FloatVector a4 = FloatVector.broadcast(SPECIES, bias[c + 2]);
      FloatVector a5 = a4;
      FloatVector a6 = FloatVector.broadcast(SPECIES, bias[c + 3]);
      FloatVector a7 = a6;
      for (int d = 0; d < dim; d++) {
        FloatVector x0 = FloatVector.fromArray(SPECIES, points, p + d * 16);
        FloatVector x1 = FloatVector.fromArray(SPECIES, points, p + d * 16 + 8);
        FloatVector q = FloatVector.broadcast(SPECIES, groups[g + d * 4]);
        a0 = q.fma(x0, a0);
        a1 = q.fma(x1, a1);
        q = FloatVector.broadcast(SPECIES, groups[g + d * 4 + 1]);
        a2 = q.fma(x0, a2);
        a3 = q.fma(x1, a3);
        q = FloatVector.broadcast(SPECIES, groups[g + d * 4 + 2]);
        a4 = q.fma(x0, a4);
        a5 = q.fma(x1, a5);
        q = FloatVector.broadcast(SPECIES, groups[g + d * 4 + 3]);
        a6 = q.fma(x0, a6);
        a7 = q.fma(x1, a7);
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
    }
    best0.intoArray(bestDistance, b);
    best1.intoArray(bestDistance, b + HALF);
    index0.intoArray(bestIndex, b);
    index1.intoArray(bestIndex, b + HALF);
  }

  @Override
  public void distances(
      float[] group,
      int groupOffset,
      float[] blocks,
      float[] bias,
      int blockCount,
      int dim,
      float[] distances) {
    for (int block = 0; block < blockCount; block++) {
      int b = block * LANES;
      tileDistances(group, groupOffset, blocks, block * dim * LANES, bias, b, dim, distances);
    }
  }

  private static void tileDistances(
      float[] group,
      int g,
      float[] blocks,
      int p,
      float[] bias,
      int b,
      int dim,
      float[] distances) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, bias, b);
    FloatVector a1 = FloatVector.fromArray(SPECIES, bias, b + HALF);
    FloatVector a2 = a0;
    FloatVector a3 = a1;
    FloatVector a4 = a0;
    FloatVector a5 = a1;
    FloatVector a6 = a0;
    FloatVector a7 = a1;
    for (int d = 0; d < dim; d++) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, blocks, p + d * 16);
      FloatVector x1 = FloatVector.fromArray(SPECIES, blocks, p + d * 16 + 8);
      FloatVector q = FloatVector.broadcast(SPECIES, group[g + d * 4]);
      a0 = q.fma(x0, a0);
      a1 = q.fma(x1, a1);
      q = FloatVector.broadcast(SPECIES, group[g + d * 4 + 1]);
      a2 = q.fma(x0, a2);
      a3 = q.fma(x1, a3);
      q = FloatVector.broadcast(SPECIES, group[g + d * 4 + 2]);
      a4 = q.fma(x0, a4);
      a5 = q.fma(x1, a5);
      q = FloatVector.broadcast(SPECIES, group[g + d * 4 + 3]);
      a6 = q.fma(x0, a6);
      a7 = q.fma(x1, a7);
    }
    int out = b * GROUP;
    a0.intoArray(distances, out);
    a1.intoArray(distances, out + 8);
    a2.intoArray(distances, out + 16);
    a3.intoArray(distances, out + 24);
    a4.intoArray(distances, out + 32);
    a5.intoArray(distances, out + 40);
    a6.intoArray(distances, out + 48);
    a7.intoArray(distances, out + 56);
  }

  @Override
  public void innerProducts(
      float[] query, MemorySegment rows, long offset, int rowCount, int dim, float[] products) {
    long stride = (long) dim * Float.BYTES;
    int whole = dim & -HALF;
    int row = 0;
    for (; row + 4 <= rowCount; row += 4) {
      fourInnerProducts(query, rows, offset + row * stride, stride, whole, products, row);
    }
    for (; row < rowCount; row++) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int d = 0; d < whole; d += HALF) {
        FloatVector q = FloatVector.fromArray(SPECIES, query, d);
        sum = q.fma(load(rows, offset + row * stride + d * 4L), sum);
      }
      products[row] = sum.reduceLanes(VectorOperators.ADD);
    }
    for (int d = whole; d < dim; d++) {
      for (int i = 0; i < rowCount; i++) {
        products[i] = Math.fma(query[d], RowLayout.at(rows, offset + i * stride, d), products[i]);
      }
    }
  }

  private static void fourInnerProducts(
      float[] query,
      MemorySegment rows,
      long r0,
      long stride,
      int whole,
      float[] products,
      int row) {
    long r1 = r0 + stride;
    long r2 = r1 + stride;
    long r3 = r2 + stride;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int d = 0; d < whole; d += HALF) {
      FloatVector q = FloatVector.fromArray(SPECIES, query, d);
      long at = d * 4L;
      s0 = q.fma(load(rows, r0 + at), s0);
      s1 = q.fma(load(rows, r1 + at), s1);
      s2 = q.fma(load(rows, r2 + at), s2);
      s3 = q.fma(load(rows, r3 + at), s3);
    }
    products[row] = s0.reduceLanes(VectorOperators.ADD);
    products[row + 1] = s1.reduceLanes(VectorOperators.ADD);
    products[row + 2] = s2.reduceLanes(VectorOperators.ADD);
    products[row + 3] = s3.reduceLanes(VectorOperators.ADD);
  }

  @Override
  public void squaredDistances(
      float[] query, MemorySegment rows, long offset, int rowCount, int dim, float[] distances) {
    long stride = (long) dim * Float.BYTES;
    int whole = dim & -HALF;
    int row = 0;
    for (; row + 4 <= rowCount; row += 4) {
      fourSquaredDistances(query, rows, offset + row * stride, stride, whole, distances, row);
    }
    for (; row < rowCount; row++) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int d = 0; d < whole; d += HALF) {
        FloatVector q = FloatVector.fromArray(SPECIES, query, d);
        FloatVector difference = q.sub(load(rows, offset + row * stride + d * 4L));
        sum = difference.fma(difference, sum);
      }
      distances[row] = sum.reduceLanes(VectorOperators.ADD);
    }
    for (int d = whole; d < dim; d++) {
      for (int i = 0; i < rowCount; i++) {
        float difference = query[d] - RowLayout.at(rows, offset + i * stride, d);
        distances[i] = Math.fma(difference, difference, distances[i]);
      }
    }
  }

  private static void fourSquaredDistances(
      float[] query,
      MemorySegment rows,
      long r0,
      long stride,
      int whole,
      float[] distances,
      int row) {
    long r1 = r0 + stride;
    long r2 = r1 + stride;
    long r3 = r2 + stride;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int d = 0; d < whole; d += HALF) {
      FloatVector q = FloatVector.fromArray(SPECIES, query, d);
      long at = d * 4L;
      FloatVector d0 = q.sub(load(rows, r0 + at));
      FloatVector d1 = q.sub(load(rows, r1 + at));
      FloatVector d2 = q.sub(load(rows, r2 + at));
      FloatVector d3 = q.sub(load(rows, r3 + at));
      s0 = d0.fma(d0, s0);
      s1 = d1.fma(d1, s1);
      s2 = d2.fma(d2, s2);
      s3 = d3.fma(d3, s3);
    }
    distances[row] = s0.reduceLanes(VectorOperators.ADD);
    distances[row + 1] = s1.reduceLanes(VectorOperators.ADD);
    distances[row + 2] = s2.reduceLanes(VectorOperators.ADD);
    distances[row + 3] = s3.reduceLanes(VectorOperators.ADD);
  }

  private static FloatVector load(MemorySegment source, long offset) {
    return FloatVector.fromMemorySegment(SPECIES, source, offset, LITTLE_ENDIAN);
  }

  private static FloatVector codes(MemorySegment source, long offset) {
    ByteVector codes = ByteVector.fromMemorySegment(CODES, source, offset, LITTLE_ENDIAN);
    return (FloatVector) codes.convertShape(VectorOperators.B2F, SPECIES, 0);
  }

  private static FloatVector codes(byte[] source, int offset) {
    ByteVector codes = ByteVector.fromArray(CODES, source, offset);
    return (FloatVector) codes.convertShape(VectorOperators.B2F, SPECIES, 0);
  }
}
