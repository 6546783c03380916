package io.elanus.core;

import java.util.LinkedHashMap;
import java.util.Map;

/** Rows to insert, by column. Holds every field of the schema except a key that the engine makes. */
public record RowBatch(int rows, Map<String, Column> columns) {
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
}
