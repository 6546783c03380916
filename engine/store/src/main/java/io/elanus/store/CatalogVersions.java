package io.elanus.store;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of {@code catalog.db}, and the ladder that leads from each earlier version of them to
 * the present one. The database has {@code application_id} 0x454c414e ("ELAN") and its version as
 * {@code user_version}:
 *
 * <ol>
 *   <li>{@code deletions} has a row for each deleted row of a collection.
 *   <li>{@code deletions} has a bitmap for each {@value Deletions#BLOCK_ROWS} rows of a segment.
 *   <li>{@code segments} has {@code end_row}, as compacted segments lack rows.
 *   <li>Keys have a table of their own, and {@code segments} says which rows are in row groups. The
 *       rows of earlier versions are in none: they are the tails of their segments.
 * </ol>
 *
 * <p>Each step is one transaction: a directory is of one version or the next.
 */
final class CatalogVersions {
  static final int PRESENT = 4;
  private static final int APPLICATION_ID = 0x454c414e;

  private static final String DELETIONS =
      """
      CREATE TABLE deletions(
        segment INTEGER NOT NULL, block INTEGER NOT NULL, bits BLOB NOT NULL,
        PRIMARY KEY(segment, block)) WITHOUT ROWID
      """;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE collections(
            id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
            description TEXT NOT NULL, auto_id INTEGER NOT NULL, created_millis INTEGER NOT NULL,
            released INTEGER NOT NULL, next_row INTEGER NOT NULL, live_rows INTEGER NOT NULL)
          """,
          """
          CREATE TABLE fields(
            collection INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
            type TEXT NOT NULL, storage TEXT NOT NULL, description TEXT NOT NULL,
            primary_key INTEGER NOT NULL, length INTEGER NOT NULL,
            PRIMARY KEY(collection, position)) WITHOUT ROWID
          """,
          """
          CREATE TABLE segments(
            id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL,
            first_row INTEGER NOT NULL, rows INTEGER NOT NULL, sealed INTEGER NOT NULL,
            end_row INTEGER NOT NULL, grouped_rows INTEGER NOT NULL,
            scalar_bytes INTEGER NOT NULL, tail_sum INTEGER NOT NULL,
            UNIQUE(collection, first_row))
          """,
          """
          CREATE TABLE vector_blocks(
            segment INTEGER NOT NULL, field INTEGER NOT NULL, block INTEGER NOT NULL,
            bytes INTEGER NOT NULL, crc INTEGER NOT NULL,
            PRIMARY KEY(segment, field, block)) WITHOUT ROWID
          """,
          DELETIONS,
          """
          CREATE TABLE indexes(
            id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL,
            field INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, metric TEXT NOT NULL,
            parameters TEXT NOT NULL, state TEXT NOT NULL, failure TEXT NOT NULL,
            UNIQUE(collection, field), UNIQUE(collection, name))
          """,
          """
          CREATE TABLE index_files(
            index_id INTEGER NOT NULL, segment INTEGER NOT NULL, rows INTEGER NOT NULL,
            bytes INTEGER NOT NULL, notes TEXT NOT NULL,
            PRIMARY KEY(index_id, segment)) WITHOUT ROWID
          """);

  private final Database database;

  CatalogVersions(Database database) {
    this.database = database;
  }

  /** Makes the tables of a new database, and brings an older one to the present version. */
  void prepare() {
    long version = database.queryLong("PRAGMA user_version");
    if (version > PRESENT) {
      throw new ElanusException(
          ErrorCode.DAMAGED_DATA,
          "the catalogue must have version %d or less, got %d".formatted(PRESENT, version),
          "open it with the version of Elanus that wrote it");
    }
    if (version == 0) {
      step(
          PRESENT,
          () -> {
            TABLES.forEach(database::execute);
            database.execute("PRAGMA application_id = " + APPLICATION_ID);
          });
      return;
    }
    if (version < 2) {
      step(2, this::gatherDeletions);
    }
    if (version < 3) {
      step(3, this::endSegments);
    }
    if (version < 4) {
      step(4, this::partKeysFromRows);
    }
  }

  private void step(int version, Runnable work) {
    database.transaction(
        "bringing the catalogue to version " + version,
        () -> {
          work.run();
          database.execute("PRAGMA user_version = " + version);
          return null;
        });
  }

  /** Version 2. */
  private void gatherDeletions() {
    database.execute("ALTER TABLE deletions RENAME TO deletions_1");
    database.execute(DELETIONS);
    Map<Long, BitSet> deleted = new HashMap<>();
    database.scan(
        "SELECT s.id, d.row - s.first_row FROM deletions_1 d JOIN segments s"
            + " ON s.collection = d.collection"
            + " AND d.row >= s.first_row AND d.row < s.first_row + s.rows",
        row -> deleted.computeIfAbsent(row.getLong(1), segment -> new BitSet()).set(row.getInt(2)));
    deleted.forEach(
        (segment, rows) ->
            Deletions.NONE
                .with(rows)
                .writeBlocks(
                    rows,
                    (block, bits) ->
                        database.update(
                            "INSERT INTO deletions VALUES (?, ?, ?)", segment, block, bits)));
    database.execute("DROP TABLE deletions_1");
  }

  /** Version 3. */
  private void endSegments() {
    database.execute("ALTER TABLE segments ADD COLUMN end_row INTEGER NOT NULL DEFAULT 0");
    database.execute("UPDATE segments SET end_row = first_row + rows");
  }

  /** Version 4. */
  private void partKeysFromRows() {
    for (String column : List.of("grouped_rows", "scalar_bytes", "tail_sum")) {
      database.execute("ALTER TABLE segments ADD COLUMN " + column + " INTEGER NOT NULL DEFAULT 0");
    }
    CatalogReader catalog = new CatalogReader(database);
    for (StoredCollection collection : catalog.collections()) {
      String rows = "rows_" + collection.id();
      database.execute("ALTER TABLE " + rows + " RENAME TO earlier_rows");
      TailTable tail = new TailTable(database, collection);
      tail.create();
      if (!collection.scalarFields().isEmpty()) {
        // Its rows may have a key twice, as deleted ones stay; the one before let none.
        database.execute("INSERT INTO " + rows + " SELECT * FROM earlier_rows");
      }
      if (!collection.autoId()) {
        new KeyTable(database, collection).create();
        database.execute(
            "INSERT INTO keys_%d SELECT key, row FROM earlier_rows ORDER BY key"
                .formatted(collection.id()));
      }
      database.execute("DROP TABLE earlier_rows");
      if (!collection.scalarFields().isEmpty()) {
        sumTails(catalog.segments(collection.id()), tail, rowSum(collection));
      }
    }
    database.execute("ALTER TABLE collections DROP COLUMN row_sum");
  }

  private long rowSum(StoredCollection collection) {
    return database.queryLong("SELECT row_sum FROM collections WHERE id = ?", collection.id());
  }

  /**
   * Parts the checksum of all rows among the tails: where it is wrong, so is that of the last one.
   */
  private void sumTails(List<StoredSegment> segments, TailTable tail, long ofAll) {
    long left = ofAll;
    for (StoredSegment segment : segments) {
      long sum =
          segment.equals(segments.getLast())
              ? left
              : tail.sum(segment.firstRow(), segment.endRow());
      left -= sum;
      database.update("UPDATE segments SET tail_sum = ? WHERE id = ?", sum, segment.id());
    }
  }
}
