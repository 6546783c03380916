package io.elanus.store;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sqlite.SQLiteErrorCode;

/**
 * The rows of one collection: table {@code rows_ID(row INTEGER PRIMARY KEY, key UNIQUE, c1, c2,
 * ...)}, where {@code row} is the ordinal and {@code cN} the scalar field at position N. Where the
 * store makes the keys there is no key column: the ordinal is the key. SQLite keeps a NaN as NULL,
 * so a NULL in a REAL column reads as NaN.
 */
public final class RowTable {
  // Several rows a statement halve the cost of an insert; more gain nothing.
  private static final int ROWS_PER_STATEMENT = 64;

  private final Sql sql;
  private final StoredCollection collection;
  private final String table;
  private final String keyColumn;
  private final List<StoredField> cells;

  /** The key, unless the store makes it, and the cells. */
  private final List<StoredField> stored;

  RowTable(Sql sql, StoredCollection collection) {
    this.sql = sql;
    this.collection = collection;
    this.table = "rows_" + collection.id();
    this.keyColumn = collection.autoId() ? "row" : "key";
    this.cells = collection.cellFields();
    this.stored =
        collection.autoId()
            ? cells
            : Stream.concat(Stream.of(collection.primaryKey()), cells.stream()).toList();
  }

  void create() {
    StringBuilder text = new StringBuilder("CREATE TABLE " + table + "(row INTEGER PRIMARY KEY");
    if (!collection.autoId()) {
      text.append(", key ").append(collection.primaryKey().storage()).append(" NOT NULL UNIQUE");
    }
    for (StoredField field : cells) {
      text.append(", c").append(field.position()).append(' ').append(field.storage());
    }
    sql.update(text.append(')').toString());
  }

  void drop() {
    sql.update("DROP TABLE " + table);
  }

  /**
   * Inserts rows [from, from + count) of a batch as ordinals from {@code firstRow} on.
   *
   * @param number of the batch's row 0, for messages
   * @return their {@link RowSum}
   * @throws ElanusException ALREADY_EXISTS naming the first key that is there already
   */
  long insert(long firstRow, int from, int count, RowCells rows, long number) {
    RowSum sum = new RowSum();
    int columns = 1 + (collection.autoId() ? 0 : 1) + cells.size();
    int perStatement = Math.max(1, Math.min(ROWS_PER_STATEMENT, 30_000 / columns));
    int done = 0;
    while (done < count) {
      int now = count - done >= perStatement ? perStatement : 1;
      int start = from + done;
      long ordinal = firstRow + done;
      sql.with(
          insertSql(columns, now),
          statement -> {
            Binder binder = new Binder(statement, sum);
            for (int i = 0; i < now; i++) {
              binder.row(ordinal + i);
              rows.write(start + i, binder);
            }
            try {
              return statement.executeUpdate();
            } catch (SQLException failure) {
              if ((failure.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
                throw duplicate(firstRow, from, count, rows, number);
              }
              throw failure;
            }
          });
      done += now;
    }
    return sum.value();
  }

  private String insertSql(int columns, int rows) {
    String row = "(" + "?,".repeat(columns - 1) + "?)";
    return "INSERT INTO "
        + table
        + " VALUES "
        + IntStream.range(0, rows).mapToObj(i -> row).collect(Collectors.joining(","));
  }

  private ElanusException duplicate(
      long firstRow, int from, int count, RowCells rows, long number) {
    Map<Object, Integer> seen = new HashMap<>();
    for (int row = 0; row < from + count; row++) {
      FirstCell key = new FirstCell();
      rows.write(row, key);
      Integer earlier = seen.putIfAbsent(key.value, row);
      if (earlier != null) {
        return new ElanusException(
            ErrorCode.ALREADY_EXISTS,
            "primary key %s is given twice, in row %d and row %d"
                .formatted(key.value, number + earlier, number + row),
            "keep one of the two rows");
      }
      OptionalLong stored = find(key.value);
      if (stored.isPresent() && stored.getAsLong() < firstRow - from) {
        return new ElanusException(
            ErrorCode.ALREADY_EXISTS,
            "primary key %s of row %d is in collection %s already"
                .formatted(key.value, number + row, collection.name()),
            "delete it first, or leave the row out");
      }
    }
    return new ElanusException(
        ErrorCode.INTERNAL, "a constraint of " + table + " failed without a duplicate key");
  }

  /** The ordinal of the row with this key. */
  public OptionalLong find(Object key) {
    return sql.queryFirst(
            "SELECT row FROM " + table + " WHERE " + keyColumn + " = ?", row -> row.getLong(1), key)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** Those of the keys that the table holds, as {@link Long} or {@link String}. */
  public Set<Object> present(List<?> keys) {
    return new HashSet<>(
        ofKeys(
            keys,
            "SELECT key FROM %s WHERE key IN (%s)",
            row -> readCell(row, 1, collection.primaryKey())));
  }

  /**
   * Reads what statements give for keys, some keys a statement.
   *
   * @param text of a statement, with places for the table and for the keys
   */
  private <T> List<T> ofKeys(List<?> keys, String text, Sql.RowReader<T> reader) {
    List<T> results = new ArrayList<>();
    int done = 0;
    while (done < keys.size()) {
      int now = keys.size() - done >= ROWS_PER_STATEMENT ? ROWS_PER_STATEMENT : 1;
      Object[] some = keys.subList(done, done + now).toArray();
      String places = String.join(",", Collections.nCopies(now, "?"));
      results.addAll(sql.query(text.formatted(table, places), reader, some));
      done += now;
    }
    return results;
  }

  /**
   * One row: its key, then the wanted scalar fields; Long, Double or String each.
   *
   * @return null where the row is deleted
   */
  public Object[] read(long row, List<StoredField> wanted) {
    StringBuilder text = new StringBuilder("SELECT ").append(keyColumn);
    for (StoredField field : wanted) {
      text.append(", c").append(field.position());
    }
    text.append(" FROM ").append(table).append(" WHERE row = ?");
    return sql.with(
        text.toString(),
        statement -> {
          statement.setLong(1, row);
          try (ResultSet result = statement.executeQuery()) {
            return result.next() ? readCells(result, wanted) : null;
          }
        });
  }

  private Object[] readCells(ResultSet result, List<StoredField> wanted) throws SQLException {
    Object[] values = new Object[1 + wanted.size()];
    values[0] = readCell(result, 1, collection.primaryKey());
    for (int i = 0; i < wanted.size(); i++) {
      values[1 + i] = readCell(result, 2 + i, wanted.get(i));
    }
    return values;
  }

  private static Object readCell(ResultSet result, int column, StoredField field)
      throws SQLException {
    return switch (field.storage()) {
      case INTEGER -> result.getLong(column);
      case TEXT -> result.getString(column);
      case REAL -> {
        double value = result.getDouble(column);
        yield result.wasNull() ? Double.NaN : value;
      }
      case FLOATS, BITS -> throw new IllegalArgumentException(field.name() + " is a vector field");
    };
  }

  /** The ordinals of the first rows. */
  public List<Long> firstRows(int limit) {
    return sql.query(
        "SELECT row FROM " + table + " ORDER BY row LIMIT ?", row -> row.getLong(1), limit);
  }

  long count() {
    return sql.queryLong("SELECT count(*) FROM " + table);
  }

  /**
   * Rows that were deleted.
   *
   * @param rows their ordinals, ascending
   * @param sum their {@link RowSum}
   */
  record Deleted(long[] rows, long sum) {}

  /** Deletes rows by key; unknown keys are passed over. */
  Deleted delete(List<?> keys) {
    RowSum sum = new RowSum();
    String text =
        "DELETE FROM %s WHERE " + keyColumn + " IN (%s) RETURNING " + String.join(", ", columns());
    long[] deleted =
        ofKeys(keys, text, result -> addTo(sum, result)).stream().mapToLong(row -> row).toArray();
    Arrays.sort(deleted);
    return new Deleted(deleted, sum.value());
  }

  /** The ordinal and what {@link #stored} says, as columns. */
  private List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("row"));
    if (!collection.autoId()) {
      columns.add("key");
    }
    cells.forEach(field -> columns.add("c" + field.position()));
    return columns;
  }

  /** Adds the row that a result is at, which has {@link #columns}; returns its ordinal. */
  private long addTo(RowSum sum, ResultSet result) throws SQLException {
    long row = result.getLong(1);
    sum.row(row);
    for (int i = 0; i < stored.size(); i++) {
      switch (readCell(result, 2 + i, stored.get(i))) {
        case Long integer -> sum.integer(integer);
        case Double real -> sum.real(real);
        case String text -> sum.text(text);
        case null, default -> sum.text("");
      }
    }
    return row;
  }

  /** The {@link RowSum} of all rows, read from the table. */
  long sum() {
    RowSum sum = new RowSum();
    sql.scan(
        "SELECT %s FROM %s".formatted(String.join(", ", columns()), table),
        result -> addTo(sum, result));
    return sum.value();
  }

  /** Rows whose ordinal lies in no segment. */
  long countOutsideSegments() {
    return sql.queryLong(
        "SELECT count(*) FROM "
            + table
            + " r WHERE NOT EXISTS (SELECT 1 FROM segments s WHERE s.collection = ?"
            + " AND r.row >= s.first_row AND r.row < s.end_row)",
        collection.id());
  }

  private static final class Binder implements CellSink {
    private final PreparedStatement statement;
    private final RowSum sum;
    private int column;

    Binder(PreparedStatement statement, RowSum sum) {
      this.statement = statement;
      this.sum = sum;
    }

    void row(long ordinal) {
      sum.row(ordinal);
      bind(ordinal);
    }

    @Override
    public void integer(long value) {
      sum.integer(value);
      bind(value);
    }

    private void bind(long value) {
      try {
        statement.setLong(++column, value);
      } catch (SQLException failure) {
        throw Failures.of("writing rows", failure);
      }
    }

    @Override
    public void real(double value) {
      sum.real(value);
      try {
        statement.setDouble(++column, value);
      } catch (SQLException failure) {
        throw Failures.of("writing rows", failure);
      }
    }

    @Override
    public void text(String value) {
      sum.text(value);
      try {
        statement.setString(++column, value);
      } catch (SQLException failure) {
        throw Failures.of("writing rows", failure);
      }
    }
  }

  /** Keeps the first cell of a row, which is its key. */
  private static final class FirstCell implements CellSink {
    private Object value;

    @Override
    public void integer(long number) {
      keep(number);
    }

    @Override
    public void real(double number) {
      keep(number);
    }

    @Override
    public void text(String text) {
      keep(text);
    }

    private void keep(Object cell) {
      if (value == null) {
        value = cell;
      }
    }
  }
}
