package io.elanus.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Lays rows out as a {@link RowGroup}. */
final class RowGroupWriter {
  /** Texts of a row group, but for its last row: far below what an int32 can address. */
  private static final long MOST_TEXT_BYTES = 64 << 20;

  private RowGroupWriter() {}

  /**
   * The row groups of rows [from, from + count) of some columns, each with the fields' order.
   *
   * @param first the offset in the segment of the first row
   */
  static List<MemorySegment> encode(int first, List<FieldScalars> columns, int from, int count) {
    List<MemorySegment> groups = new ArrayList<>();
    int done = 0;
    while (done < count) {
      int rows = rows(columns, from + done, Math.min(RowGroup.MOST_ROWS, count - done));
      groups.add(encodeOne(first + done, columns, from + done, rows));
      done += rows;
    }
    return groups;
  }

  /** How many rows from one on make up a group. */
  private static int rows(List<FieldScalars> columns, int from, int most) {
    long bytes = 0;
    for (int row = 0; row < most; row++) {
      for (FieldScalars column : columns) {
        if (column.values() instanceof ScalarValues.Texts texts) {
          // The UTF-8 bytes are at most three for each char.
          bytes += 3L * texts.values()[from + row].length();
        }
      }
      if (bytes >= MOST_TEXT_BYTES) {
        return row + 1;
      }
    }
    return most;
  }

  private static MemorySegment encodeOne(
      int first, List<FieldScalars> columns, int from, int rows) {
    List<EncodedColumn> encoded =
        columns.stream().map(column -> EncodedColumn.of(column.values(), from, rows)).toList();
    long header = RowGroup.HEADER_BYTES + (long) columns.size() * RowGroup.COLUMN_BYTES;
    long bytes = aligned(header);
    for (EncodedColumn column : encoded) {
      bytes += aligned(column.valueBytes()) + aligned(column.zoneBytes());
      bytes += aligned(column.textBytes());
    }
    MemorySegment group = MemorySegment.ofArray(new byte[Math.toIntExact(bytes)]);
    group.set(RowGroup.LONG, 0, bytes);
    group.set(RowGroup.INT, 8, first);
    group.set(RowGroup.INT, 12, rows);
    group.set(RowGroup.INT, 16, columns.size());
    long next = aligned(header);
    for (int i = 0; i < columns.size(); i++) {
      EncodedColumn column = encoded.get(i);
      long at = RowGroup.HEADER_BYTES + (long) i * RowGroup.COLUMN_BYTES;
      long zonesAt = next + aligned(column.valueBytes());
      long textsAt = zonesAt + aligned(column.zoneBytes());
      group.set(RowGroup.INT, at, columns.get(i).field().position());
      group.set(RowGroup.INT, at + 4, column.encoding().code());
      group.set(RowGroup.LONG, at + 8, next);
      group.set(RowGroup.LONG, at + 16, zonesAt);
      group.set(RowGroup.LONG, at + 24, column.encoding() == ColumnEncoding.UTF8 ? textsAt : 0);
      column.write(group.asSlice(next), group.asSlice(zonesAt), group.asSlice(textsAt));
      next = textsAt + aligned(column.textBytes());
    }
    byte[] written = group.asSlice(0, header).toArray(ValueLayout.JAVA_BYTE);
    group.set(RowGroup.INT, RowGroup.CRC_AT, RowGroup.crc(written));
    return group;
  }

  private static long aligned(long bytes) {
    return (bytes + 7) & -8;
  }
}
