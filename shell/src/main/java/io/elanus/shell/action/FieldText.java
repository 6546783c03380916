package io.elanus.shell.action;

import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.SchemaRules;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.base.Wording;
import java.util.List;

/**
 * Reads a field as the command line has it: {@code name:TYPE[:dim or max length][:description]}.
 */
public final class FieldText {
  private FieldText() {}

  /** A field that is not the primary key. */
  public static FieldSchema parse(String text) {
    String[] parts = text.split(":", 3);
    if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "a field must be name:TYPE, name:TYPE:number or name:TYPE:description, got "
              + Wording.excerpt(text));
    }
    String name = parts[0].strip();
    DataType type = DataType.parse(parts[1].strip());
    String rest = parts.length == 3 ? parts[2].strip() : "";
    if (!type.isVector() && type != DataType.VARCHAR) {
      return new FieldSchema(name, type, rest, false, 0, 0);
    }
    int colon = rest.indexOf(':');
    String number = colon < 0 ? rest : rest.substring(0, colon);
    String description = colon < 0 ? "" : rest.substring(colon + 1).strip();
    if (type.isVector()) {
      return new FieldSchema(name, type, description, false, number("dim", name, number), 0);
    }
    if (number.isEmpty()) {
      return new FieldSchema(name, type, description, false, 0, SchemaRules.MAX_VARCHAR_LENGTH);
    }
    return new FieldSchema(name, type, description, false, 0, number("max_length", name, number));
  }

  /**
   * The fields with one of them as the primary key.
   *
   * @throws ElanusException FIELD_NOT_FOUND, INVALID_SCHEMA for a field that cannot be a key
   */
  public static List<FieldSchema> withPrimaryKey(
      String collection, List<FieldSchema> fields, String primaryField) {
    List<String> names = fields.stream().map(FieldSchema::name).toList();
    if (!names.contains(primaryField)) {
      throw new ElanusException(
          ErrorCode.FIELD_NOT_FOUND,
          "collection %s has no field %s to be its primary key".formatted(collection, primaryField),
          Suggestions.hint(primaryField, names));
    }
    return fields.stream()
        .map(field -> field.name().equals(primaryField) ? field.asPrimaryKey() : field)
        .toList();
  }

  private static int number(String what, String field, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new ElanusException(
          ErrorCode.INVALID_SCHEMA,
          "%s of %s must be a whole number, got %s".formatted(what, field, Wording.quoted(text)),
          "write the field as %s:TYPE:%s".formatted(field, what),
          e);
    }
  }
}
