package io.elanus.formats;

import io.elanus.api.Column;
import io.elanus.api.FieldSchema;
import io.elanus.api.RowBatch;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.base.Wording;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects the rows of a batch, one builder for each field that rows must fill. */
final class BatchBuilder {
  private static final long MAX_BATCH_CHARACTERS = 1 << 24;
  private final Mapping mapping;
  private final int capacity;
  private final Map<String, ColumnBuilder> builders = new LinkedHashMap<>();

  /** The column that fills a field, by the field's name. */
  private final Map<String, String> claims = new LinkedHashMap<>();

  private int rows;

  /** Number of the first row of the batch; people count rows from 1. */
  private long nextRow = 1;

  BatchBuilder(Mapping mapping, int batchRows) {
    this.mapping = mapping;
    int width = mapping.schema().vectorFields().stream().mapToInt(Vectors::width).max().orElse(1);
    this.capacity = Vectors.batchRows(batchRows, width);
    for (FieldSchema field : mapping.required()) {
      builders.put(field.name(), ColumnBuilder.of(field, capacity));
    }
  }

  ColumnBuilder builder(FieldSchema field) {
    return Objects.requireNonNull(builders.get(field.name()));
  }

  Collection<ColumnBuilder> builders() {
    return builders.values();
  }

  /**
   * Notes that a column fills a field.
   *
   * @throws ElanusException INVALID_ARGUMENT where another column does
   */
  void claim(String column, FieldSchema field) {
    String other = claims.put(field.name(), column);
    if (other != null && !other.equals(column)) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "%s: one column must fill field %s, got %s and %s"
              .formatted(mapping.fileName(), field.name(), other, column));
    }
  }

  /**
   * @throws ElanusException INVALID_ROW that names a field which no column fills
   */
  void checkAllClaimed(Collection<String> columns) {
    for (String name : builders.keySet()) {
      if (!claims.containsKey(name)) {
        String hint =
            Suggestions.nearest(name, columns)
                .filter(_ -> !mapping.typed())
                .map(column -> "map a column: " + Mapping.option(column, name))
                .orElse(
                    "columns: "
                        + String.join(", ", columns.stream().map(Wording::excerpt).toList()));
        throw new ElanusException(
            ErrorCode.INVALID_ROW,
            "%s has no column for field %s".formatted(mapping.fileName(), name),
            hint);
      }
    }
  }

  /** Rows that are whole. */
  int rows() {
    return rows;
  }

  /** Long texts fill a batch before its rows do, so that they do not take all memory. */
  boolean isFull() {
    if (rows == capacity) {
      return true;
    }
    long characters = 0;
    for (ColumnBuilder builder : builders.values()) {
      characters += builder.characters();
    }
    return characters >= MAX_BATCH_CHARACTERS;
  }

  void endRow() {
    rows++;
  }

  /** The rows so far, or null where there are none. */
  @Nullable RowBatch take() {
    if (rows == 0) {
      return null;
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    builders.forEach((name, builder) -> columns.put(name, builder.take()));
    RowBatch batch = new RowBatch(rows, columns, nextRow);
    nextRow += rows;
    rows = 0;
    return batch;
  }
}
