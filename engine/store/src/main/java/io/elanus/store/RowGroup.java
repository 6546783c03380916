package io.elanus.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Consecutive rows of a segment, column by column.
 *
 * <p>Format of a row group, little-endian; each part begins at a multiple of 8 bytes, counted from
 * the begin of the group, and what lies between is zero:
 *
 * <pre>
 *  0  int64   bytes of the row group, a multiple of 8
 *  8  int32   offset of its first row in the segment
 * 12  int32   rows, at least 1
 * 16  int32   columns
 * 20  int32   CRC-32C of the header, which ends with the columns, where this is zero
 * 24  for each column, 32 bytes:
 *      0  int32  position of its field in the schema
 *      4  int32  {@link ColumnEncoding}: 1 int8, 2 int16, 3 int32, 4 int64, 5 float32, 6 float64,
 *                7 UTF-8
 *      8  int64  where the values begin: a number of that width for each row; of text the rows + 1
 *                int32 ends of the texts, the first of which is 0
 *     16  int64  where the zone map begins: the smallest and the largest value of each
 *                {@value #BLOCK_ROWS} rows, as two int64 or float64, of text as two int32, the rows
 *                of the group that have them. A NaN is neither; where there is nothing else they
 *                are +infinity and -infinity
 *     24  int64  where the texts begin, else 0
 * </pre>
 *
 * <p>An integer or real column takes the narrowest width that holds each of its values exactly. The
 * schema knows no null values, so a column has none.
 */
final class RowGroup {
  static final int BLOCK_ROWS = 4096;
  static final int MOST_ROWS = 1 << 16;
  static final int HEADER_BYTES = 24;
  static final int COLUMN_BYTES = 32;
  static final int CRC_AT = 20;

  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int first;
  private final int rows;
  private final long bytes;

  /** By position of the field; null where there is none. */
  private final ColumnChunk[] columns;

  private RowGroup(int first, int rows, long bytes, ColumnChunk[] columns) {
    this.first = first;
    this.rows = rows;
    this.bytes = bytes;
    this.columns = columns;
  }

  /**
   * Opens the row group at the begin of some bytes; reads its header alone.
   *
   * @throws IndexOutOfBoundsException where it says what cannot be
   */
  static RowGroup open(MemorySegment from) {
    long bytes = from.get(LONG, 0);
    int first = from.get(INT, 8);
    int rows = from.get(INT, 12);
    int columns = from.get(INT, 16);
    long headerBytes = HEADER_BYTES + (long) columns * COLUMN_BYTES;
    if (bytes % 8 != 0 || rows < 1 || columns < 0 || headerBytes > bytes) {
      throw new IndexOutOfBoundsException("header");
    }
    MemorySegment group = from.asSlice(0, bytes);
    byte[] header = group.asSlice(0, headerBytes).toArray(ValueLayout.JAVA_BYTE);
    if (crc(header) != group.get(INT, CRC_AT)) {
      throw new IndexOutOfBoundsException("checksum");
    }
    int most = -1;
    for (int i = 0; i < columns; i++) {
      most = Math.max(most, group.get(INT, HEADER_BYTES + (long) i * COLUMN_BYTES));
    }
    ColumnChunk[] byField = new ColumnChunk[most + 1];
    for (int i = 0; i < columns; i++) {
      long at = HEADER_BYTES + (long) i * COLUMN_BYTES;
      byField[group.get(INT, at)] =
          ColumnChunk.open(
              group,
              rows,
              ColumnEncoding.of(group.get(INT, at + 4)),
              group.get(LONG, at + 8),
              group.get(LONG, at + 16),
              group.get(LONG, at + 24));
    }
    return new RowGroup(first, rows, bytes, byField);
  }

  /** The checksum of a header, as if its own place held zero. */
  static int crc(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, CRC_AT);
    crc.update(new byte[Integer.BYTES]);
    crc.update(header, HEADER_BYTES, header.length - HEADER_BYTES);
    return (int) crc.getValue();
  }

  static int blocks(int rows) {
    return (rows + BLOCK_ROWS - 1) / BLOCK_ROWS;
  }

  /** The offset in the segment of its first row. */
  int first() {
    return first;
  }

  int rows() {
    return rows;
  }

  long bytes() {
    return bytes;
  }

  /**
   * @throws IndexOutOfBoundsException where it has none
   */
  ColumnChunk column(StoredField field) {
    ColumnChunk column = columns[field.position()];
    if (column == null) {
      throw new IndexOutOfBoundsException("column " + field.position());
    }
    return column;
  }
}
