package io.elanus.kernels;

import static io.elanus.kernels.PdxKernels.GROUP;
import static io.elanus.kernels.PdxKernels.LANES;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.GT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of the scans of blocks of floats on 256-bit vectors: what {@link VectorKernels} calls for
 * each few blocks.
 */
final class VectorBlockScans {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
  private static final int HALF = LANES / 2;

  private VectorBlockScans() {}

  static void scanFour(
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

  static void scanOne(
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

  static void tile(
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

  static void heapTile(
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

  private static FloatVector load(MemorySegment source, long offset) {
    return FloatVector.fromMemorySegment(SPECIES, source, offset, LITTLE_ENDIAN);
  }
}
