package io.elanus.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Compares all values of a column with a constant, block by block: a zone map tells of most blocks
 * of a column in order that all of its rows are meant, or none. Sets bits: that of row i is bit i %
 * 64 of word i / 64.
 */
final class ColumnScan {
  /** A word for each 64 rows of the segment. */
  private final long[] bits;

  /**
   * @param rows of the segment
   */
  ColumnScan(int rows) {
    bits = new long[(rows + Long.SIZE - 1) / Long.SIZE];
  }

  long[] bits() {
    return bits;
  }

  /** Sets the bits of the rows of a group whose integers lie in [least, greatest]. */
  void between(RowGroup group, StoredField field, long least, long greatest) {
    ColumnChunk column = group.column(field);
    for (int from = 0; from < column.rows(); from += RowGroup.BLOCK_ROWS) {
      int to = Math.min(from + RowGroup.BLOCK_ROWS, column.rows());
      long zone = 2L * (from / RowGroup.BLOCK_ROWS);
      long smallest = column.zones().getAtIndex(RowGroup.LONG, zone);
      long largest = column.zones().getAtIndex(RowGroup.LONG, zone + 1);
      if (smallest >= least && largest <= greatest) {
        setAll(group.first() + from, group.first() + to);
      } else if (largest >= least && smallest <= greatest) {
        // Inside of what the width can hold, as the block reaches into the range.
        long low = Math.max(least, smallest);
        scan(column, low, Math.min(greatest, largest) - low, from, to, group.first());
      }
    }
  }

  private void setAll(int from, int to) {
    int first = from / Long.SIZE;
    int last = (to - 1) / Long.SIZE;
    long head = -1L << from;
    long tail = -1L >>> -to;
    if (first == last) {
      bits[first] |= head & tail;
    } else {
      bits[first] |= head;
      Arrays.fill(bits, first + 1, last, -1);
      bits[last] |= tail;
    }
  }

  // A value is in the range where its distance from the least is, unsigned, no more than the range
  // is wide: one comparison, and no branch. Each width has its own loop, as the JVM keeps a loop
  // simple only where it knows the access.
  private void scan(ColumnChunk column, long least, long width, int from, int to, int firstRow) {
    MemorySegment values = column.values();
    switch (column.encoding()) {
      case INT8 -> {
        for (int row = from; row < to; row++) {
          set(values.get(ValueLayout.JAVA_BYTE, row) - least, width, firstRow + row);
        }
      }
      case INT16 -> {
        for (int row = from; row < to; row++) {
          set(values.getAtIndex(ColumnChunk.SHORT, row) - least, width, firstRow + row);
        }
      }
      case INT32 -> {
        for (int row = from; row < to; row++) {
          set(values.getAtIndex(RowGroup.INT, row) - least, width, firstRow + row);
        }
      }
      case INT64 -> {
        for (int row = from; row < to; row++) {
          set(values.getAtIndex(RowGroup.LONG, row) - least, width, firstRow + row);
        }
      }
      case FLOAT32, FLOAT64, UTF8 -> throw new IndexOutOfBoundsException("no integers");
    }
  }

  private void set(long away, long width, int row) {
    long bit = Long.compareUnsigned(away, width) <= 0 ? 1 : 0;
    bits[row / Long.SIZE] |= bit << row;
  }

  /** Sets the bits of the rows of a group whose texts equal one. */
  void equal(RowGroup group, StoredField field, String constant) {
    ColumnChunk column = group.column(field);
    byte[] wanted = constant.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < column.rows(); from += RowGroup.BLOCK_ROWS) {
      int to = Math.min(from + RowGroup.BLOCK_ROWS, column.rows());
      long zone = 2L * (from / RowGroup.BLOCK_ROWS);
      int smallest = column.zones().getAtIndex(RowGroup.INT, zone);
      int largest = column.zones().getAtIndex(RowGroup.INT, zone + 1);
      if (Arrays.compareUnsigned(column.utf8(smallest), wanted) <= 0
          && Arrays.compareUnsigned(column.utf8(largest), wanted) >= 0) {
        scan(column, MemorySegment.ofArray(wanted), from, to, group.first());
      }
    }
  }

  private void scan(ColumnChunk column, MemorySegment wanted, int from, int to, int firstRow) {
    MemorySegment ends = column.values();
    MemorySegment texts = column.texts();
    int length = (int) wanted.byteSize();
    int begin = ends.getAtIndex(RowGroup.INT, from);
    for (int row = from; row < to; row++) {
      int end = ends.getAtIndex(RowGroup.INT, row + 1L);
      if (end - begin == length
          && MemorySegment.mismatch(texts, begin, end, wanted, 0, length) < 0) {
        bits[(firstRow + row) / Long.SIZE] |= 1L << (firstRow + row);
      }
      begin = end;
    }
  }
}
