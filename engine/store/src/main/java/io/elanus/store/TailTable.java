package io.elanus.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The newest rows of a collection, those behind the last row group of their segment: table {@code
 * rows_ID(row INTEGER PRIMARY KEY, key, c1, c2, ...)}, where {@code row} is the ordinal and {@code
 * cN} the scalar field at position N. Where the store makes the keys there is no key column. SQLite
 * keeps a NaN as NULL, so a NULL in a REAL column reads as NaN.
 *
 * <p>Deleted rows stay until their tail becomes row groups; a tail that an earlier version wrote
 * lacks them.
 */
final class TailTable {
  private static final int ROWS_PER_STATEMENT = 64;

  private final Sql sql;
  private final StoredCollection collection;
  private final List<StoredField> fields;
  private final String table;

  TailTable(Sql sql, StoredCollection collection) {
    this.sql = sql;
    this.collection = collection;
    this.fields = collection.scalarFields();
    this.table = "rows_" + collection.id();
  }

  void create() {
    StringBuilder text = new StringBuilder("CREATE TABLE " + table + "(row INTEGER PRIMARY KEY");
    for (StoredField field : fields) {
      text.append(", ").append(column(field)).append(' ').append(field.storage());
    }
    sql.update(text.append(')').toString());
  }

  private static String column(StoredField field) {
    return field.primaryKey() ? "key" : "c" + field.position();
  }

  void drop() {
    sql.update("DROP TABLE " + table);
  }

  /**
   * Inserts rows [from, from + count) of a batch as ordinals from {@code firstRow} on.
   *
   * @param batch has the scalar fields in order
   * @return the {@link RowSum} of the rows
   */
  long insert(long firstRow, int from, int count, List<FieldScalars> batch) {
    RowSum sum = new RowSum();
    int perStatement = Math.max(1, Math.min(ROWS_PER_STATEMENT, 30_000 / (1 + batch.size())));
    int done = 0;
    while (done < count) {
      int now = count - done >= perStatement ? perStatement : 1;
      int start = from + done;
      long ordinal = firstRow + done;
      sql.with(
          insertSql(now),
          statement -> {
            int at = 1;
            for (int i = 0; i < now; i++) {
              sum.row(ordinal + i);
              statement.setLong(at++, ordinal + i);
              for (FieldScalars column : batch) {
                sum.add(column.values(), start + i);
                bind(statement, at++, column.values(), start + i);
              }
            }
            return statement.executeUpdate();
          });
      done += now;
    }
    return sum.value();
  }

  private String insertSql(int rows) {
    String row = "(" + "?,".repeat(fields.size()) + "?)";
    return "INSERT INTO "
        + table
        + " VALUES "
        + IntStream.range(0, rows).mapToObj(i -> row).collect(Collectors.joining(","));
  }

  private static void bind(PreparedStatement statement, int at, ScalarValues values, int row)
      throws SQLException {
    switch (values) {
      case ScalarValues.Integers integers -> statement.setLong(at, integers.values()[row]);
      case ScalarValues.Reals reals -> statement.setDouble(at, reals.values()[row]);
      case ScalarValues.Texts texts -> statement.setString(at, texts.values()[row]);
    }
  }

  /**
   * Reads the cells of one row, each column into its place.
   *
   * @return false where the row is not here
   */
  boolean read(long row, List<FieldScalars> into, int at) {
    return sql.with(
        "SELECT row%s FROM %s WHERE row = ?".formatted(columns(into), table),
        statement -> {
          statement.setLong(1, row);
          try (ResultSet result = statement.executeQuery()) {
            boolean found = result.next();
            if (found) {
              read(result, into, at);
            }
            return found;
          }
        });
  }

  private static String columns(List<FieldScalars> columns) {
    return columns.stream().map(c -> ", " + column(c.field())).collect(Collectors.joining());
  }

  /** Reads the columns behind the first one. */
  private static void read(ResultSet result, List<FieldScalars> into, int at) throws SQLException {
    for (int i = 0; i < into.size(); i++) {
      int column = 2 + i;
      switch (into.get(i).values()) {
        case ScalarValues.Integers integers -> integers.values()[at] = result.getLong(column);
        case ScalarValues.Reals reals -> {
          double value = result.getDouble(column);
          reals.values()[at] = result.wasNull() ? Double.NaN : value;
        }
        case ScalarValues.Texts texts -> {
          String value = result.getString(column);
          texts.values()[at] = value == null ? "" : value;
        }
      }
    }
  }

  /**
   * Places for rows with the cells of those that are here; the others have zeros and empty texts.
   *
   * @param present which are here
   * @param sum the {@link RowSum} of those
   */
  record Rows(List<FieldScalars> cells, BitSet present, long sum) {}

  /**
   * Reads the rows of ordinals [firstRow, endRow).
   *
   * @param count of places for them
   * @param place of an ordinal; negative for one that is none of them
   */
  private Rows read(long firstRow, long endRow, int count, LongToIntFunction place) {
    List<FieldScalars> cells = allocate(fields, count);
    for (FieldScalars column : cells) {
      if (column.values() instanceof ScalarValues.Texts texts) {
        Arrays.fill(texts.values(), "");
      }
    }
    BitSet present = new BitSet(count);
    RowSum sum = new RowSum();
    sql.with(
        "SELECT row%s FROM %s WHERE row >= ? AND row < ?".formatted(columns(cells), table),
        statement -> {
          statement.setLong(1, firstRow);
          statement.setLong(2, endRow);
          try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
              long row = result.getLong(1);
              int at = place.applyAsInt(row);
              if (at < 0) {
                continue;
              }
              read(result, cells, at);
              present.set(at);
              sum.row(row);
              cells.forEach(column -> sum.add(column.values(), at));
            }
          }
          return null;
        });
    return new Rows(cells, present, sum.value());
  }

  /**
   * Reads rows [from, from + count) of a segment, which are of its tail.
   *
   * @return a place for each of them
   */
  Rows read(SegmentState segment, int from, int count) {
    return read(
        segment.row(from),
        segment.row(from + count - 1) + 1,
        count,
        row -> segment.offset(row) - from);
  }

  /** The {@link RowSum} of the rows of ordinals [firstRow, endRow). */
  long sum(long firstRow, long endRow) {
    return read(firstRow, endRow, 1, row -> 0).sum();
  }

  /** How many rows of ordinals [firstRow, endRow) are here. */
  int count(long firstRow, long endRow) {
    return (int)
        sql.queryLong(
            "SELECT count(*) FROM " + table + " WHERE row >= ? AND row < ?", firstRow, endRow);
  }

  static List<FieldScalars> allocate(List<StoredField> fields, int rows) {
    List<FieldScalars> columns = new ArrayList<>();
    for (StoredField field : fields) {
      columns.add(new FieldScalars(field, ScalarValues.allocate(field, rows)));
    }
    return columns;
  }

  /** Removes the rows of ordinals [firstRow, endRow). */
  void remove(long firstRow, long endRow) {
    sql.update("DELETE FROM " + table + " WHERE row >= ? AND row < ?", firstRow, endRow);
  }

  /** Rows whose ordinal lies in no segment behind its row groups. */
  long countOutside() {
    return sql.queryLong(
        "SELECT count(*) FROM "
            + table
            + " r WHERE NOT EXISTS (SELECT 1 FROM segments s WHERE s.collection = ?"
            + " AND r.row >= s.first_row AND r.row < s.end_row AND s.grouped_rows < s.rows)",
        collection.id());
  }
}
