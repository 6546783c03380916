package io.elanus.api;

/**
 * One field of a collection.
 *
 * @param dim values of a FLOAT_VECTOR, bits of a BINARY_VECTOR, 0 for other types
 * @param maxLength bytes in UTF-8 that a VARCHAR may have, 0 for other types
 * @param description may be empty, never null
 */
public record FieldSchema(
    String name, DataType type, String description, boolean primaryKey, int dim, int maxLength) {
  public FieldSchema {
    SchemaRules.checkField(name, type, primaryKey, dim, maxLength);
    description = description == null ? "" : description;
  }

  public static FieldSchema scalar(String name, DataType type) {
    return new FieldSchema(name, type, "", false, 0, 0);
  }

  public static FieldSchema varchar(String name, int maxLength) {
    return new FieldSchema(name, DataType.VARCHAR, "", false, 0, maxLength);
  }

  public static FieldSchema floatVector(String name, int dim) {
    return new FieldSchema(name, DataType.FLOAT_VECTOR, "", false, dim, 0);
  }

  public FieldSchema asPrimaryKey() {
    return new FieldSchema(name, type, description, true, dim, maxLength);
  }
}
