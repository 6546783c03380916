package io.elanus.store;

import java.util.BitSet;

/**
 * The deleted rows of a segment, by their offset in it; never changed.
 *
 * <p>The catalogue keeps them in blocks of {@value #BLOCK_ROWS} rows, so that a deletion writes at
 * most 8 kB for each block that it meets: bit i of a block is bit i % 8 of byte i / 8, zero bytes
 * at the end are left out, and a block without deletions is not there.
 */
public final class Deletions {
  static final int BLOCK_ROWS = 1 << 16;
  static final Deletions NONE = new Deletions(new BitSet());

  /** Takes a block of the bitmap. */
  @FunctionalInterface
  interface BlockSink {
    void write(int block, byte[] bits);
  }

  private final BitSet rows;
  private final int count;

  private Deletions(BitSet rows) {
    this.rows = rows;
    this.count = rows.cardinality();
  }

  /** These and more. */
  Deletions with(BitSet more) {
    if (more.isEmpty()) {
      return this;
    }
    BitSet all = (BitSet) rows.clone();
    all.or(more);
    return new Deletions(all);
  }

  public boolean contains(int offset) {
    return rows.get(offset);
  }

  public int count() {
    return count;
  }

  /** The first row from {@code offset} on that is not deleted; there may be none left. */
  public int nextLive(int offset) {
    return rows.nextClearBit(offset);
  }

  /** The first deleted row from {@code offset} on, or {@code end} where there is none before it. */
  int nextDeleted(int offset, int end) {
    int next = rows.nextSetBit(offset);
    return next < 0 ? end : Math.min(next, end);
  }

  /** Hands over each block that contains one of some rows. */
  void writeBlocks(BitSet touched, BlockSink sink) {
    int next = touched.nextSetBit(0);
    while (next >= 0) {
      int first = next - next % BLOCK_ROWS;
      sink.write(first / BLOCK_ROWS, rows.get(first, first + BLOCK_ROWS).toByteArray());
      next = touched.nextSetBit(first + BLOCK_ROWS);
    }
  }

  static void readBlock(int block, byte[] bits, BitSet into) {
    BitSet.valueOf(bits).stream().forEach(row -> into.set(block * BLOCK_ROWS + row));
  }

  /** The same as bits. */
  public BitSet toBitSet() {
    return (BitSet) rows.clone();
  }
}
