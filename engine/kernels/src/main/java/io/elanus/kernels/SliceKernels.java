package io.elanus.kernels;

import java.lang.foreign.MemorySegment;

/**
 * Counts the bits that binary vectors share, for 256 vectors at once and bit by bit.
 *
 * <p>A <b>slice</b> is what 16 bit blocks hold, turned round: plane d has bit d of all 256 vectors
 * in four longs, bit i of long j being that of the vector in slot {@code 4 * i + j}. Numbers of
 * vectors stand upright in the same way: plane p holds their bits p. To add a plane to 256 numbers
 * takes a few logical instructions, and a query adds only the planes of its own set bits, or those
 * of the bits that are not set where these are fewer.
 *
 * <p>With C the number of bits set in a vector and in what a query adds, and |x| of those set in
 * the vector, a slice gives {@code v = 2 * C + 2^b - 1 - |x|}, where b bits hold dim. So the number
 * of differing bits is {@code |q| + 2^b - 1 - v} for the set bits, and {@code |q| + v - 2^b + 1}
 * for those that are not.
 *
 * <p>The planes of a slice: one for each bit of the vectors' longs, then b of {@code 2^b - 1 -
 * |x|}, then one of zeros.
 */
public sealed interface SliceKernels permits ScalarSliceKernels, VectorSliceKernels {
  /** Vectors in a slice. */
  int VECTORS = 256;

  /** Longs of a plane. */
  int LONGS = VECTORS / Long.SIZE;

  /** Blocks that make a slice. */
  int BLOCKS = VECTORS / BitKernels.LANES;

  /** How many planes are added at a time: a query is padded with the plane of zeros. */
  int STEP = 16;

  /** Planes that hold v. */
  static int levels(int dim) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(dim) + 1;
  }

  /** Planes of the vectors' bits. */
  static int planes(int dim) {
    return BitKernels.words(dim) * Long.SIZE;
  }

  /** The first of the {@link #levels} planes that follow those of the bits. */
  static int complement(int dim) {
    return planes(dim);
  }

  /** The plane of zeros. */
  static int zeros(int dim) {
    return planes(dim) + levels(dim) - 1;
  }

  /** Longs of a slice. */
  static int size(int dim) {
    return (planes(dim) + levels(dim)) * LONGS;
  }

  /**
   * Turns 16 blocks round.
   *
   * @param blocks holds them from byte {@code offset} on
   * @param origin a vector that all are combined with by exclusive or first, the query too: near
   *     it, they have fewer bits set
   * @param slice receives all planes
   */
  void slice(MemorySegment blocks, long offset, int dim, long[] origin, long[] slice);

  /**
   * Computes v for all vectors of a slice.
   *
   * @param planes plane numbers from the start on
   * @param count how many of them are added, a multiple of {@link #STEP}
   * @param flip what every plane of v is combined with by exclusive or: -1 for the complement of v
   * @param sums receives {@link #levels} planes
   */
  void sum(int[] planes, int count, long[] slice, int dim, long flip, long[] sums);

  /**
   * Finds the slots whose numbers are not above a bound.
   *
   * @param sums {@link #levels} planes
   * @param bound from 0 to the largest number that these hold
   * @param near receives a plane
   * @return whether there are any
   */
  boolean upTo(long[] sums, int dim, int bound, long[] near);
}
