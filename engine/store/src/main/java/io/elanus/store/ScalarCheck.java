package io.elanus.store;

import io.elanus.base.ElanusException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Verifies that the scalars of a collection are what was written, and that its keys lead to the
 * rows that have them. Blocks of files are for {@link StoreCheck} to verify.
 */
final class ScalarCheck {
  private final StoredCollection collection;
  private final CatalogReader catalog;
  private final TailTable tail;
  private final KeyTable keys;
  private final List<SegmentState> segments = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  ScalarCheck(
      Volume volume,
      Layout layout,
      Sql sql,
      StoredCollection collection,
      Map<Long, Deletions> deletions) {
    this.collection = collection;
    this.catalog = new CatalogReader(sql);
    this.tail = new TailTable(sql, collection);
    this.keys = new KeyTable(sql, collection);
    for (StoredSegment segment : catalog.segments(collection.id())) {
      segments.add(
          new SegmentState(
              segment,
              deletions.getOrDefault(segment.id(), Deletions.NONE),
              Map.of(),
              new SegmentState.Mapped(volume, layout),
              new Once<>()));
    }
  }

  /** One sentence for each problem. */
  List<String> run() {
    for (SegmentState segment : segments) {
      if (segment.stored().tailRows(collection) > 0) {
        checkTail(segment);
      }
    }
    if (problems.isEmpty() && !collection.autoId()) {
      checkKeys();
    }
    return problems;
  }

  private void checkTail(SegmentState segment) {
    StoredSegment stored = segment.stored();
    long sum = 0;
    for (int from = stored.groupedRows(); from < stored.rows(); from += RowGroup.MOST_ROWS) {
      int count = Math.min(RowGroup.MOST_ROWS, stored.rows() - from);
      TailTable.Rows rows = tail.read(segment, from, count);
      sum += rows.sum();
      for (int i = rows.present().nextClearBit(0); i < count; ) {
        if (!segment.deletions().contains(from + i)) {
          problems.add(
              "catalog.db: row %d of collection %s is missing"
                  .formatted(segment.row(from + i), collection.name()));
        }
        i = rows.present().nextClearBit(i + 1);
      }
    }
    if (sum != catalog.tailSum(stored)) {
      problems.add(
          "catalog.db: the scalar values of collection %s, segment %d, are damaged"
              .formatted(collection.name(), stored.id()));
    }
  }

  /** As many keys as rows, each of which leads to a row with it, lead to all rows. */
  private void checkKeys() {
    long count = keys.count();
    if (count != collection.liveRows()) {
      problems.add(
          "collection %s: keys must be %d, got %d"
              .formatted(collection.name(), collection.liveRows(), count));
    }
    List<FieldScalars> column = TailTable.allocate(List.of(collection.primaryKey()), 1);
    try {
      keys.scan(
          (key, row) -> {
            if (problems.isEmpty() && !isKeyOf(key, row, column)) {
              problems.add(
                  "catalog.db: key %s of collection %s leads to row %d, which has another one"
                      .formatted(key, collection.name(), row));
            }
          });
    } catch (ElanusException failure) {
      // A file that cannot be read has a problem of its own already.
      Failures.damage(failure);
    }
  }

  private boolean isKeyOf(Object key, long row, List<FieldScalars> column) {
    for (SegmentState segment : segments) {
      if (segment.isLive(row)) {
        int offset = segment.offset(row);
        if (offset < segment.stored().groupedRows()) {
          segment.groups().read(offset, column, 0);
        } else if (!tail.read(row, column, 0)) {
          return false;
        }
        return column.getFirst().values().get(0).equals(key);
      }
    }
    return false;
  }
}
