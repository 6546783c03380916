package io.elanus.kernels;

import static io.elanus.kernels.PdxKernels.GROUP;
import static io.elanus.kernels.PdxKernels.LANES;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * All distances of a block and groups of four, on 256-bit vectors: what training and assigning
 * spend their time in, see {@link VectorKernels}.
 */
final class VectorTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
  private static final int HALF = LANES / 2;

  private VectorTiles() {}

  static void nearestOfBlock(
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

  static void tileDistances(
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
}
