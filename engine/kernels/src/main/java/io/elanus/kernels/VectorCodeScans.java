package io.elanus.kernels;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.GT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Tiles of the scans of code blocks on 256-bit vectors, see {@link VectorKernels}. */
final class VectorCodeScans {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
  private static final VectorSpecies<Byte> CODES = ByteVector.SPECIES_64;

  private VectorCodeScans() {}

  static void scanCodeBlock(
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

  static void scanTwoOfCodes(
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

  static void scanOneOfCodes(
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

  private static FloatVector load(MemorySegment source, long offset) {
    return FloatVector.fromMemorySegment(SPECIES, source, offset, LITTLE_ENDIAN);
  }

  private static FloatVector codes(MemorySegment source, long offset) {
    ByteVector codes = ByteVector.fromMemorySegment(CODES, source, offset, LITTLE_ENDIAN);
    return (FloatVector) codes.convertShape(VectorOperators.B2F, SPECIES, 0);
  }
}
