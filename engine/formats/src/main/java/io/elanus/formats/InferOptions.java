package io.elanus.formats;

import java.util.Map;

/**
 * What to decide otherwise than the values of a file suggest.
 *
 * @param primaryKey the column to take as key, or its field; null to choose one. Names the key that
 *     the engine makes, where it does
 * @param autoId whether the engine makes the keys, whatever the columns are
 * @param description of the collection, may be empty
 * @param columnToField columns whose fields shall have other names; an empty field leaves a column
 *     out
 */
public record InferOptions(
    String primaryKey, boolean autoId, String description, Map<String, String> columnToField) {
  public InferOptions {
    columnToField = Map.copyOf(columnToField);
  }

  public static InferOptions defaults() {
    return new InferOptions(null, false, "", Map.of());
  }

  /** The name of the field that is made for a column; empty where the column is left out. */
  String fieldName(String column) {
    return columnToField.getOrDefault(column, Mapping.fieldName(column));
  }

  /** Whether a column is spoken of by its name. */
  boolean names(String column) {
    return column.equals(primaryKey) || columnToField.containsKey(column);
  }
}
