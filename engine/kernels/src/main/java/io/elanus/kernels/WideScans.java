package io.elanus.kernels;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.GT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Scans of blocks in memory segments for a group of queries on 512-bit vectors. */
final class WideScans {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_512;

  private static final int ALL = (1 << PdxKernels.LANES) - 1;

  private WideScans() {}

  /**
   * Scores a group of queries against two blocks, see the scan of a group over blocks in a segment
   * in {@link PdxKernels}.
   *
   * @param offset of the first block
   * @param b offset of its bias
   * @param block its number
   */
  static void tileOfTwo(
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
    long second = offset + dim * 64L;
    FloatVector a0 = load(bias, b);
    FloatVector a1 = load(bias, b + 64);
    FloatVector a2 = a0;
    FloatVector a3 = a1;
    FloatVector a4 = a0;
    FloatVector a5 = a1;
    FloatVector a6 = a0;
    FloatVector a7 = a1;
    for (int d = 0; d < dim; d++) {
      long at = d * 64L;
      FloatVector x0 = load(blocks, offset + at);
      FloatVector x1 = load(blocks, second + at);
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
    int above0 = above(a0.compare(GT, thresholds[0]));
    int above1 = above(a1.compare(GT, thresholds[0]));
    int above2 = above(a2.compare(GT, thresholds[1]));
    int above3 = above(a3.compare(GT, thresholds[1]));
    int above4 = above(a4.compare(GT, thresholds[2]));
    int above5 = above(a5.compare(GT, thresholds[2]));
    int above6 = above(a6.compare(GT, thresholds[3]));
    int above7 = above(a7.compare(GT, thresholds[3]));
    if ((above0 & above1 & above2 & above3 & above4 & above5 & above6 & above7) == ALL) {
      return;
    }
    float[] tile = found.tile;
    if (above0 != ALL) {
      a0.intoArray(tile, 0);
      found.add(0, ALL & ~above0, block, 0);
    }
    if (above2 != ALL) {
      a2.intoArray(tile, 0);
      found.add(0, ALL & ~above2, block, 1);
    }
    if (above4 != ALL) {
      a4.intoArray(tile, 0);
      found.add(0, ALL & ~above4, block, 2);
    }
    if (above6 != ALL) {
      a6.intoArray(tile, 0);
      found.add(0, ALL & ~above6, block, 3);
    }
    if (above1 != ALL) {
      a1.intoArray(tile, 0);
      found.add(0, ALL & ~above1, block + 1, 0);
    }
    if (above3 != ALL) {
      a3.intoArray(tile, 0);
      found.add(0, ALL & ~above3, block + 1, 1);
    }
    if (above5 != ALL) {
      a5.intoArray(tile, 0);
      found.add(0, ALL & ~above5, block + 1, 2);
    }
    if (above7 != ALL) {
      a7.intoArray(tile, 0);
      found.add(0, ALL & ~above7, block + 1, 3);
    }
  }

  /** Where the lane is not above the bit is not set: a NaN is kept for the exact check. */
  private static int above(VectorMask<Float> mask) {
    return (int) mask.toLong();
  }

  private static FloatVector load(MemorySegment source, long offset) {
    return FloatVector.fromMemorySegment(WIDE, source, offset, LITTLE_ENDIAN);
  }
}
