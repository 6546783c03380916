package io.elanus.kernels;

import java.lang.foreign.MemorySegment;

/**
 * The inner loops of graph indexes: distances of one vector to a few others that lie scattered.
 *
 * <p>A <b>code</b> is a vector in about a byte for each value, little-endian: a float bias, a float
 * scale, then signed bytes, as many as the values rounded up to a multiple of 8, the last ones 0.
 * Codes stand at multiples of a stride, rows of floats without gaps. What {@link PdxKernels} says
 * about the classes of segments holds here too.
 */
public sealed interface GraphKernels permits ScalarGraphKernels, VectorGraphKernels {
  /** Bytes of a code before its values. */
  int CODE_HEADER = 8;

  /** Planes of bits that rows of bits are compared with. */
  int PLANES = 4;

  /** How many weights and code bytes a vector of this dimension takes. */
  static int paddedDim(int dim) {
    return (dim + 7) & -8;
  }

  /**
   * Distances to codes: {@code bias + scale * sum of weights[d] * code[d]}; the order of addition
   * is not specified.
   *
   * @param weights {@link #paddedDim} values
   * @param numbers which codes, {@code count} of them from the start
   * @param distances receives one value for each, in their order
   */
  void codeDistances(
      float[] weights,
      MemorySegment codes,
      long stride,
      int[] numbers,
      int count,
      float[] distances);

  /** Words of a plane of bits for vectors of this dimension: those of whole 512-bit vectors. */
  static int paddedWords(int dim) {
    return (dim + 511) / 512 * 8;
  }

  /**
   * Counts for scattered rows of bits in how many they differ from each plane: the sum of {@code
   * 2^plane} times the count.
   *
   * @param planes {@link #PLANES} of them, {@link #paddedWords} each, padding 0
   * @param rows of {@code dim} bits in whole longs, little-endian, padding 0, at multiples of the
   *     stride; what stands behind the bits of a row does not count, but must be there up to {@link
   *     #paddedWords}
   * @param counts receives one value for each number
   */
  void differingBits(
      long[] planes,
      int dim,
      MemorySegment rows,
      long stride,
      int[] numbers,
      int count,
      int[] counts);

  /**
   * Inner products of a query with scattered rows.
   *
   * @param query {@code dim} values
   */
  void innerProducts(
      float[] query, MemorySegment rows, int dim, int[] numbers, int count, float[] products);

  /** Squared Euclidean distances of a query to scattered rows. */
  void squaredDistances(
      float[] query, MemorySegment rows, int dim, int[] numbers, int count, float[] distances);
}
