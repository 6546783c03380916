package io.elanus.kernels;

import java.lang.foreign.MemorySegment;

/**
 * Distances of a query to scattered rows in double precision.
 *
 * <p>Rows are {@code dim} little-endian floats each, without gaps. Terms are added in an order of
 * their own: value {@code d} goes to sum {@code d % 16} up to the last multiple of 16, the sums are
 * added in pairs, {@code i} and {@code i + 8}, then {@code i + 4}, {@code i + 1}, {@code i + 2},
 * and the terms that are left come last. Implementations agree on every bit. What {@link
 * PdxKernels} says about the classes of segments holds here too.
 */
public sealed interface RowKernels permits ScalarRowKernels, VectorRowKernels {
  /** Sums that a row's terms are spread over. */
  int SUMS = 16;

  /**
   * Inner products of a query with rows.
   *
   * @param query {@code dim} values
   * @param numbers which rows, {@code count} of them from the start
   * @param products receives one value for each from its start
   */
  void products(double[] query, MemorySegment rows, int[] numbers, int count, double[] products);

  /** Squared Euclidean distances of a query to rows; as {@link #products}. */
  void squaredDistances(
      double[] query, MemorySegment rows, int[] numbers, int count, double[] distances);

  /** Squared norms of rows of {@code dim} values that were just read; as {@link #products}. */
  void squaredNorms(MemorySegment rows, int dim, int[] numbers, int count, double[] norms);
}
