package io.elanus.formats;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.base.Wording;
import io.elanus.core.CollectionSchema;
import io.elanus.core.FieldSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which column of a file goes to which field.
 *
 * @param given columns that are not named as their fields; an empty field leaves a column out
 */
record Mapping(String fileName, CollectionSchema schema, Map<String, String> given) {
  Mapping {
    given = Map.copyOf(given);
  }

  /** The name a field has that is made for a column. */
  static String fieldName(String column) {
    String name = column.strip().replaceAll("[^A-Za-z0-9_]", "_");
    return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }

  /**
   * The field that a column fills; empty where it is to be left out.
   *
   * @param where the file, and the row where that is known
   * @throws ElanusException FIELD_NOT_FOUND, INVALID_ROW for a key that the engine makes
   */
  Optional<FieldSchema> field(String where, String column) {
    String target = given.get(column);
    if (target != null && target.isEmpty()) {
      return Optional.empty();
    }
    FieldSchema field = target == null ? sameName(where, column) : schema.field(target);
    if (field.primaryKey() && schema.autoId()) {
      throw new ElanusException(
          ErrorCode.INVALID_ROW,
          "%s: column %s: collection %s makes its keys itself"
              .formatted(where, Wording.excerpt(column), schema.name()),
          "leave the column out by mapping it to nothing: " + Wording.excerpt(column) + "=");
    }
    return Optional.of(field);
  }

  private FieldSchema sameName(String where, String column) {
    List<String> names = schema.fields().stream().map(FieldSchema::name).toList();
    String name = names.contains(column) ? column : fieldName(column);
    if (names.contains(name)) {
      return schema.field(name);
    }
    String near =
        Suggestions.nearest(column, names)
            .map(
                field ->
                    "map it, as in %s=%s, or leave it out: %s=".formatted(column, field, column))
            .orElse(
                "leave it out by mapping it to nothing: %s=".formatted(Wording.excerpt(column)));
    throw new ElanusException(
        ErrorCode.FIELD_NOT_FOUND,
        "%s: collection %s has no field for column %s"
            .formatted(where, schema.name(), Wording.excerpt(column)),
        near);
  }

  /** Whether a name is one of a field or was given, and so stands for itself. */
  boolean knows(String column) {
    return given.containsKey(column)
        || schema.fields().stream().anyMatch(field -> field.name().equals(column));
  }

  /** The fields that rows must fill. */
  List<FieldSchema> required() {
    return schema.fields().stream()
        .filter(field -> !(field.primaryKey() && schema.autoId()))
        .toList();
  }
}
