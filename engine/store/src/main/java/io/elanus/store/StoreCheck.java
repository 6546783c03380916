package io.elanus.store;

import io.elanus.base.ElanusException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Verifies every stored byte that has a checksum, and what must hold between the tables and the
 * files.
 */
final class StoreCheck {
  private final Volume volume;
  private final Layout layout;
  private final Database database;
  private final Catalog catalog;
  private final List<String> problems = new ArrayList<>();

  StoreCheck(Volume volume, Layout layout, Database database, Catalog catalog) {
    this.volume = volume;
    this.layout = layout;
    this.database = database;
    this.catalog = catalog;
  }

  List<String> run() {
    try {
      for (String line : database.query("PRAGMA integrity_check", row -> row.getString(1))) {
        if (!line.equals("ok")) {
          problems.add("catalog.db: " + line);
        }
      }
      catalog.collections().forEach(this::checkCollection);
    } catch (ElanusException damage) {
      problems.add("catalog.db: " + damage.getMessage());
    }
    return problems;
  }

  private void checkCollection(StoredCollection collection) {
    String name = "collection " + collection.name();
    RowTable rows = new RowTable(database, collection);
    long present = rows.count();
    expect(name + ": rows in the table", collection.liveRows(), present);
    if (rows.sum() != catalog.rowSum(collection.id())) {
      problems.add("catalog.db: the scalar values of %s are damaged".formatted(name));
    }
    expect(name + ": rows outside of any segment", 0, rows.countOutsideSegments());
    List<StoredSegment> segments = catalog.segments(collection.id());
    long next = 1;
    for (StoredSegment segment : segments) {
      expect("%s: first row of segment %d".formatted(name, segment.id()), next, segment.firstRow());
      next = segment.firstRow() + segment.rows();
    }
    expect(name + ": next row", next, collection.nextRow());
    expect(
        name + ": rows present or deleted",
        next - 1,
        present + catalog.deletions(collection.id()).length);
    for (StoredSegment segment : segments) {
      for (StoredField field : collection.vectorFields()) {
        problems.addAll(
            VectorFile.verify(
                volume,
                layout.vectors(segment, field),
                segment,
                field,
                catalog.blocks(segment.id(), field.position())));
      }
    }
    for (StoredIndex index : catalog.indexes(collection.id())) {
      checkIndex(collection, index, segments);
    }
  }

  private void checkIndex(
      StoredCollection collection, StoredIndex index, List<StoredSegment> segments) {
    for (StoredIndexFile file : catalog.indexFiles(index.id())) {
      Path path = layout.index(collection.id(), file.segment(), index.id());
      segments.stream()
          .filter(segment -> segment.id() == file.segment())
          .findFirst()
          .ifPresentOrElse(
              segment ->
                  IndexFile.verify(volume, path, index, segment).stream()
                      .map("index %s of %s: ".formatted(index.name(), collection.name())::concat)
                      .forEach(problems::add),
              () -> problems.add(path + ": belongs to no segment"));
    }
  }

  private void expect(String what, long expected, long actual) {
    if (expected != actual) {
      problems.add("%s must be %d, got %d".formatted(what, expected, actual));
    }
  }
}
