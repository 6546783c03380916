package io.elanus.store;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sqlite.SQLiteErrorCode;

/**
 * Leads from the keys of a collection to the ordinals of its rows: table {@code keys_ID(key, row)},
 * clustered by key, with the rows that are not deleted. Where the store makes the keys there is
 * none: the ordinal is the key.
 */
final class KeyTable {
  // Several keys a statement halve the cost of an insert; more gain nothing.
  private static final int KEYS_PER_STATEMENT = 64;

  private final Sql sql;
  private final StoredCollection collection;
  private final StoredField key;
  private final String table;

  KeyTable(Sql sql, StoredCollection collection) {
    this.sql = sql;
    this.collection = collection;
    this.key = collection.primaryKey();
    this.table = "keys_" + collection.id();
  }

  void create() {
    sql.update(
        "CREATE TABLE %s(key %s NOT NULL PRIMARY KEY, row INTEGER NOT NULL)%s"
            .formatted(
                table,
                key.storage(),
                // An integer key is the rowid, which a lookup finds quickest.
                key.storage() == StoredField.Storage.INTEGER ? "" : " WITHOUT ROWID"));
  }

  void drop() {
    sql.update("DROP TABLE " + table);
  }

  /**
   * Inserts keys [from, from + count) of a batch for ordinals from {@code firstRow} on.
   *
   * @param number of the batch's row 0, for messages
   * @throws ElanusException ALREADY_EXISTS naming the first key that is there already
   */
  void insert(long firstRow, int from, int count, ScalarValues keys, long number) {
    int[] order = order(from, count, keys);
    int done = 0;
    while (done < count) {
      int now = count - done >= KEYS_PER_STATEMENT ? KEYS_PER_STATEMENT : 1;
      int start = done;
      sql.with(
          insertSql(now),
          statement -> {
            for (int i = 0; i < now; i++) {
              int row = order[start + i];
              bind(statement, 1 + 2 * i, keys, row);
              statement.setLong(2 + 2 * i, firstRow + row - from);
            }
            try {
              return statement.executeUpdate();
            } catch (SQLException failure) {
              if ((failure.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
                throw duplicate(firstRow, from, count, keys, number);
              }
              throw failure;
            }
          });
      done += now;
    }
  }

  /**
   * The rows of a batch by their keys: neighbours in the table are inserted together, which takes a
   * third of the time where keys come in no order.
   */
  private static int[] order(int from, int count, ScalarValues keys) {
    IntStream rows = IntStream.range(from, from + count);
    return switch (keys) {
      case ScalarValues.Integers integers -> {
        long[] values = integers.values();
        yield isAscending(values, from, count)
            ? rows.toArray()
            : sorted(rows, Comparator.comparingLong(row -> values[row]));
      }
      case ScalarValues.Texts texts ->
          sorted(rows, Comparator.comparing(row -> texts.values()[row]));
      case ScalarValues.Reals _ -> throw new IllegalArgumentException("keys are not real");
    };
  }

  private static boolean isAscending(long[] values, int from, int count) {
    for (int row = from + 1; row < from + count; row++) {
      if (values[row] < values[row - 1]) {
        return false;
      }
    }
    return true;
  }

  private static int[] sorted(IntStream rows, Comparator<Integer> order) {
    return rows.boxed().sorted(order).mapToInt(Integer::intValue).toArray();
  }

  private String insertSql(int keys) {
    return "INSERT INTO "
        + table
        + " VALUES "
        + IntStream.range(0, keys).mapToObj(i -> "(?,?)").collect(Collectors.joining(","));
  }

  private static void bind(PreparedStatement statement, int at, ScalarValues keys, int row)
      throws SQLException {
    switch (keys) {
      case ScalarValues.Integers integers -> statement.setLong(at, integers.values()[row]);
      case ScalarValues.Texts texts -> statement.setString(at, texts.values()[row]);
      case ScalarValues.Reals _ -> throw new IllegalArgumentException("keys are not real");
    }
  }

  private ElanusException duplicate(
      long firstRow, int from, int count, ScalarValues keys, long number) {
    Map<Object, Integer> seen = new HashMap<>();
    for (int row = 0; row < from + count; row++) {
      Object value = keys.get(row);
      Integer earlier = seen.putIfAbsent(value, row);
      if (earlier != null) {
        return new ElanusException(
            ErrorCode.ALREADY_EXISTS,
            "primary key %s is given twice, in row %d and row %d"
                .formatted(value, number + earlier, number + row),
            "keep one of the two rows");
      }
      OptionalLong stored = find(value);
      if (stored.isPresent() && stored.getAsLong() < firstRow - from) {
        return new ElanusException(
            ErrorCode.ALREADY_EXISTS,
            "primary key %s of row %d is in collection %s already"
                .formatted(value, number + row, collection.name()),
            "delete it first, or leave the row out");
      }
    }
    return new ElanusException(
        ErrorCode.INTERNAL, "a constraint of " + table + " failed without a duplicate key");
  }

  /** The ordinal of the row with this key. */
  OptionalLong find(Object wanted) {
    return sql.with(
        "SELECT row FROM " + table + " WHERE key = ?",
        statement -> {
          statement.setObject(1, wanted);
          try (ResultSet result = statement.executeQuery()) {
            return result.next() ? OptionalLong.of(result.getLong(1)) : OptionalLong.empty();
          }
        });
  }

  /** Those of the keys that the table holds, as {@link Long} or {@link String}. */
  Set<Object> present(List<?> keys) {
    return new HashSet<>(
        ofKeys(
            keys,
            "SELECT key FROM %s WHERE key IN (%s)",
            row -> key.storage() == StoredField.Storage.TEXT ? row.getString(1) : row.getLong(1)));
  }

  /**
   * Removes keys; unknown ones are passed over.
   *
   * @return the ordinals of their rows, ascending
   */
  long[] delete(List<?> keys) {
    // Neighbours in the table are deleted together.
    ScalarValues sorted = sorted(keys);
    long[] rows = new long[keys.size()];
    String many = deleteSql(KEYS_PER_STATEMENT);
    int deleted = 0;
    int done = 0;
    while (done < keys.size()) {
      int now = keys.size() - done >= KEYS_PER_STATEMENT ? KEYS_PER_STATEMENT : 1;
      int from = done;
      int at = deleted;
      deleted +=
          sql.with(
              now == 1 ? deleteSql(1) : many,
              statement -> {
                for (int i = 0; i < now; i++) {
                  bind(statement, 1 + i, sorted, from + i);
                }
                int count = 0;
                try (ResultSet result = statement.executeQuery()) {
                  while (result.next()) {
                    rows[at + count++] = result.getLong(1);
                  }
                }
                return count;
              });
      done += now;
    }
    long[] ascending = Arrays.copyOf(rows, deleted);
    Arrays.sort(ascending);
    return ascending;
  }

  private ScalarValues sorted(List<?> keys) {
    if (key.storage() == StoredField.Storage.INTEGER) {
      return new ScalarValues.Integers(
          keys.stream().mapToLong(value -> (Long) value).sorted().toArray());
    }
    return new ScalarValues.Texts(
        keys.stream().map(String.class::cast).sorted().toArray(String[]::new));
  }

  private String deleteSql(int keys) {
    return "DELETE FROM %s WHERE key IN (%s) RETURNING row"
        .formatted(table, String.join(",", Collections.nCopies(keys, "?")));
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
      int now = keys.size() - done >= KEYS_PER_STATEMENT ? KEYS_PER_STATEMENT : 1;
      Object[] some = keys.subList(done, done + now).toArray();
      String places = String.join(",", Collections.nCopies(now, "?"));
      results.addAll(sql.query(text.formatted(table, places), reader, some));
      done += now;
    }
    return results;
  }

  long count() {
    return sql.queryLong("SELECT count(*) FROM " + table);
  }

  /** Takes a key and the ordinal of its row. */
  @FunctionalInterface
  interface Visitor {
    void visit(Object key, long row);
  }

  /** Looks at all keys. */
  void scan(Visitor visitor) {
    boolean isText = key.storage() == StoredField.Storage.TEXT;
    sql.scan(
        "SELECT key, row FROM " + table,
        row -> visitor.visit(isText ? row.getString(1) : row.getLong(1), row.getLong(2)));
  }
}
