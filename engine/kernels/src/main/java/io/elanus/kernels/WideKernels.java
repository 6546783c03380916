package io.elanus.kernels;

import static io.elanus.kernels.PanelKernels.BLOCK;
import static io.elanus.kernels.PanelKernels.GROUP;
import static io.elanus.kernels.PanelKernels.LANES;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static jdk.incubator.vector.VectorOperators.GT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Those kernels that 512-bit vectors make faster: a panel is one vector. On a Zen 4 core, which has
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

  /** See {@link PanelKernels#scanCodes}. */
  static void scanCodes(
      float[] query,
      MemorySegment codes,
      long offset,
      MemorySegment bias,
      long biasOffset,
      int panelCount,
      int dim,
      float threshold,
      PanelHits found) {
    found.count = 0;
    int whole = panelCount / BLOCK * BLOCK;
    for (int panel = 0; panel < whole; panel += BLOCK) {
      long at = offset + (long) panel * LANES * dim;
      scanBlock(query, codes, at, bias, biasOffset + panel * 64L, dim, threshold, panel, found);
    }
    int width = (panelCount - whole) * LANES;
    long at = offset + (long) whole * LANES * dim;
    int panel = whole;
    if (panelCount - panel >= 2) {
      scanTwo(
          query, codes, at, width, bias, biasOffset + panel * 64L, dim, threshold, panel, found);
      at += 2 * LANES;
      panel += 2;
    }
    if (panel < panelCount) {
      scanOne(
          query, codes, at, width, bias, biasOffset + panel * 64L, dim, threshold, panel, found);
    }
  }

  private static void scanBlock(
      float[] query,
      MemorySegment codes,
      long offset,
      MemorySegment bias,
      long b,
      int dim,
      float threshold,
      int panel,
      PanelHits found) {
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
    VectorMask<Float> above0 = a0.compare(GT, t).and(a1.compare(GT, t));
    VectorMask<Float> above2 = a2.compare(GT, t).and(a3.compare(GT, t));
    if (above0.and(above2).allTrue()) {
      return;
    }
    float[] tile = found.tile;
    a0.intoArray(tile, 0);
    a1.intoArray(tile, 16);
    a2.intoArray(tile, 32);
    a3.intoArray(tile, 48);
    for (int i = 0; i < 4; i++) {
      found.addBelow(i, threshold, panel + i, 0);
    }
  }

  private static void scanTwo(
      float[] query,
      MemorySegment codes,
      long offset,
      int width,
      MemorySegment bias,
      long b,
      int dim,
      float threshold,
      int panel,
      PanelHits found) {
    FloatVector a0 = floats(bias, b);
    FloatVector a1 = floats(bias, b + 64);
    for (int d = 0; d < dim; d++) {
      FloatVector q = FloatVector.broadcast(WIDE, query[d]);
      long at = offset + (long) d * width;
      a0 = q.fma(codes(codes, at), a0);
      a1 = q.fma(codes(codes, at + 16), a1);
    }
    FloatVector t = FloatVector.broadcast(WIDE, threshold);
    VectorMask<Float> above0 = a0.compare(GT, t).and(a1.compare(GT, t));
    if (above0.allTrue()) {
      return;
    }
    float[] tile = found.tile;
    a0.intoArray(tile, 0);
    a1.intoArray(tile, 16);
    for (int i = 0; i < 2; i++) {
      found.addBelow(i, threshold, panel + i, 0);
    }
  }

  private static void scanOne(
      float[] query,
      MemorySegment codes,
      long offset,
      int width,
      MemorySegment bias,
      long b,
      int dim,
      float threshold,
      int panel,
      PanelHits found) {
    FloatVector a0 = floats(bias, b);
    for (int d = 0; d < dim; d++) {
      FloatVector q = FloatVector.broadcast(WIDE, query[d]);
      long at = offset + (long) d * width;
      a0 = q.fma(codes(codes, at), a0);
    }
    FloatVector t = FloatVector.broadcast(WIDE, threshold);
    if (a0.compare(GT, t).allTrue()) {
      return;
    }
    float[] tile = found.tile;
    a0.intoArray(tile, 0);
    found.addBelow(0, threshold, panel, 0);
  }

  /** See {@link PanelKernels#decode}. */
  static void decode(MemorySegment codes, long offset, int panelCount, int dim, float[] panels) {
    for (int first = 0; first < panelCount; first += BLOCK) {
      int count = Math.min(BLOCK, panelCount - first);
      long start = offset + (long) first * LANES * dim;
      for (int i = 0; i < count; i++) {
        int target = (first + i) * dim * LANES;
        for (int d = 0; d < dim; d++) {
          codes(codes, start + (long) (d * count + i) * LANES)
              .intoArray(panels, target + d * LANES);
        }
      }
    }
  }

  /** See the scan of a group of queries over panels on the heap in {@link PanelKernels}. */
  static void scanGroup(
      float[] group,
      int groupOffset,
      float[] panels,
      float[] bias,
      int panelCount,
      int dim,
      float[] thresholds,
      PanelHits found) {
    found.count = 0;
    int panel = 0;
    for (; panel + 2 <= panelCount; panel += 2) {
      tileOfTwo(
          group, groupOffset, panels, panel * dim * LANES, bias, dim, thresholds, panel, found);
    }
    if (panel < panelCount) {
      tileOfOne(
          group, groupOffset, panels, panel * dim * LANES, bias, dim, thresholds, panel, found);
    }
  }

  private static void tileOfTwo(
      float[] group,
      int g,
      float[] panels,
      int p,
      float[] bias,
      int dim,
      float[] thresholds,
      int panel,
      PanelHits found) {
    int p1 = p + dim * LANES;
    FloatVector a0 = FloatVector.fromArray(WIDE, bias, panel * LANES);
    FloatVector a1 = FloatVector.fromArray(WIDE, bias, panel * LANES + LANES);
    FloatVector a2 = a0;
    FloatVector a3 = a1;
    FloatVector a4 = a0;
    FloatVector a5 = a1;
    FloatVector a6 = a0;
    FloatVector a7 = a1;
    for (int d = 0; d < dim; d++) {
      FloatVector x0 = FloatVector.fromArray(WIDE, panels, p + d * 16);
      FloatVector x1 = FloatVector.fromArray(WIDE, panels, p1 + d * 16);
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
    VectorMask<Float> above01 = a0.compare(GT, t).and(a1.compare(GT, t));
    t = FloatVector.broadcast(WIDE, thresholds[1]);
    VectorMask<Float> above23 = a2.compare(GT, t).and(a3.compare(GT, t));
    t = FloatVector.broadcast(WIDE, thresholds[2]);
    VectorMask<Float> above45 = a4.compare(GT, t).and(a5.compare(GT, t));
    t = FloatVector.broadcast(WIDE, thresholds[3]);
    VectorMask<Float> above67 = a6.compare(GT, t).and(a7.compare(GT, t));
    if (above01.and(above23).and(above45.and(above67)).allTrue()) {
      return;
    }
    float[] tile = found.tile;
    a0.intoArray(tile, 0);
    a2.intoArray(tile, 16);
    a4.intoArray(tile, 32);
    a6.intoArray(tile, 48);
    a1.intoArray(tile, 64);
    a3.intoArray(tile, 80);
    a5.intoArray(tile, 96);
    a7.intoArray(tile, 112);
    for (int i = 0; i < 2 * GROUP; i++) {
      found.addBelow(i, thresholds[i % GROUP], panel + i / GROUP, i % GROUP);
    }
  }

  private static void tileOfOne(
      float[] group,
      int g,
      float[] panels,
      int p,
      float[] bias,
      int dim,
      float[] thresholds,
      int panel,
      PanelHits found) {
    FloatVector a0 = FloatVector.fromArray(WIDE, bias, panel * LANES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    for (int d = 0; d < dim; d++) {
      FloatVector x = FloatVector.fromArray(WIDE, panels, p + d * 16);
      a0 = FloatVector.broadcast(WIDE, group[g + d * 4]).fma(x, a0);
      a1 = FloatVector.broadcast(WIDE, group[g + d * 4 + 1]).fma(x, a1);
      a2 = FloatVector.broadcast(WIDE, group[g + d * 4 + 2]).fma(x, a2);
      a3 = FloatVector.broadcast(WIDE, group[g + d * 4 + 3]).fma(x, a3);
    }
    VectorMask<Float> above0 = a0.compare(GT, thresholds[0]).and(a1.compare(GT, thresholds[1]));
    VectorMask<Float> above2 = a2.compare(GT, thresholds[2]).and(a3.compare(GT, thresholds[3]));
    if (above0.and(above2).allTrue()) {
      return;
    }
    float[] tile = found.tile;
    a0.intoArray(tile, 0);
    a1.intoArray(tile, 16);
    a2.intoArray(tile, 32);
    a3.intoArray(tile, 48);
    for (int i = 0; i < GROUP; i++) {
      found.addBelow(i, thresholds[i], panel, i);
    }
  }

  private static FloatVector floats(MemorySegment source, long offset) {
    return FloatVector.fromMemorySegment(WIDE, source, offset, LITTLE_ENDIAN);
  }

  private static FloatVector codes(MemorySegment source, long offset) {
    ByteVector codes = ByteVector.fromMemorySegment(CODES, source, offset, LITTLE_ENDIAN);
    return (FloatVector) codes.convertShape(VectorOperators.B2F, WIDE, 0);
  }
}
