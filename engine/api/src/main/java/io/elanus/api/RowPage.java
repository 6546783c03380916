package io.elanus.api;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were read, by column: one array for each output field.
 *
 * @param rows how many there are, also where no field was asked for
 * @param columns by field, in the order asked for
 */
public record RowPage(int rows, SequencedMap<String, Column> columns) {
  public RowPage {
    columns = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(columns));
    columns.forEach(
        (name, column) -> {
          if (column.rows() != rows) {
            throw new IllegalArgumentException(
                "column %s must have %d rows, got %d".formatted(name, rows, column.rows()));
          }
        });
  }

  /**
   * @throws ElanusException FIELD_NOT_FOUND for a field that was not asked for
   */
  public Column column(String field) {
    Column column = columns.get(field);
    if (column == null) {
      throw new ElanusException(
          ErrorCode.FIELD_NOT_FOUND,
          "field %s is not among those that were asked for".formatted(field),
          Suggestions.hint(field, columns.keySet()));
    }
    return column;
  }

  /**
   * One value, as {@link Column#value} has it.
   *
   * @param row in [0, rows)
   * @throws ElanusException FIELD_NOT_FOUND for a field that was not asked for
   */
  public @Nullable Object value(String field, int row) {
    return column(field).value(row);
  }
}
