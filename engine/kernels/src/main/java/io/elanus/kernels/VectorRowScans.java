package io.elanus.kernels;

import static io.elanus.kernels.PdxKernels.LANES;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Distances of four row-major rows at a time on 256-bit vectors, see {@link VectorKernels}. */
final class VectorRowScans {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
  private static final int HALF = LANES / 2;

  private VectorRowScans() {}

  static void fourInnerProducts(
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

  static void fourSquaredDistances(
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
}
