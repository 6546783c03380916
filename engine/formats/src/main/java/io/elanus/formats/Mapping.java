package io.elanus.formats;

import io.elanus.api.CollectionSchema;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.base.Wording;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which column of a file goes to which field.
 *
 * @param given columns that are not named as their fields; an empty field leaves a column out
 * @param typed whether the rows were typed, so that their columns are not mapped but written anew
 */
record Mapping(String fileName, CollectionSchema schema, Map<String, String> given, boolean typed) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]+");

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
          "leave the column out" + (typed ? "" : ": " + option(column, "")));
    }
    return Optional.of(field);
  }

  private FieldSchema sameName(String where, String column) {
    List<String> names = schema.fields().stream().map(FieldSchema::name).toList();
    String name = names.contains(column) ? column : fieldName(column);
    if (names.contains(name)) {
      return schema.field(name);
    }
    String without = typed ? "leave it out" : "leave it out: " + option(column, "");
    String near =
        Suggestions.nearest(column, names)
            .map(
                field ->
                    typed
                        ? "did you mean %s?".formatted(field)
                        : "map it: %s, or %s".formatted(option(column, field), without))
            .orElse(without);
    throw new ElanusException(
        ErrorCode.FIELD_NOT_FOUND,
        "%s: collection %s has no field for column %s"
            .formatted(where, schema.name(), Wording.excerpt(column)),
        near);
  }

  /** How the shell is told that a column goes to a field. */
  static String option(String column, String field) {
    String quote = PLAIN.matcher(column).matches() ? "" : column.contains("'") ? "\"" : "'";
    return "--map %s%s=%s%s".formatted(quote, Wording.excerpt(column), field, quote);
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
