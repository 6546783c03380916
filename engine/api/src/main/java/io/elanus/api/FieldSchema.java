package io.elanus.api;

import io.elanus.api.index.TypeName;

/**
 * One field of a collection.
 *
 * @param type one that this version knows, or only the name of another
 * @param dim values of a FLOAT_VECTOR, bits of a BINARY_VECTOR, 0 for scalar types
 * @param maxLength bytes in UTF-8 that a VARCHAR may have, 0 for other types
 * @param description may be empty, never null
 */
public record FieldSchema(
    String name,
    TypeName<DataType> type,
    String description,
    boolean primaryKey,
    int dim,
    int maxLength) {
  /**
   * @throws io.elanus.base.ElanusException INVALID_NAME; INVALID_SCHEMA for a dim, a length or a
   *     key that the type cannot have
   */
  public FieldSchema {
    SchemaRules.checkField(name, type, primaryKey, dim, maxLength);
    description = description == null ? "" : description;
  }

  /** Of a type that this version knows. */
  public FieldSchema(
      String name, DataType type, String description, boolean primaryKey, int dim, int maxLength) {
    this(name, TypeName.of(type), description, primaryKey, dim, maxLength);
  }

  /** A field of a type that needs neither dim nor length. */
  public static FieldSchema scalar(String name, DataType type) {
    return new FieldSchema(name, type, "", false, 0, 0);
  }

  /**
   * @param maxLength bytes in UTF-8, [1, 65535]
   */
  public static FieldSchema varchar(String name, int maxLength) {
    return new FieldSchema(name, DataType.VARCHAR, "", false, 0, maxLength);
  }

  /**
   * @param dim values of a vector, [1, 32768]
   */
  public static FieldSchema floatVector(String name, int dim) {
    return new FieldSchema(name, DataType.FLOAT_VECTOR, "", false, dim, 0);
  }

  /** The same field as the primary key. */
  public FieldSchema asPrimaryKey() {
    return new FieldSchema(name, type, description, true, dim, maxLength);
  }

  /** Whether it is of this type. */
  public boolean is(DataType known) {
    return type.is(known);
  }

  /** Whether it holds vectors; of a type that is not known its name says so. */
  public boolean isVector() {
    return type.known().map(DataType::isVector).orElseGet(() -> type.name().endsWith("VECTOR"));
  }
}
