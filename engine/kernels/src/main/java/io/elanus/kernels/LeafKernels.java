package io.elanus.kernels;

/**
 * The inner loops of linking a leaf, a thousand vectors or less in blocks on the heap: their
 * distances to each other, and which of a row are near. Implementations agree on every bit. See
 * {@link PdxKernels} for blocks.
 */
public sealed interface LeafKernels permits ScalarLeafKernels, VectorLeafKernels {
  /**
   * Distances of vectors to each other, {@code bias[x] + bias[y] + factor * sum of x[d] * y[d]}: a
   * matrix of {@code 16 * blockCount} rows and columns, symmetric bit for bit. The sum is added in
   * order of d, with fused multiply-add.
   *
   * @param blocks from the start of the array, see {@link PdxKernels}
   * @param from first block whose vectors are compared with those of itself and of the blocks after
   *     it
   * @param to end of these blocks
   * @param bias 16 floats per block
   * @param distances receives the rows of the blocks, from their own columns on, and what mirrors
   *     them
   */
  void pairDistances(
      float[] blocks,
      int from,
      int to,
      int blockCount,
      int dim,
      float factor,
      float[] bias,
      float[] distances);

  /**
   * Finds a distance that at least so many of a row are not above, and few more: each lane of every
   * {@code parts}-th block offers its least, and the bound is the one of these that is wanted. What
   * is no number is passed over.
   *
   * @param distances of the row from number {@code start} on, 16 for each block
   * @param wanted at most {@code 16 * parts}
   * @param least room for 16 values of each part
   * @return infinity where lanes are too few
   */
  float boundOf(float[] distances, int start, int blockCount, int parts, int wanted, float[] least);

  /**
   * Chooses the distances that are not above a bound.
   *
   * @param distances as for {@link #boundOf}
   * @param chosen receives the number of each, ascending, and may be written to behind them; room
   *     for all
   * @return how many were chosen
   */
  int chooseUpTo(float[] distances, int start, int blockCount, float bound, int[] chosen);
}
