package io.elanus.store;

import java.util.List;
import java.util.stream.Stream;

/**
 * A run of rows with its own vector files. A row has an ordinal that never changes; its place is
 * its offset in a segment, in order of ordinals, and changes when segments are compacted.
 *
 * @param firstRow the least ordinal that it may hold
 * @param endRow above the greatest one; no other segment holds any in between
 * @param rows how many it holds, those included that were deleted since it was written
 * @param sealed whether it takes no more rows
 */
public record StoredSegment(
    long id, long collection, long firstRow, long endRow, int rows, boolean sealed) {
  /**
   * The ordinals of a segment in {@code SEGMENT.row}, as if they were the vectors of a field: an
   * int64, little-endian, for each row. Only segments have it that do not hold every ordinal.
   */
  static final StoredField ROW_NUMBERS =
      new StoredField(-1, "row", "ROW", StoredField.Storage.BITS, "", false, Long.SIZE);

  /** The fields that it has a file of. */
  List<StoredField> fields(StoredCollection collection) {
    return isNumbered()
        ? Stream.concat(collection.vectorFields().stream(), Stream.of(ROW_NUMBERS)).toList()
        : collection.vectorFields();
  }

  /** Whether rows of its range are missing, so that the ordinals are stored. */
  boolean isNumbered() {
    return endRow - firstRow != rows;
  }
}
