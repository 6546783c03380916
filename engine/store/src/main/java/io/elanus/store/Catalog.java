package io.elanus.store;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tables of {@code catalog.db} that say what exists; {@link KeyTable} leads to rows and {@link
 * TailTable} holds the newest ones.
 *
 * <p>A row that is in a segment but has no key is in {@link Deletions}. {@link CatalogVersions} has
 * the tables themselves.
 */
public final class Catalog extends CatalogReader {
  private final Database database;

  /** The collections that the present transaction changed. */
  private final Set<Long> changed = new HashSet<>();

  Catalog(Database database) {
    super(database);
    this.database = database;
  }

  /** The collections that the present transaction changed so far. */
  Set<Long> changed() {
    return changed;
  }

  /** Does what changes a collection, in a transaction. */
  private void change(long collection, Runnable work) {
    database.transaction(
        "writing the catalogue",
        () -> {
          work.run();
          changed.add(collection);
          return null;
        });
  }

  /** Adds a collection; its id is given by the catalogue. */
  StoredCollection addCollection(StoredCollection collection) {
    return database.transaction(
        "creating collection " + collection.name(),
        () -> {
          database.update(
              """
              INSERT INTO collections(name, description, auto_id, created_millis, released, next_row, live_rows)
              VALUES (?, ?, ?, ?, 0, 1, 0)
              """,
              collection.name(),
              collection.description(),
              collection.autoId() ? 1 : 0,
              collection.createdMillis());
          long id = database.queryLong("SELECT last_insert_rowid()");
          for (StoredField field : collection.fields()) {
            database.update(
                "INSERT INTO fields VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                field.position(),
                field.name(),
                field.type(),
                field.storage().name(),
                field.description(),
                field.primaryKey() ? 1 : 0,
                field.length());
          }
          changed.add(id);
          return collection(collection.name()).orElseThrow();
        });
  }

  /** Removes a collection and all that belongs to it, but not its rows and files. */
  void removeCollection(long collection) {
    change(
        collection,
        () -> {
          database.update(
              "DELETE FROM index_files WHERE index_id IN"
                  + " (SELECT id FROM indexes WHERE collection = ?)",
              collection);
          for (String table : List.of("vector_blocks", "deletions")) {
            database.update(
                "DELETE FROM "
                    + table
                    + " WHERE segment IN (SELECT id FROM segments WHERE collection = ?)",
                collection);
          }
          for (String table : List.of("fields", "segments", "indexes")) {
            database.update("DELETE FROM " + table + " WHERE collection = ?", collection);
          }
          database.update("DELETE FROM collections WHERE id = ?", collection);
        });
  }

  /** Remembers whether the collection was released from searching. */
  public void setReleased(long collection, boolean released) {
    change(
        collection,
        () ->
            database.update(
                "UPDATE collections SET released = ? WHERE id = ?", released ? 1 : 0, collection));
  }

  /** Takes note of rows that came or went. */
  void addToCounts(long collection, long nextRows, long liveRows) {
    change(
        collection,
        () ->
            database.update(
                "UPDATE collections SET next_row = next_row + ?, live_rows = live_rows + ?"
                    + " WHERE id = ?",
                nextRows,
                liveRows,
                collection));
  }

  StoredSegment addSegment(long collection, long firstRow) {
    change(
        collection,
        () ->
            database.update(
                """
                INSERT INTO segments(
                  collection, first_row, end_row, rows, sealed, grouped_rows, scalar_bytes, tail_sum)
                VALUES (?, ?, ?, 0, 0, 0, 0, 0)
                """,
                collection,
                firstRow,
                firstRow));
    long id = database.queryLong("SELECT last_insert_rowid()");
    return StoredSegment.empty(id, collection, firstRow);
  }

  /**
   * Takes note of what was appended to a segment, or has become row groups.
   *
   * @param tailSum the {@link RowSum} of its tail
   */
  void setSegmentRows(StoredSegment segment, long tailSum) {
    change(
        segment.collection(),
        () ->
            database.update(
                """
                UPDATE segments
                SET rows = ?, end_row = ?, grouped_rows = ?, scalar_bytes = ?, tail_sum = ?
                WHERE id = ?
                """,
                segment.rows(),
                segment.endRow(),
                segment.groupedRows(),
                segment.scalarBytes(),
                tailSum,
                segment.id()));
  }

  /** An id for the files of a segment that is not there yet; never given again. */
  long reserveSegment(long collection) {
    return database.transaction(
        "writing the catalogue",
        () -> {
          database.update(
              """
              INSERT INTO segments(
                collection, first_row, end_row, rows, sealed, grouped_rows, scalar_bytes, tail_sum)
              VALUES (?, -1, -1, 0, 0, 0, 0, 0)
              """,
              collection);
          long id = database.queryLong("SELECT last_insert_rowid()");
          database.update("DELETE FROM segments WHERE id = ?", id);
          return id;
        });
  }

  /** Puts a segment with a reserved id in its place. */
  void putSegment(StoredSegment segment) {
    change(
        segment.collection(),
        () ->
            database.update(
                """
                INSERT INTO segments(
                  id, collection, first_row, end_row, rows, sealed, grouped_rows, scalar_bytes,
                  tail_sum)
                VALUES (?, ?, ?, ?, ?, 1, ?, ?, 0)
                """,
                segment.id(),
                segment.collection(),
                segment.firstRow(),
                segment.endRow(),
                segment.rows(),
                segment.groupedRows(),
                segment.scalarBytes()));
  }

  /** Removes a segment and all that belongs to it, but not its files. */
  void removeSegment(StoredSegment segment) {
    change(
        segment.collection(),
        () -> {
          for (String table : List.of("vector_blocks", "deletions", "index_files")) {
            database.update("DELETE FROM " + table + " WHERE segment = ?", segment.id());
          }
          database.update("DELETE FROM segments WHERE id = ?", segment.id());
        });
  }

  void sealSegment(StoredSegment segment) {
    change(
        segment.collection(),
        () -> database.update("UPDATE segments SET sealed = 1 WHERE id = ?", segment.id()));
  }

  /** The checksum of a block of vectors, which no reader's state names. */
  void putBlock(long segment, int field, VectorBlock block) {
    database.update(
        "INSERT OR REPLACE INTO vector_blocks VALUES (?, ?, ?, ?, ?)",
        segment,
        field,
        block.number(),
        block.bytes(),
        block.crc());
  }

  /** Puts the blocks that contain one of some rows in the place of those before. */
  void putDeletions(StoredSegment segment, Deletions deletions, BitSet touched) {
    change(
        segment.collection(),
        () ->
            deletions.writeBlocks(
                touched,
                (block, bits) ->
                    database.update(
                        "INSERT OR REPLACE INTO deletions VALUES (?, ?, ?)",
                        segment.id(),
                        block,
                        bits)));
  }

  /** Adds an index definition; its id is given by the catalogue. */
  public StoredIndex addIndex(StoredIndex index) {
    return database.transaction(
        "creating index " + index.name(),
        () -> {
          database.update(
              """
              INSERT INTO indexes(collection, field, name, type, metric, parameters, state, failure)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?)
              """,
              index.collection(),
              index.field(),
              index.name(),
              index.type(),
              index.metric(),
              Lines.ofMap(index.parameters()),
              index.state(),
              index.failure());
          changed.add(index.collection());
          long id = database.queryLong("SELECT last_insert_rowid()");
          return database
              .queryFirst(
                  """
                  SELECT id, collection, field, name, type, metric, parameters, state, failure
                  FROM indexes WHERE id = ?
                  """,
                  CatalogReader::readIndex,
                  id)
              .orElseThrow();
        });
  }

  public void setIndexState(StoredIndex index, String state, String failure) {
    change(
        index.collection(),
        () ->
            database.update(
                "UPDATE indexes SET state = ?, failure = ? WHERE id = ?",
                state,
                failure,
                index.id()));
  }

  void removeIndex(StoredIndex index) {
    change(
        index.collection(),
        () -> {
          database.update("DELETE FROM index_files WHERE index_id = ?", index.id());
          database.update("DELETE FROM indexes WHERE id = ?", index.id());
        });
  }

  void putIndexFile(StoredIndex index, StoredIndexFile file) {
    change(
        index.collection(),
        () ->
            database.update(
                "INSERT OR REPLACE INTO index_files VALUES (?, ?, ?, ?, ?)",
                file.index(),
                file.segment(),
                file.rows(),
                file.bytes(),
                Lines.ofList(file.notes())));
  }

  void removeIndexFile(StoredIndex index, long segment) {
    change(
        index.collection(),
        () ->
            database.update(
                "DELETE FROM index_files WHERE index_id = ? AND segment = ?", index.id(), segment));
  }
}
