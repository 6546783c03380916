package io.elanus.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the tables of {@link Catalog} say. */
public class CatalogReader {
  private static final String COLLECTION_COLUMNS =
      "SELECT id, name, description, auto_id, created_millis, released, next_row, live_rows FROM"
          + " collections ";

  private static final String SEGMENT_COLUMNS =
      "SELECT id, collection, first_row, end_row, rows, sealed, grouped_rows, scalar_bytes FROM"
          + " segments ";

  private final Sql sql;

  CatalogReader(Sql sql) {
    this.sql = sql;
  }

  public List<StoredCollection> collections() {
    return sql.query(COLLECTION_COLUMNS + "ORDER BY name", this::readCollection);
  }

  public List<String> collectionNames() {
    return sql.query("SELECT name FROM collections ORDER BY name", row -> row.getString(1));
  }

  public Optional<StoredCollection> collection(String name) {
    return sql.queryFirst(COLLECTION_COLUMNS + "WHERE name = ?", this::readCollection, name);
  }

  Optional<StoredCollection> collection(long id) {
    return sql.queryFirst(COLLECTION_COLUMNS + "WHERE id = ?", this::readCollection, id);
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
    return sql.query(
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

  /** The {@link RowSum} of the tail of a segment. */
  long tailSum(StoredSegment segment) {
    return sql.queryLong("SELECT tail_sum FROM segments WHERE id = ?", segment.id());
  }

  /** The segments of a collection by first row. */
  public List<StoredSegment> segments(long collection) {
    return sql.query(
        SEGMENT_COLUMNS + "WHERE collection = ? ORDER BY first_row",
        CatalogReader::readSegment,
        collection);
  }

  List<StoredSegment> allSegments() {
    return sql.query(SEGMENT_COLUMNS, CatalogReader::readSegment);
  }

  private static StoredSegment readSegment(ResultSet row) throws SQLException {
    return new StoredSegment(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getInt(5),
        row.getInt(6) != 0,
        row.getInt(7),
        row.getLong(8));
  }

  List<VectorBlock> blocks(long segment, int field) {
    return sql.query(
        "SELECT block, bytes, crc FROM vector_blocks WHERE segment = ? AND field = ? ORDER BY"
            + " block",
        row -> new VectorBlock(row.getInt(1), row.getInt(2), row.getInt(3)),
        segment,
        field);
  }

  /** The deleted rows of each segment that has any, by its id. */
  Map<Long, Deletions> deletions() {
    Map<Long, BitSet> rows = new HashMap<>();
    sql.scan(
        "SELECT segment, block, bits FROM deletions",
        row ->
            Deletions.readBlock(
                row.getInt(2),
                row.getBytes(3),
                rows.computeIfAbsent(row.getLong(1), id -> new BitSet())));
    Map<Long, Deletions> deletions = new HashMap<>();
    rows.forEach((segment, deleted) -> deletions.put(segment, Deletions.NONE.with(deleted)));
    return deletions;
  }

  public List<StoredIndex> indexes(long collection) {
    return sql.query(
        """
        SELECT id, collection, field, name, type, metric, parameters, state, failure FROM indexes
        WHERE collection = ? ORDER BY field
        """,
        CatalogReader::readIndex,
        collection);
  }

  List<StoredIndex> allIndexes() {
    return sql.query(
        "SELECT id, collection, field, name, type, metric, parameters, state, failure FROM indexes",
        CatalogReader::readIndex);
  }

  static StoredIndex readIndex(ResultSet row) throws SQLException {
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

  public List<StoredIndexFile> indexFiles(long index) {
    return sql.query(
        "SELECT index_id, segment, rows, bytes, notes FROM index_files WHERE index_id = ? ORDER BY"
            + " segment",
        CatalogReader::readIndexFile,
        index);
  }

  List<StoredIndexFile> allIndexFiles() {
    return sql.query(
        "SELECT index_id, segment, rows, bytes, notes FROM index_files",
        CatalogReader::readIndexFile);
  }

  private static StoredIndexFile readIndexFile(ResultSet row) throws SQLException {
    return new StoredIndexFile(
        row.getLong(1),
        row.getLong(2),
        row.getInt(3),
        row.getLong(4),
        Lines.toList(row.getString(5)));
  }
}
