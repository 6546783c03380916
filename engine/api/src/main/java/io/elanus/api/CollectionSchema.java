package io.elanus.api;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A collection's name and fields: exactly one primary key and at least one vector field.
 *
 * @param autoId whether the engine makes the keys (INT64 keys only)
 * @param description may be empty, never null
 */
public record CollectionSchema(
    String name, String description, List<FieldSchema> fields, boolean autoId) {
  /**
   * @throws ElanusException INVALID_NAME; INVALID_SCHEMA for too many fields, names that occur
   *     twice, no key or several, no vector field
   */
  public CollectionSchema {
    SchemaRules.checkName("collection name", name);
    description = description == null ? "" : description;
    fields = List.copyOf(fields);
    if (fields.size() > SchemaRules.MAX_FIELDS) {
      throw SchemaRules.invalid(
          "a collection may have at most %d fields, got %d"
              .formatted(SchemaRules.MAX_FIELDS, fields.size()));
    }
    Set<String> names = new HashSet<>();
    for (FieldSchema field : fields) {
      if (!names.add(field.name())) {
        throw SchemaRules.invalid("field names must differ, got " + field.name() + " twice");
      }
    }
    long keys = fields.stream().filter(FieldSchema::primaryKey).count();
    if (keys != 1) {
      throw SchemaRules.invalid("a collection must have exactly one primary key, got " + keys);
    }
    if (fields.stream().noneMatch(FieldSchema::isVector)) {
      throw SchemaRules.invalid("a collection must have at least one vector field");
    }
    if (autoId && fields.stream().anyMatch(f -> f.primaryKey() && !f.is(DataType.INT64))) {
      throw SchemaRules.invalid("auto_id needs an INT64 primary key");
    }
  }

  /** The only field that is a primary key. */
  public FieldSchema primaryKey() {
    return fields.stream().filter(FieldSchema::primaryKey).findFirst().orElseThrow();
  }

  /** Of known types and of others. */
  public List<FieldSchema> vectorFields() {
    return fields.stream().filter(FieldSchema::isVector).toList();
  }

  /**
   * The field with a name.
   *
   * @throws ElanusException FIELD_NOT_FOUND with the nearest name
   */
  public FieldSchema field(String fieldName) {
    return fields.stream()
        .filter(field -> field.name().equals(fieldName))
        .findFirst()
        .orElseThrow(
            () ->
                new ElanusException(
                    ErrorCode.FIELD_NOT_FOUND,
                    "collection %s has no field %s".formatted(name, fieldName),
                    Suggestions.hint(fieldName, fields.stream().map(FieldSchema::name).toList())));
  }
}
