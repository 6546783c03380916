package io.elanus.index;

import java.util.BitSet;
import java.util.function.IntPredicate;

/** The rows of a segment that a search may return. Safe for concurrent use. */
public final class RowFilter {
  private final long[] words;
  private final int accepted;

  private RowFilter(BitSet accepted, int rows) {
    this.words = java.util.Arrays.copyOf(accepted.toLongArray(), (rows + 63) >>> 6);
    this.accepted = accepted.cardinality();
  }

  /** The rows in [0, rows) for which the predicate holds. */
  public static RowFilter of(int rows, IntPredicate predicate) {
    BitSet accepted = new BitSet(rows);
    for (int row = 0; row < rows; row++) {
      if (predicate.test(row)) {
        accepted.set(row);
      }
    }
    return new RowFilter(accepted, rows);
  }

  /** The rows in [0, rows) whose bit {@code first + row} is not set. */
  public static RowFilter allBut(BitSet excluded, int first, int rows) {
    BitSet accepted = excluded.get(first, first + rows);
    accepted.flip(0, rows);
    return new RowFilter(accepted, rows);
  }

  /** Whether a row of the segment may be returned. */
  public boolean accepts(int row) {
    return (words[row >>> 6] >>> row & 1) != 0;
  }

  /** The first row from {@code from} on that may be returned, or -1. */
  public int next(int from) {
    int word = from >>> 6;
    if (word >= words.length) {
      return -1;
    }
    long bits = words[word] & -1L << from;
    while (bits == 0) {
      if (++word == words.length) {
        return -1;
      }
      bits = words[word];
    }
    return word << 6 | Long.numberOfTrailingZeros(bits);
  }

  /** How many rows may be returned. */
  public int accepted() {
    return accepted;
  }

  /** The rows that may be returned, ascending. */
  public int[] rows() {
    int[] rows = new int[accepted];
    for (int at = 0, row = next(0); row >= 0; row = next(row + 1)) {
      rows[at++] = row;
    }
    return rows;
  }
}
