package io.elanus.kernels;

import java.lang.foreign.MemorySegment;

/**
 * The inner loops of build and search, over dimension-major blocks of vectors (PDX; Kuffo, Krippner
 * and Boncz, 2025, "PDX: A Data Layout for Vector Similarity Search").
 *
 * <p>A <b>panel</b> is such a block of 16 vectors: value {@code d} of vector {@code lane} is float
 * number {@code d * 16 + lane}. A <b>group</b> holds 4 vectors the same way: {@code d * 4 + r}.
 * Panels in memory segments are little-endian float32 and follow each other without gaps. Segments
 * should all be mapped: C2 compiles the loads for the classes of segments it has seen, and a second
 * class slows every scan of the JVM by a third.
 *
 * <p>Vectors of one signed byte per dimension lie in <b>blocks</b> of 4 panels, 64 vectors: code
 * {@code d} of vector {@code lane} is byte {@code d * 64 + lane}, so that a scan is one stream of
 * memory. The last block of a list may have 1 to 3 panels, and {@code 16 * panels} bytes for each
 * dimension.
 *
 * <p>All panel distances are {@code bias[lane] + sum of q[d] * x[d]}, added in order of d with
 * fused multiply-add starting from the bias: the bits do not depend on the method, the
 * implementation or the position of a vector.
 */
public sealed interface PdxKernels permits ScalarKernels, VectorKernels {
  /** Vectors in a panel. */
  int LANES = 16;

  /** Vectors in a group. */
  int GROUP = 4;

  /** Panels in a full block of codes. */
  int BLOCK = 4;

  /** Bytes of one panel. */
  static long panelBytes(int dim) {
    return (long) dim * LANES * Float.BYTES;
  }

  /**
   * Scores one query against consecutive panels and keeps the panels in which a lane is not above
   * the threshold.
   *
   * @param query {@code dim} values
   * @param panels holds {@code panelCount} panels from byte {@code panelOffset}
   * @param bias holds 16 floats per panel from byte {@code biasOffset}
   * @param found receives panels, numbered from 0; cleared first
   */
  void scan(
      float[] query,
      MemorySegment panels,
      long panelOffset,
      MemorySegment bias,
      long biasOffset,
      int panelCount,
      int dim,
      float threshold,
      PdxHits found);

  /**
   * Scores a group of four queries against consecutive panels.
   *
   * @param group holds the group from float {@code groupOffset}
   * @param thresholds one for each of the four queries
   */
  void scanGroup(
      float[] group,
      int groupOffset,
      MemorySegment panels,
      long panelOffset,
      MemorySegment bias,
      long biasOffset,
      int panelCount,
      int dim,
      float[] thresholds,
      PdxHits found);

  /**
   * Scores a group of four queries against panels on the heap.
   *
   * @param bias 16 floats per panel
   * @param thresholds one for each of the four queries
   */
  void scanGroup(
      float[] group,
      int groupOffset,
      float[] panels,
      float[] bias,
      int panelCount,
      int dim,
      float[] thresholds,
      PdxHits found);

  /**
   * Scores one query against consecutive blocks of codes, of which only the last may have fewer
   * than four panels, and keeps the panels in which a lane is not above the threshold.
   *
   * @param query {@code dim} values, to be multiplied with the codes
   * @param codes holds the blocks from byte {@code offset}
   * @param bias holds 16 floats per panel from byte {@code biasOffset}
   */
  void scanCodes(
      float[] query,
      MemorySegment codes,
      long offset,
      MemorySegment bias,
      long biasOffset,
      int panelCount,
      int dim,
      float threshold,
      PdxHits found);

  /**
   * Turns consecutive blocks of codes, of which only the last may have fewer than four panels, into
   * panels of floats.
   *
   * @param codes holds the blocks from its start
   * @param panels receives {@code panelCount} panels from its start
   */
  void decode(byte[] codes, int panelCount, int dim, float[] panels);

  /**
   * Finds for each point the nearest of some centroids: the fused GEMM and argmin of k-means. Of
   * equals the first wins.
   *
   * @param points panels of points from the start of the array
   * @param groups groups of centroids from the start of the array
   * @param bias of each centroid; padding centroids have positive infinity
   * @param fromGroup first group to look at
   * @param toGroup end of the groups to look at
   * @param bestDistance in and out: smallest distance so far, 16 for each panel
   * @param bestIndex in and out: centroid at that distance
   */
  void nearest(
      float[] points,
      int panelCount,
      float[] groups,
      float[] bias,
      int fromGroup,
      int toGroup,
      int dim,
      float[] bestDistance,
      float[] bestIndex);

  /**
   * Scores a group of four queries against panels on the heap, without a threshold.
   *
   * @param bias 16 floats per panel
   * @param distances receives 64 floats per panel: 16 for each query
   */
  void distances(
      float[] group,
      int groupOffset,
      float[] panels,
      float[] bias,
      int panelCount,
      int dim,
      float[] distances);

  /**
   * Inner products of a query with consecutive row-major rows; the order of addition is not
   * specified.
   */
  void innerProducts(
      float[] query, MemorySegment rows, long offset, int rowCount, int dim, float[] products);

  /** Squared Euclidean distances of a query to consecutive row-major rows. */
  void squaredDistances(
      float[] query, MemorySegment rows, long offset, int rowCount, int dim, float[] distances);
}
