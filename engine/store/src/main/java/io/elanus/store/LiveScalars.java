package io.elanus.store;

import java.util.List;

/** Reads the scalars of all rows of some segments that are not deleted, one row group at a time. */
final class LiveScalars {
  /** Texts that are in memory at a time, but for those of one row. */
  private static final long MOST_TEXT_BYTES = 32 << 20;

  private final List<StoredField> fields;
  private final List<SegmentState> segments;
  private final List<FieldScalars> columns;
  private int segment;
  private int offset;
  private int rows;

  /**
   * @param segments without tails
   */
  LiveScalars(List<StoredField> fields, List<SegmentState> segments) {
    this.fields = fields;
    this.segments = segments;
    this.columns = TailTable.allocate(fields, RowGroup.MOST_ROWS);
  }

  /** Reads the next rows; false where none are left. */
  boolean next() {
    rows = 0;
    long bytes = 0;
    while (segment < segments.size() && rows < RowGroup.MOST_ROWS && bytes < MOST_TEXT_BYTES) {
      SegmentState from = segments.get(segment);
      offset = from.deletions().nextLive(offset);
      if (offset < from.rows()) {
        from.groups().read(offset, columns, rows++);
        bytes += from.groups().textBytes(offset++, fields);
      } else {
        segment++;
        offset = 0;
      }
    }
    return rows > 0;
  }

  /** The rows that were read last, in the places [0, {@link #rows}) of each column. */
  List<FieldScalars> columns() {
    return columns;
  }

  int rows() {
    return rows;
  }
}
