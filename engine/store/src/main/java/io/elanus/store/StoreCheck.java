package io.elanus.store;

import io.elanus.base.ElanusException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Verifies every stored byte that has a checksum, and what must hold between the tables and the
 * files. The tables, and what the files are compared with, are of one moment, while others go on
 * writing.
 */
final class StoreCheck {
  private final Volume volume;
  private final Layout layout;
  private final Sql sql;
  private final CatalogReader catalog;
  private final States states;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param sql shows the catalogue as of one moment
   * @param states say what is in use by now
   */
  StoreCheck(Volume volume, Layout layout, Sql sql, States states) {
    this.volume = volume;
    this.layout = layout;
    this.sql = sql;
    this.catalog = new CatalogReader(sql);
    this.states = states;
  }

  List<String> run() {
    try {
      for (String line : sql.query("PRAGMA integrity_check", row -> row.getString(1))) {
        if (!line.equals("ok")) {
          problems.add("catalog.db: " + line);
        }
      }
      Map<Long, Deletions> deletions = catalog.deletions();
      for (StoredCollection collection : catalog.collections()) {
        checkCollection(collection, deletions).forEach(this::run);
      }
    } catch (ElanusException failure) {
      problems.add("catalog.db: " + Failures.damage(failure));
    }
    return problems;
  }

  /**
   * A file to verify, as the catalogue had it at one moment: others may use the database meanwhile.
   *
   * @param verify returns its problems
   * @param counts whether the file counts still
   */
  private record FileCheck(Supplier<List<String>> verify, BooleanSupplier counts) {}

  private void run(FileCheck check) {
    try {
      List<String> found = check.verify().get();
      if (!found.isEmpty() && check.counts().getAsBoolean()) {
        problems.addAll(found);
      }
    } catch (ElanusException failure) {
      if (check.counts().getAsBoolean()) {
        throw failure;
      }
    }
  }

  /** Checks what is in the tables; returns the files to verify. */
  private List<FileCheck> checkCollection(
      StoredCollection collection, Map<Long, Deletions> deletions) {
    String name = "collection " + collection.name();
    TailTable tail = new TailTable(sql, collection);
    expect(name + ": rows outside of any segment", 0, tail.countOutside());
    List<StoredSegment> segments = catalog.segments(collection.id());
    long next = 1;
    long rows = 0;
    long deleted = 0;
    for (StoredSegment segment : segments) {
      deleted += deletions.getOrDefault(segment.id(), Deletions.NONE).count();
      rows += segment.rows();
      if (segment.firstRow() < next || segment.endRow() - segment.firstRow() < segment.rows()) {
        problems.add(
            "%s: segment %d must hold rows from %d on, got %d rows in [%d, %d)"
                .formatted(
                    name,
                    segment.id(),
                    next,
                    segment.rows(),
                    segment.firstRow(),
                    segment.endRow()));
      }
      next = segment.endRow();
    }
    if (next > collection.nextRow()) {
      expect(name + ": next row", next, collection.nextRow());
    }
    expect(name + ": rows present or deleted", rows, collection.liveRows() + deleted);
    List<FileCheck> files = new ArrayList<>();
    for (StoredSegment segment : segments) {
      for (StoredField field : segment.fields(collection)) {
        List<VectorBlock> blocks = catalog.blocks(segment.id(), field.position());
        Path path = layout.vectors(segment, field);
        files.add(
            new FileCheck(
                () -> VectorFile.verify(volume, path, segment, field, blocks), () -> true));
      }
    }
    files.add(
        new FileCheck(
            () -> new ScalarCheck(volume, layout, sql, collection, deletions).run(), () -> true));
    for (StoredIndex index : catalog.indexes(collection.id())) {
      files.addAll(indexFiles(collection, index, segments));
    }
    return files;
  }

  private List<FileCheck> indexFiles(
      StoredCollection collection, StoredIndex index, List<StoredSegment> segments) {
    List<FileCheck> files = new ArrayList<>();
    for (StoredIndexFile file : catalog.indexFiles(index.id())) {
      Path path = layout.index(collection.id(), file.segment(), index.id());
      segments.stream()
          .filter(segment -> segment.id() == file.segment())
          .findFirst()
          .ifPresentOrElse(
              segment ->
                  files.add(
                      new FileCheck(
                          () -> verify(collection, index, segment, path),
                          () -> isInUse(index, file))),
              () -> problems.add(path + ": belongs to no segment"));
    }
    return files;
  }

  /** Others may have taken a damaged file out of use since. */
  private boolean isInUse(StoredIndex index, StoredIndexFile file) {
    return states.find(index.collection()).map(CollectionState::segments).stream()
        .flatMap(List::stream)
        .filter(segment -> segment.stored().id() == file.segment())
        .anyMatch(
            segment -> segment.indexFile(index).filter(o -> o.file().equals(file)).isPresent());
  }

  private List<String> verify(
      StoredCollection collection, StoredIndex index, StoredSegment segment, Path path) {
    return IndexFile.verify(volume, path, index, segment).stream()
        .map("index %s of %s: ".formatted(index.name(), collection.name())::concat)
        .toList();
  }

  private void expect(String what, long expected, long actual) {
    if (expected != actual) {
      problems.add("%s must be %d, got %d".formatted(what, expected, actual));
    }
  }
}
