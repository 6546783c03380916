package io.elanus.store;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The tables of {@code catalog.db} that say what exists; {@link RowTable} holds the rows
 * themselves.
 *
 * <p>The database has {@code application_id} 0x454c414e ("ELAN") and {@code user_version} {@value
 * #VERSION}. Rows of a segment are [first_row, first_row + rows); a row that is in the range but
 * not in the row table is in {@code deletions}.
 */
public final class Catalog {
  static final int VERSION = 1;
  private static final int APPLICATION_ID = 0x454c414e;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE collections(
            id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
            description TEXT NOT NULL, auto_id INTEGER NOT NULL, created_millis INTEGER NOT NULL,
            released INTEGER NOT NULL, next_row INTEGER NOT NULL, live_rows INTEGER NOT NULL,
            row_sum INTEGER NOT NULL)
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
            UNIQUE(collection, first_row))
          """,
          """
          CREATE TABLE vector_blocks(
            segment INTEGER NOT NULL, field INTEGER NOT NULL, block INTEGER NOT NULL,
            bytes INTEGER NOT NULL, crc INTEGER NOT NULL,
            PRIMARY KEY(segment, field, block)) WITHOUT ROWID
          """,
          """
          CREATE TABLE deletions(
            collection INTEGER NOT NULL, row INTEGER NOT NULL,
            PRIMARY KEY(collection, row)) WITHOUT ROWID
          """,
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

  private static final String COLLECTION_COLUMNS =
      "SELECT id, name, description, auto_id, created_millis, released, next_row, live_rows FROM"
          + " collections ";

  private final Database database;

  Catalog(Database database) {
    this.database = database;
  }

  /** Makes the tables of a new database; refuses one that a newer version made. */
  void prepare() {
    long version = database.queryLong("PRAGMA user_version");
    if (version == 0) {
      database.transaction(
          "making the catalogue",
          () -> {
            TABLES.forEach(database::execute);
            database.execute("PRAGMA application_id = " + APPLICATION_ID);
            database.execute("PRAGMA user_version = " + VERSION);
            return null;
          });
    } else if (version != VERSION) {
      throw new ElanusException(
          ErrorCode.DAMAGED_DATA,
          "the catalogue must have version %d, got %d".formatted(VERSION, version),
          "open it with the version of Elanus that wrote it");
    }
  }

  /** Adds a collection; its id is given by the catalogue. */
  StoredCollection addCollection(StoredCollection collection) {
    return database.transaction(
        "creating collection " + collection.name(),
        () -> {
          database.update(
              """
              INSERT INTO collections(name, description, auto_id, created_millis, released, next_row, live_rows, row_sum)
              VALUES (?, ?, ?, ?, 0, 1, 0, 0)
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
          return collection(collection.name()).orElseThrow();
        });
  }

  public List<StoredCollection> collections() {
    return database.query(COLLECTION_COLUMNS + "ORDER BY name", this::readCollection);
  }

  public List<String> collectionNames() {
    return database.query("SELECT name FROM collections ORDER BY name", row -> row.getString(1));
  }

  public Optional<StoredCollection> collection(String name) {
    return database.queryFirst(COLLECTION_COLUMNS + "WHERE name = ?", this::readCollection, name);
  }

  private StoredCollection readCollection(ResultSet row) throws SQLException {
    long id = row.getLong(1);
    return new StoredCollection(
        id,
        row.getString(2),
        row.getString(3),
        row.getInt(4) != 0,
        row.getLong(5),
        row.getInt(6) != 0,
        row.getLong(7),
        row.getLong(8),
        fields(id));
  }

  private List<StoredField> fields(long collection) {
    return database.query(
        """
        SELECT position, name, type, storage, description, primary_key, length FROM fields
        WHERE collection = ? ORDER BY position
        """,
        row ->
            new StoredField(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                StoredField.Storage.valueOf(row.getString(4)),
                row.getString(5),
                row.getInt(6) != 0,
                row.getInt(7)),
        collection);
  }

  /** Removes a collection and all that belongs to it, but not its rows and files. */
  void removeCollection(long collection) {
    database.update(
        "DELETE FROM index_files WHERE index_id IN (SELECT id FROM indexes WHERE collection = ?)",
        collection);
    database.update(
        "DELETE FROM vector_blocks WHERE segment IN (SELECT id FROM segments WHERE collection = ?)",
        collection);
    for (String table : List.of("fields", "segments", "deletions", "indexes")) {
      database.update("DELETE FROM " + table + " WHERE collection = ?", collection);
    }
    database.update("DELETE FROM collections WHERE id = ?", collection);
  }

  /** Remembers whether the collection was released from searching. */
  public void setReleased(long collection, boolean released) {
    database.update(
        "UPDATE collections SET released = ? WHERE id = ?", released ? 1 : 0, collection);
  }

  /**
   * Takes note of rows that came or went, with the {@link RowSum} of those that came less those
   * that went.
   */
  void addToCounts(long collection, long nextRows, long liveRows, long rowSum) {
    database.update(
        "UPDATE collections SET next_row = next_row + ?, live_rows = live_rows + ? WHERE id = ?",
        nextRows,
        liveRows,
        collection);
    // Added here, as SQLite's sums overflow into floating point.
    long sum = rowSum(collection) + rowSum;
    database.update("UPDATE collections SET row_sum = ? WHERE id = ?", sum, collection);
  }

  long rowSum(long collection) {
    return database.queryLong("SELECT row_sum FROM collections WHERE id = ?", collection);
  }

  /** The segments of a collection by first row. */
  public List<StoredSegment> segments(long collection) {
    return database.query(
        """
        SELECT id, collection, first_row, rows, sealed FROM segments
        WHERE collection = ? ORDER BY first_row
        """,
        Catalog::readSegment,
        collection);
  }

  List<StoredSegment> allSegments() {
    return database.query(
        "SELECT id, collection, first_row, rows, sealed FROM segments", Catalog::readSegment);
  }

  private static StoredSegment readSegment(ResultSet row) throws SQLException {
    return new StoredSegment(
        row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4), row.getInt(5) != 0);
  }

  StoredSegment addSegment(long collection, long firstRow) {
    database.update(
        "INSERT INTO segments(collection, first_row, rows, sealed) VALUES (?, ?, 0, 0)",
        collection,
        firstRow);
    long id = database.queryLong("SELECT last_insert_rowid()");
    return new StoredSegment(id, collection, firstRow, 0, false);
  }

  void setSegmentRows(long segment, int rows) {
    database.update("UPDATE segments SET rows = ? WHERE id = ?", rows, segment);
  }

  public void sealSegment(long segment) {
    database.update("UPDATE segments SET sealed = 1 WHERE id = ?", segment);
  }

  void putBlock(long segment, int field, VectorBlock block) {
    database.update(
        "INSERT OR REPLACE INTO vector_blocks VALUES (?, ?, ?, ?, ?)",
        segment,
        field,
        block.number(),
        block.bytes(),
        block.crc());
  }

  List<VectorBlock> blocks(long segment, int field) {
    return database.query(
        "SELECT block, bytes, crc FROM vector_blocks WHERE segment = ? AND field = ? ORDER BY"
            + " block",
        row -> new VectorBlock(row.getInt(1), row.getInt(2), row.getInt(3)),
        segment,
        field);
  }

  /** The ordinals of the deleted rows of a collection, ascending. */
  public long[] deletions(long collection) {
    return database
        .query(
            "SELECT row FROM deletions WHERE collection = ? ORDER BY row",
            row -> row.getLong(1),
            collection)
        .stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  void addDeletion(long collection, long row) {
    database.update("INSERT INTO deletions VALUES (?, ?)", collection, row);
  }

  public List<StoredIndex> indexes(long collection) {
    return database.query(
        """
        SELECT id, collection, field, name, type, metric, parameters, state, failure FROM indexes
        WHERE collection = ? ORDER BY field
        """,
        Catalog::readIndex,
        collection);
  }

  List<StoredIndex> allIndexes() {
    return database.query(
        "SELECT id, collection, field, name, type, metric, parameters, state, failure FROM indexes",
        Catalog::readIndex);
  }

  private static StoredIndex readIndex(ResultSet row) throws SQLException {
    return new StoredIndex(
        row.getLong(1),
        row.getLong(2),
        row.getInt(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        Lines.toMap(row.getString(7)),
        row.getString(8),
        row.getString(9));
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
          long id = database.queryLong("SELECT last_insert_rowid()");
          return database
              .queryFirst(
                  """
                  SELECT id, collection, field, name, type, metric, parameters, state, failure
                  FROM indexes WHERE id = ?
                  """,
                  Catalog::readIndex,
                  id)
              .orElseThrow();
        });
  }

  /** Whether an index is defined, and its collection not released from searching. */
  public boolean isInUse(long index) {
    return database.queryLong(
            """
            SELECT count(*) FROM indexes JOIN collections ON collections.id = indexes.collection
            WHERE indexes.id = ? AND collections.released = 0
            """,
            index)
        > 0;
  }

  public void setIndexState(long index, String state, String failure) {
    database.update(
        "UPDATE indexes SET state = ?, failure = ? WHERE id = ?", state, failure, index);
  }

  void removeIndex(long index) {
    database.update("DELETE FROM index_files WHERE index_id = ?", index);
    database.update("DELETE FROM indexes WHERE id = ?", index);
  }

  public List<StoredIndexFile> indexFiles(long index) {
    return database.query(
        "SELECT index_id, segment, rows, bytes, notes FROM index_files WHERE index_id = ? ORDER BY"
            + " segment",
        Catalog::readIndexFile,
        index);
  }

  List<StoredIndexFile> allIndexFiles() {
    return database.query(
        "SELECT index_id, segment, rows, bytes, notes FROM index_files", Catalog::readIndexFile);
  }

  private static StoredIndexFile readIndexFile(ResultSet row) throws SQLException {
    return new StoredIndexFile(
        row.getLong(1),
        row.getLong(2),
        row.getInt(3),
        row.getLong(4),
        Lines.toList(row.getString(5)));
  }

  void putIndexFile(StoredIndexFile file) {
    database.update(
        "INSERT OR REPLACE INTO index_files VALUES (?, ?, ?, ?, ?)",
        file.index(),
        file.segment(),
        file.rows(),
        file.bytes(),
        Lines.ofList(file.notes()));
  }

  void removeIndexFile(long index, long segment) {
    database.update("DELETE FROM index_files WHERE index_id = ? AND segment = ?", index, segment);
  }
}
