package io.elanus.kernels;

import java.lang.foreign.MemorySegment;

/**
 * Counts the bits in which binary vectors differ, and chooses rows by that count.
 *
 * <p>A vector of {@code dim} bits is {@code words(dim)} longs; bits past dim are zero. A <b>bit
 * block</b> holds 16 vectors word by word: word {@code w} of vector {@code lane} is long number
 * {@code w * 16 + lane}, so that one load takes the same word of several vectors and no sum runs
 * across a register. A <b>bit group</b> holds 4 queries one after another.
 *
 * <p>All other binary distances follow from the number of differing bits h and the numbers of set
 * bits |q| and |x|: the vectors share (|q| + |x| - h) / 2 bits.
 */
public sealed interface BitKernels permits ScalarBitKernels, VectorBitKernels {
  /** Vectors in a block. */
  int LANES = PdxKernels.LANES;

  /** Queries in a group. */
  int GROUP = 4;

  /** Longs that hold one vector. */
  static int words(int dim) {
    return (dim + Long.SIZE - 1) / Long.SIZE;
  }

  /** Bytes of one block. */
  static long blockBytes(int dim) {
    return (long) words(dim) * LANES * Long.BYTES;
  }

  /**
   * Compares one query with consecutive blocks in a mapped file.
   *
   * @param queries holds the query from long {@code queryOffset}
   * @param blocks holds {@code blockCount} blocks from byte {@code blockOffset}
   * @param differing receives 16 counts for each block
   */
  void scan(
      long[] queries,
      int queryOffset,
      MemorySegment blocks,
      long blockOffset,
      int blockCount,
      int words,
      int[] differing);

  /**
   * Compares a group of four queries with blocks on the heap.
   *
   * @param queries holds the group from long {@code queryOffset}
   * @param blocks holds the blocks from its start
   * @param differing receives 16 counts for each block; those of query r start at {@code r *
   *     blockCount * 16}
   */
  void scanGroup(
      long[] queries, int queryOffset, long[] blocks, int blockCount, int words, int[] differing);

  /**
   * Finds the vectors of blocks on the heap that are near to each of a group of four queries, in
   * order.
   *
   * @param queries holds the group from long {@code queryOffset}
   * @param blocks holds the blocks from its start
   * @param bounds the greatest count of differing bits that is near, for each query; at least -1
   * @param near receives {@code differing << 32 | number} of each vector that is near, numbers
   *     counting from the first block's first lane; those of query r start at {@code r * blockCount
   *     * 16}
   * @param sizes receives how many are near to each query
   */
  void nearGroup(
      long[] queries,
      int queryOffset,
      long[] blocks,
      int blockCount,
      int words,
      int[] bounds,
      long[] near,
      int[] sizes);

  /**
   * Finds for each vector of some blocks the nearest of some centres; of equals the first wins.
   *
   * @param blocks holds the blocks from its start
   * @param centres groups of four centres, a multiple of four in all
   * @param fromCentre first centre to look at, a multiple of 4
   * @param toCentre end of the centres to look at, a multiple of 4
   * @param best in and out: {@code differing << 32 | centre} of the nearest so far, 16 for each
   *     block
   */
  void nearest(
      long[] blocks,
      int blockCount,
      long[] centres,
      int fromCentre,
      int toCentre,
      int words,
      long[] best);

  /** Bits of the level that a {@link #nearestLevels} centre has in each dimension. */
  int PLANES = 3;

  /** The highest level. */
  int TOP = (1 << PLANES) - 1;

  /**
   * Finds for each vector of some blocks the nearest of some centres that lie between binary
   * vectors: level v of a dimension stands for the coordinate v / 7. Of equals the first wins.
   *
   * @param levels centre after centre, an even number of them: the longs of the levels' lowest
   *     bits, of the middle ones, of the highest ones
   * @param squares the sum of the squared levels of each centre
   * @param best in and out: {@code score << 32 | centre} of the nearest so far, 16 for each block;
   *     the squared distance is {@code (score + 49 * ones) / 49}
   */
  void nearestLevels(
      long[] blocks,
      int blockCount,
      long[] levels,
      int[] squares,
      int fromCentre,
      int toCentre,
      int words,
      long[] best);

  /**
   * Chooses the vectors whose count is not above {@code base + slope * ones}, in order.
   *
   * @param differing counts from number {@code from} on
   * @param ones a number for each of the vectors; null where the slope is 0
   * @param chosen receives the numbers of the chosen, counted from 0
   * @return how many were chosen
   */
  int choose(
      int[] differing, int from, int count, float[] ones, float base, float slope, int[] chosen);

  /** How many of {@code count} numbers from number {@code from} on are not above a bound. */
  int countUpTo(int[] numbers, int from, int count, int bound);

  /**
   * Compares one query with consecutive row-major rows.
   *
   * @param width bytes of a row, any number
   * @param differing receives one count for each row
   */
  default void scanRows(
      long[] queries,
      int queryOffset,
      MemorySegment rows,
      long offset,
      int rowCount,
      int width,
      int[] differing) {
    BitRowScan.consecutive(queries, queryOffset, rows, offset, rowCount, width, differing);
  }

  /**
   * Compares one query with some row-major rows, each wherever it lies: what a search of a graph
   * needs.
   *
   * @param rows row 0 starts at byte 0
   * @param ordinals row numbers from {@code from} on
   * @param differing receives one count for each ordinal, from its start
   */
  default void scanSome(
      long[] queries,
      int queryOffset,
      MemorySegment rows,
      int width,
      int[] ordinals,
      int from,
      int count,
      int[] differing) {
    BitRowScan.some(queries, queryOffset, rows, width, ordinals, from, count, differing);
  }
}
