package io.elanus.kernels;

import java.lang.foreign.MemorySegment;

/**
 * The inner loops of build and search, over dimension-major blocks of vectors (PDX; Kuffo, Krippner
 * and Boncz, 2025, "PDX: A Data Layout for Vector Similarity Search").
 *
 * <p>A <b>block</b> holds 16 vectors: value {@code d} of vector {@code lane} is float number {@code
 * d * 16 + lane}. A <b>group</b> holds 4 vectors the same way: {@code d * 4 + r}. Blocks in memory
 * segments are little-endian float32 and follow each other without gaps. Segments should all be
 * mapped: C2 compiles the loads for the classes of segments it has seen, and a second class slows
 * every scan of the JVM by a third.
 *
 * <p>Vectors of one signed byte per dimension lie in <b>code blocks</b> of 4 blocks, 64 vectors:
 * code {@code d} of vector {@code lane} is byte {@code d * 64 + lane}, so that a scan is one stream
 * of memory. The last code block of a list may have 1 to 3 blocks, and {@code 16 * blocks} bytes
 * for each dimension.
 *
 * <p>All distances are {@code bias[lane] + sum of q[d] * x[d]}, added in order of d with fused
 * multiply-add starting from the bias: the bits do not depend on the method, the implementation or
 * the position of a vector.
 */
public sealed interface PdxKernels permits ScalarKernels, VectorKernels {
  /** Vectors in a block. */
  int LANES = 16;

  /** Vectors in a group. */
  int GROUP = 4;

  /** Blocks in a full code block. */
  int CODE_BLOCK = 4;

  /** Bytes of one block. */
  static long blockBytes(int dim) {
    return (long) dim * LANES * Float.BYTES;
  }

  /**
   * Scores one query against consecutive blocks and keeps the blocks in which a lane is not above
   * the threshold.
   *
   * @param query {@code dim} values
   * @param blocks holds {@code blockCount} blocks from byte {@code blockOffset}
   * @param bias holds 16 floats per block from byte {@code biasOffset}
   * @param found receives blocks, numbered from 0; cleared first
   */
  void scan(
      float[] query,
      MemorySegment blocks,
      long blockOffset,
      MemorySegment bias,
      long biasOffset,
      int blockCount,
      int dim,
      float threshold,
      PdxHits found);

  /**
   * Scores a group of four queries against consecutive blocks.
   *
   * @param group holds the group from float {@code groupOffset}
   * @param thresholds one for each of the four queries
   */
  void scanGroup(
      float[] group,
      int groupOffset,
      MemorySegment blocks,
      long blockOffset,
      MemorySegment bias,
      long biasOffset,
      int blockCount,
      int dim,
      float[] thresholds,
      PdxHits found);

  /**
   * Scores a group of four queries against blocks on the heap.
   *
   * @param bias 16 floats per block
   * @param thresholds one for each of the four queries
   */
  void scanGroup(
      float[] group,
      int groupOffset,
      float[] blocks,
      float[] bias,
      int blockCount,
      int dim,
      float[] thresholds,
      PdxHits found);

  /**
   * Scores one query against consecutive code blocks, of which only the last may have fewer than
   * four blocks, and keeps the blocks in which a lane is not above the threshold.
   *
   * @param query {@code dim} values, to be multiplied with the codes
   * @param codes holds the code blocks from byte {@code offset}
   * @param bias holds 16 floats per block from byte {@code biasOffset}
   */
  void scanCodes(
      float[] query,
      MemorySegment codes,
      long offset,
      MemorySegment bias,
      long biasOffset,
      int blockCount,
      int dim,
      float threshold,
      PdxHits found);

  /**
   * Turns consecutive code blocks, of which only the last may have fewer than four blocks, into
   * blocks of floats.
   *
   * @param codes holds the code blocks from its start
   * @param blocks receives {@code blockCount} blocks from its start
   */
  void decode(byte[] codes, int blockCount, int dim, float[] blocks);

  /**
   * Finds for each point the nearest of some centroids: the fused GEMM and argmin of k-means. Of
   * equals the first wins.
   *
   * @param points blocks of points from the start of the array
   * @param groups groups of centroids from the start of the array
   * @param bias of each centroid; padding centroids have positive infinity
   * @param fromGroup first group to look at
   * @param toGroup end of the groups to look at
   * @param bestDistance in and out: smallest distance so far, 16 for each block
   * @param bestIndex in and out: centroid at that distance
   */
  void nearest(
      float[] points,
      int blockCount,
      float[] groups,
      float[] bias,
      int fromGroup,
      int toGroup,
      int dim,
      float[] bestDistance,
      float[] bestIndex);

  /**
   * Scores a group of four queries against blocks on the heap, without a threshold.
   *
   * @param bias 16 floats per block
   * @param distances receives 64 floats per block: 16 for each query
   */
  void distances(
      float[] group,
      int groupOffset,
      float[] blocks,
      float[] bias,
      int blockCount,
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
