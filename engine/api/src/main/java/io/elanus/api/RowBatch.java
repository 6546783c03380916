package io.elanus.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rows to insert, by column. Holds every field of the schema except a key that the engine makes.
 *
 * @param firstRow the number by which error messages call the first row
 */
public record RowBatch(int rows, Map<String, Column> columns, long firstRow) {
  public RowBatch {
    columns = new LinkedHashMap<>(columns);
    columns.forEach(
        (name, column) -> {
          if (column.rows() != rows) {
            throw new IllegalArgumentException(
                "column %s must have %d rows, got %d".formatted(name, rows, column.rows()));
          }
        });
  }

  /** Rows whose numbers in messages begin with 0. */
  public RowBatch(int rows, Map<String, Column> columns) {
    this(rows, columns, 0);
  }
}
