package io.elanus.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A square of 16 rows and columns of a leaf's distances on 512-bit vectors. */
final class WideLeafTile {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_512;

  private WideLeafTile() {}

  /**
   * Compares all vectors of a block with all of another one, see {@link VectorLeafKernels}. Two
   * blocks of long vectors are more than the first cache holds: one pass over them serves all.
   */
  static void fill(
      float[] blocks,
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
      FloatVector x = FloatVector.fromArray(WIDE, blocks, p + d * 16);
      a0 = FloatVector.broadcast(WIDE, blocks[g + d * 16]).fma(x, a0);
      a1 = FloatVector.broadcast(WIDE, blocks[g + d * 16 + 1]).fma(x, a1);
      a2 = FloatVector.broadcast(WIDE, blocks[g + d * 16 + 2]).fma(x, a2);
      a3 = FloatVector.broadcast(WIDE, blocks[g + d * 16 + 3]).fma(x, a3);
      a4 = FloatVector.broadcast(WIDE, blocks[g + d * 16 + 4]).fma(x, a4);
      a5 = FloatVector.broadcast(WIDE, blocks[g + d * 16 + 5]).fma(x, a5);
      a6 = FloatVector.broadcast(WIDE, blocks[g + d * 16 + 6]).fma(x, a6);
      a7 = FloatVector.broadcast(WIDE, blocks[g + d * 16 + 7]).fma(x, a7);
      a8 = FloatVector.broadcast(WIDE, blocks[g + d * 16 + 8]).fma(x, a8);
      a9 = FloatVector.broadcast(WIDE, blocks[g + d * 16 + 9]).fma(x, a9);
      a10 = FloatVector.broadcast(WIDE, blocks[g + d * 16 + 10]).fma(x, a10);
      a11 = FloatVector.broadcast(WIDE, blocks[g + d * 16 + 11]).fma(x, a11);
      a12 = FloatVector.broadcast(WIDE, blocks[g + d * 16 + 12]).fma(x, a12);
      a13 = FloatVector.broadcast(WIDE, blocks[g + d * 16 + 13]).fma(x, a13);
      a14 = FloatVector.broadcast(WIDE, blocks[g + d * 16 + 14]).fma(x, a14);
      a15 = FloatVector.broadcast(WIDE, blocks[g + d * 16 + 15]).fma(x, a15);
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
}
