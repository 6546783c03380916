package io.elanus.kernels;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on 256-bit vectors, and on wider ones where {@link WideKernels} or {@link WideScans}
 * has them: how blocks, codes and rows are cut into the tiles of {@link VectorBlockScans}, {@link
 * VectorCodeScans}, {@link VectorTiles} and {@link VectorRowScans}.
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
      VectorBlockScans.scanFour(
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
      VectorBlockScans.scanOne(
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
      VectorBlockScans.tile(
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
      VectorBlockScans.heapTile(
          group, groupOffset, blocks, block * dim * LANES, bias, dim, thresholds, block, found);
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
      VectorCodeScans.scanCodeBlock(
          query, codes, at, bias, biasOffset + block * 64L, dim, threshold, block, found);
    }
    int width = (blockCount - whole) * LANES;
    long at = offset + (long) whole * LANES * dim;
    int block = whole;
    if (blockCount - block >= 2) {
      VectorCodeScans.scanTwoOfCodes(
          query, codes, at, width, bias, biasOffset + block * 64L, dim, threshold, block, found);
      at += 2 * LANES;
      block += 2;
    }
    if (block < blockCount) {
      VectorCodeScans.scanOneOfCodes(
          query, codes, at, width, bias, biasOffset + block * 64L, dim, threshold, block, found);
    }
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
      VectorTiles.nearestOfBlock(
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
      VectorTiles.tileDistances(
          group, groupOffset, blocks, block * dim * LANES, bias, b, dim, distances);
    }
  }

  @Override
  public void innerProducts(
      float[] query, MemorySegment rows, long offset, int rowCount, int dim, float[] products) {
    long stride = (long) dim * Float.BYTES;
    int whole = dim & -HALF;
    int row = 0;
    for (; row + 4 <= rowCount; row += 4) {
      VectorRowScans.fourInnerProducts(
          query, rows, offset + row * stride, stride, whole, products, row);
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

  @Override
  public void squaredDistances(
      float[] query, MemorySegment rows, long offset, int rowCount, int dim, float[] distances) {
    long stride = (long) dim * Float.BYTES;
    int whole = dim & -HALF;
    int row = 0;
    for (; row + 4 <= rowCount; row += 4) {
      VectorRowScans.fourSquaredDistances(
          query, rows, offset + row * stride, stride, whole, distances, row);
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

  private static FloatVector load(MemorySegment source, long offset) {
    return FloatVector.fromMemorySegment(SPECIES, source, offset, LITTLE_ENDIAN);
  }

  private static FloatVector codes(byte[] source, int offset) {
    ByteVector codes = ByteVector.fromArray(CODES, source, offset);
    return (FloatVector) codes.convertShape(VectorOperators.B2F, SPECIES, 0);
  }
}
