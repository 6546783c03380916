package io.elanus.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The kernels of leaves on 256-bit vectors, tiles of distances on 512-bit ones where there are. */
final class VectorLeafKernels implements LeafKernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
  private static final int LANES = 8;

  /** Blocks with one lane for each bit of a long. */
  private static final int BLOCKS = Long.SIZE / PdxKernels.LANES;

  private final boolean wide;

  /**
   * @param wide whether to use 512-bit vectors where they are faster
   */
  VectorLeafKernels(boolean wide) {
    this.wide = wide;
  }

  @Override
  public void pairDistances(
      float[] blocks,
      int from,
      int to,
      int blockCount,
      int dim,
      float factor,
      float[] bias,
      float[] distances) {
    int width = blockCount * PdxKernels.LANES;
    for (int own = from; own < to; own++) {
      for (int block = own; block < blockCount; block++) {
        int row = own * PdxKernels.LANES;
        int column = block * PdxKernels.LANES;
        if (wide) {
          WideLeafTile.fill(
              blocks, row, column, dim, factor, bias, distances, row * width + column, width);
        } else {
          for (int r = 0; r < PdxKernels.LANES; r += 4) {
            int out = (row + r) * width + column;
            tile(blocks, row, r, column, dim, factor, bias, distances, out, width);
          }
        }
        if (block > own) {
          mirror(distances, row * width + column, column * width + row, width);
        }
      }
    }
  }

  /** Copies a square of 16 rows and columns to where its rows are columns. */
  private static void mirror(float[] matrix, int source, int target, int width) {
    for (int column = 0; column < PdxKernels.LANES; column++) {
      int to = target + column * width;
      int from = source + column;
      for (int row = 0; row < PdxKernels.LANES; row++) {
        matrix[to + row] = matrix[from + row * width];
      }
    }
  }

  /**
   * Compares four vectors of a block with all of another one.
   *
   * @param row number of the first vector of the first block
   * @param r which of them is the first of the four
   * @param column number of the first vector of the other block
   */
  private static void tile(
      float[] blocks,
      int row,
      int r,
      int column,
      int dim,
      float factor,
      float[] bias,
      float[] distances,
      int out,
      int width) {
    int g = row * dim + r;
    int p = column * dim;
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    for (int d = 0; d < dim; d++) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, blocks, p + d * 16);
      FloatVector x1 = FloatVector.fromArray(SPECIES, blocks, p + d * 16 + 8);
      FloatVector q = FloatVector.broadcast(SPECIES, blocks[g + d * 16]);
      a0 = q.fma(x0, a0);
      a1 = q.fma(x1, a1);
      q = FloatVector.broadcast(SPECIES, blocks[g + d * 16 + 1]);
      a2 = q.fma(x0, a2);
      a3 = q.fma(x1, a3);
      q = FloatVector.broadcast(SPECIES, blocks[g + d * 16 + 2]);
      a4 = q.fma(x0, a4);
      a5 = q.fma(x1, a5);
      q = FloatVector.broadcast(SPECIES, blocks[g + d * 16 + 3]);
      a6 = q.fma(x0, a6);
      a7 = q.fma(x1, a7);
    }
    FloatVector f = FloatVector.broadcast(SPECIES, factor);
    FloatVector b0 = FloatVector.fromArray(SPECIES, bias, column);
    FloatVector b1 = FloatVector.fromArray(SPECIES, bias, column + 8);
    a0.fma(f, b0.add(bias[row + r])).intoArray(distances, out);
    a1.fma(f, b1.add(bias[row + r])).intoArray(distances, out + 8);
    a2.fma(f, b0.add(bias[row + r + 1])).intoArray(distances, out + width);
    a3.fma(f, b1.add(bias[row + r + 1])).intoArray(distances, out + width + 8);
    a4.fma(f, b0.add(bias[row + r + 2])).intoArray(distances, out + 2 * width);
    a5.fma(f, b1.add(bias[row + r + 2])).intoArray(distances, out + 2 * width + 8);
    a6.fma(f, b0.add(bias[row + r + 3])).intoArray(distances, out + 3 * width);
    a7.fma(f, b1.add(bias[row + r + 3])).intoArray(distances, out + 3 * width + 8);
  }

  @Override
  public float boundOf(
      float[] distances, int start, int blockCount, int parts, int wanted, float[] least) {
    int stride = parts * PdxKernels.LANES;
    int end = start + blockCount * PdxKernels.LANES;
    for (int part = 0; part < parts; part++) {
      FloatVector low = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY);
      FloatVector high = low;
      for (int at = start + part * PdxKernels.LANES; at < end; at += stride) {
        FloatVector a = FloatVector.fromArray(SPECIES, distances, at);
        FloatVector b = FloatVector.fromArray(SPECIES, distances, at + LANES);
        // Not min, which must take care of what is no number and of the sign of zero.
        low = low.blend(a, a.compare(VectorOperators.LT, low));
        high = high.blend(b, b.compare(VectorOperators.LT, high));
      }
      low.intoArray(least, part * PdxKernels.LANES);
      high.intoArray(least, part * PdxKernels.LANES + LANES);
    }
    // The least one that so many are not above. For so few values this beats sorting them; without
    // a branch, as none could be predicted.
    int best = Integer.MAX_VALUE;
    for (int i = 0; i < stride; i++) {
      float one = least[i];
      int within = 0;
      for (int at = 0; at < stride; at += LANES) {
        FloatVector some = FloatVector.fromArray(SPECIES, least, at);
        within += some.compare(VectorOperators.LE, one).trueCount();
      }
      int key = TopK.ordered(Float.floatToRawIntBits(one));
      best = Math.min(best, within >= wanted ? key : Integer.MAX_VALUE);
    }
    return best == Integer.MAX_VALUE
        ? Float.POSITIVE_INFINITY
        : Float.intBitsToFloat(TopK.ordered(best));
  }

  @Override
  public int chooseUpTo(float[] distances, int start, int blockCount, float bound, int[] chosen) {
    int found = 0;
    for (int first = 0; first < blockCount; first += BLOCKS) {
      // Many at once: where the last near one is cannot be predicted.
      long near = 0;
      int end = Math.min(blockCount, first + BLOCKS);
      for (int block = end - 1; block >= first; block--) {
        int at = start + block * PdxKernels.LANES;
        near = near << PdxKernels.LANES | within(distances, at, bound);
      }
      for (; near != 0; near &= near - 1) {
        chosen[found++] = first * PdxKernels.LANES + Long.numberOfTrailingZeros(near);
      }
    }
    return found;
  }

  private static long within(float[] distances, int at, float bound) {
    FloatVector low = FloatVector.fromArray(SPECIES, distances, at);
    FloatVector high = FloatVector.fromArray(SPECIES, distances, at + LANES);
    return low.compare(VectorOperators.LE, bound).toLong()
        | high.compare(VectorOperators.LE, bound).toLong() << LANES;
  }
}
