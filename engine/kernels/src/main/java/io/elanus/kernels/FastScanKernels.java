package io.elanus.kernels;

import java.lang.foreign.MemorySegment;

/**
 * Fast scan: the inner loops of searches over product-quantised vectors, sums of entries of ADC
 * lookup tables chosen by codes, with 4-bit codes in registers.
 *
 * <p>Codes lie in <b>blocks</b> of 64 vectors. The code of vector {@code lane} takes place {@link
 * #place}{@code (lane)} of 64 consecutive bytes: vectors 0 to 31 have the even places, 32 to 63 the
 * odd ones, so that the halves of 16-bit sums come out in order. Byte codes have 64 bytes for each
 * part; nibble codes 64 bytes for each pair of parts, the even part in the low four bits.
 *
 * <p>Table entries are at most {@link #LARGEST_ENTRY}, so that two still fit a byte, and a vector's
 * sum must not be above {@link #LARGEST_SUM}. The sums are exact integers: implementations agree on
 * every bit.
 *
 * <p>Method: André, Kermarrec and Le Scouarnec, "Cache locality is not enough" (VLDB 2015) for
 * tables in registers, and "Quicker ADC" (TPAMI 2019) for tables of 256 entries.
 */
public sealed interface FastScanKernels
    permits ScalarFastScanKernels, VectorFastScanKernels, WideFastScanKernels {
  /** Vectors in a block. */
  int LANES = 64;

  /** Entries a table of byte codes has. */
  int BYTE_CODES = 256;

  /** Entries a table of nibble codes has. */
  int NIBBLE_CODES = 16;

  /** Bytes that must follow the last table of nibble codes. */
  int PADDING = 64;

  int LARGEST_ENTRY = 127;
  int LARGEST_SUM = Short.MAX_VALUE;

  /** Where the code of a vector lies among the 64 bytes of its block. */
  static int place(int lane) {
    return lane < LANES / 2 ? 2 * lane : 2 * lane - (LANES - 1);
  }

  /**
   * Sums for nibble codes.
   *
   * @param tables 16 entries for each part, parts rounded up to whole pairs, and padding
   * @param codes holds the blocks from byte {@code offset}
   * @param pairs of parts
   * @param sums receives 64 sums for each block
   */
  void sumNibbles(
      byte[] tables, MemorySegment codes, long offset, int blocks, int pairs, short[] sums);

  /**
   * Sums for nibble codes and the tables of four queries: the same as one after another, with codes
   * loaded once where that pays.
   *
   * @param sums receives 64 sums for each block, for each query
   */
  default void sumNibblesOfFour(
      byte[][] tables, MemorySegment codes, long offset, int blocks, int pairs, short[][] sums) {
    for (int query = 0; query < 4; query++) {
      sumNibbles(tables[query], codes, offset, blocks, pairs, sums[query]);
    }
  }

  /**
   * Sums for byte codes.
   *
   * @param tables 256 entries for each part
   */
  void sumBytes(
      byte[] tables, MemorySegment codes, long offset, int blocks, int parts, short[] sums);

  /**
   * Finds the sums not above a limit.
   *
   * @param masks receives for each block a word with bit {@code lane} set where that is so
   */
  void atMost(short[] sums, int blocks, int limit, long[] masks);

  /**
   * Finds the vectors whose {@code scale * sum + bias} is not above a limit.
   *
   * @param bias holds 64 floats for each block from byte {@code offset}
   */
  void atMost(
      short[] sums,
      int blocks,
      MemorySegment bias,
      long offset,
      float scale,
      float limit,
      long[] masks);

  /**
   * Fills tables: entry {@code code} of a part is the sum of {@code factors[d] * books[d * codes +
   * code]} over the part's values {@code d}, added in their order with fused multiply-add.
   */
  void fill(float[] factors, float[] books, int parts, int partDim, int codes, float[] tables);

  /**
   * The least and the greatest entry of each table; -0 is less than 0.
   *
   * @param tables {@code codes} entries for each part
   */
  void bounds(float[] tables, int parts, int codes, float[] least, float[] greatest);

  /**
   * Rounds tables down to whole numbers: {@code (entry - least[part]) * inverse}, at most {@link
   * #LARGEST_ENTRY}.
   *
   * @param stride bytes from one part's table to the next in {@code rounded}, at least {@code
   *     codes}
   */
  void round(
      float[] tables,
      int parts,
      int codes,
      float[] least,
      float inverse,
      byte[] rounded,
      int stride);
}
