package io.elanus.formats;

import io.elanus.api.FieldSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to decide otherwise than the values of a file suggest.
 *
 * @param primaryKey the column to take as key, or its field; null to choose one. Names the key that
 *     the engine makes, where it does
 * @param autoId whether the engine makes the keys, whatever the columns are
 * @param description of the collection, may be empty
 * @param columnToField columns whose fields shall have other names; an empty field leaves a column
 *     out
 * @param fields that are given and need not be inferred
 */
public record InferOptions(
    @Nullable String primaryKey,
    boolean autoId,
    String description,
    Map<String, String> columnToField,
    List<FieldSchema> fields) {
  public InferOptions {
    columnToField = Map.copyOf(columnToField);
    fields = List.copyOf(fields);
  }

  public InferOptions(
      @Nullable String primaryKey,
      boolean autoId,
      String description,
      Map<String, String> columnToField) {
    this(primaryKey, autoId, description, columnToField, List.of());
  }

  /** The field of this name that need not be inferred. */
  Optional<FieldSchema> given(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
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
