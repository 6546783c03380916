package io.elanus.store;

import java.util.ArrayList;
import java.util.List;

/**
 * A run of rows with its own vector files. A row has an ordinal that never changes; its place is
 * its offset in a segment, in order of ordinals, and changes when segments are compacted.
 *
 * @param firstRow the least ordinal that it may hold
 * @param endRow above the greatest one; no other segment holds any in between
 * @param rows how many it holds, those included that were deleted since it was written
 * @param sealed whether it takes no more rows
 * @param groupedRows how many of them, from the first on, have their scalars in row groups; the
 *     scalars of the others, its tail, are in {@link TailTable}
 * @param scalarBytes of its row groups
 */
public record StoredSegment(
    long id,
    long collection,
    long firstRow,
    long endRow,
    int rows,
    boolean sealed,
    int groupedRows,
    long scalarBytes) {
  /**
   * The ordinals of a segment in {@code SEGMENT.row}, as if they were the vectors of a field: an
   * int64, little-endian, for each row. Only segments have it that do not hold every ordinal.
   */
  static final StoredField ROW_NUMBERS =
      new StoredField(-1, "row", "ROW", StoredField.Storage.BITS, "", false, Long.SIZE);

  /** The {@link RowGroups} of a segment in {@code SEGMENT.col}, as if each byte were a vector. */
  static final StoredField SCALARS =
      new StoredField(-2, "scalars", "SCALARS", StoredField.Storage.BITS, "", false, Byte.SIZE);

  /** A segment that is about to be written, or to grow. */
  static StoredSegment empty(long id, long collection, long firstRow) {
    return new StoredSegment(id, collection, firstRow, firstRow, 0, false, 0, 0);
  }

  /** The fields that it has a file of. */
  List<StoredField> fields(StoredCollection collection) {
    List<StoredField> fields = new ArrayList<>(collection.vectorFields());
    if (isNumbered()) {
      fields.add(ROW_NUMBERS);
    }
    if (scalarBytes > 0) {
      fields.add(SCALARS);
    }
    return fields;
  }

  /** The bytes of a field's file that count, without its header. */
  long bytes(StoredField field) {
    return field.equals(SCALARS) ? scalarBytes : (long) rows * field.width();
  }

  /** The same with more rows; their scalars are in its tail. */
  StoredSegment plus(int more) {
    return new StoredSegment(
        id, collection, firstRow, endRow + more, rows + more, sealed, groupedRows, scalarBytes);
  }

  /** The same with some more row groups. */
  StoredSegment grouped(int more, long bytes) {
    return new StoredSegment(
        id, collection, firstRow, endRow, rows, sealed, groupedRows + more, scalarBytes + bytes);
  }

  /**
   * How many rows, its last ones, have their scalars in no row group.
   *
   * @param of the segment; one without scalar fields has no tail
   */
  int tailRows(StoredCollection of) {
    return of.scalarFields().isEmpty() ? 0 : rows - groupedRows;
  }

  /** Whether rows of its range are missing, so that the ordinals are stored. */
  boolean isNumbered() {
    return endRow - firstRow != rows;
  }
}
