package io.elanus.store;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The row groups of a segment, mapped: one after the other they hold rows [0, n) of it. File {@code
 * SEGMENT.col} has them in the place of the vectors of a {@link VectorFile} whose vectors are one
 * byte wide.
 */
final class RowGroups {
  private final Path file;
  private final List<RowGroup> groups;

  private RowGroups(Path file, List<RowGroup> groups) {
    this.file = file;
    this.groups = groups;
  }

  /**
   * @param data the bytes that count
   * @throws ElanusException DAMAGED_DATA where they do not hold the rows that they should
   */
  static RowGroups open(Path file, StoredSegment segment, MemorySegment data) {
    RowGroups opened = new RowGroups(file, new ArrayList<>());
    return opened.undamaged(
        () -> {
          long at = 0;
          int next = 0;
          while (at < data.byteSize()) {
            RowGroup group = RowGroup.open(data.asSlice(at));
            if (group.first() != next) {
              throw new IndexOutOfBoundsException("first row");
            }
            opened.groups.add(group);
            next += group.rows();
            at += group.bytes();
          }
          if (next != segment.groupedRows()) {
            throw new IndexOutOfBoundsException("rows");
          }
          return opened;
        });
  }

  /** Does something with the groups, and says where it meets what cannot be. */
  private <T> T undamaged(Supplier<T> work) {
    try {
      return work.get();
    } catch (IndexOutOfBoundsException | IllegalArgumentException damaged) {
      throw new ElanusException(
          ErrorCode.DAMAGED_DATA,
          "scalar file %s is damaged".formatted(file),
          "run check to see all damage",
          damaged);
    }
  }

  /** In order of their rows. */
  List<RowGroup> all() {
    return groups;
  }

  private RowGroup at(int offset) {
    int low = 0;
    int high = groups.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (groups.get(middle).first() <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return groups.get(low);
  }

  /**
   * Reads the cells of one row, each column into its place.
   *
   * @param offset of the row in the segment
   * @throws ElanusException DAMAGED_DATA
   */
  void read(int offset, List<FieldScalars> into, int at) {
    undamaged(
        () -> {
          RowGroup group = at(offset);
          for (int i = 0; i < into.size(); i++) {
            FieldScalars column = into.get(i);
            group.column(column.field()).read(offset - group.first(), column.values(), at);
          }
          return null;
        });
  }

  /** The bytes of the texts of one row. */
  long textBytes(int offset, List<StoredField> fields) {
    return undamaged(
        () -> {
          RowGroup group = at(offset);
          long bytes = 0;
          for (StoredField field : fields) {
            bytes += group.column(field).textBytes(offset - group.first());
          }
          return bytes;
        });
  }

  /**
   * The bits of the rows whose integers lie in [least, greatest].
   *
   * @param rows of the segment
   * @throws ElanusException DAMAGED_DATA
   */
  long[] between(StoredField field, long least, long greatest, int rows) {
    return scan(rows, (scan, group) -> scan.between(group, field, least, greatest));
  }

  /**
   * The bits of the rows whose texts equal one.
   *
   * @param rows of the segment
   * @throws ElanusException DAMAGED_DATA
   */
  long[] equal(StoredField field, String text, int rows) {
    return scan(rows, (scan, group) -> scan.equal(group, field, text));
  }

  private long[] scan(int rows, BiConsumer<ColumnScan, RowGroup> compare) {
    return undamaged(
        () -> {
          ColumnScan scan = new ColumnScan(rows);
          groups.forEach(group -> compare.accept(scan, group));
          return scan.bits();
        });
  }
}
