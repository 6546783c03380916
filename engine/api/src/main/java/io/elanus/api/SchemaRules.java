package io.elanus.api;

import io.elanus.api.index.TypeName;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.regex.Pattern;

/** Names and limits of collections and fields, as in Milvus 2.3. */
public final class SchemaRules {
  public static final int MAX_NAME_LENGTH = 255;
  public static final int MAX_DIM = 32_768;
  public static final int MAX_VARCHAR_LENGTH = 65_535;
  public static final int MAX_FIELDS = 64;
  public static final int MAX_LIMIT = 16_384;

  /** Queries of one search. */
  public static final int MAX_QUERIES = 16_384;

  /** Hits of one search, of all its queries together. */
  public static final int MAX_HITS = 10_000_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private SchemaRules() {}

  /**
   * @param what what is named, such as "collection name"
   */
  public static void checkName(String what, String name) {
    if (name == null || name.isEmpty()) {
      throw new ElanusException(ErrorCode.INVALID_NAME, what + " must not be empty");
    }
    if (name.length() > MAX_NAME_LENGTH) {
      throw new ElanusException(
          ErrorCode.INVALID_NAME,
          "%s must have at most %d characters, got %d"
              .formatted(what, MAX_NAME_LENGTH, name.length()));
    }
    if (!NAME.matcher(name).matches()) {
      throw new ElanusException(
          ErrorCode.INVALID_NAME,
          "%s must start with a letter or underscore and hold only letters, digits and underscores, got \"%s\""
              .formatted(what, name));
    }
  }

  /**
   * @param limit how many rows or neighbours are wanted
   * @throws ElanusException OUT_OF_RANGE
   */
  public static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new ElanusException(
          ErrorCode.OUT_OF_RANGE, "limit must be in [1, %d], got %d".formatted(MAX_LIMIT, limit));
    }
  }

  static void checkField(
      String name, TypeName<DataType> type, boolean primaryKey, int dim, int maxLength) {
    checkName("field name", name);
    if (primaryKey && !type.is(DataType.INT64) && !type.is(DataType.VARCHAR)) {
      throw invalid("primary key %s must be INT64 or VARCHAR, got %s".formatted(name, type));
    }
    // The rules of a type that is not known are those of whoever knows it.
    type.known().ifPresent(known -> checkField(name, known, dim, maxLength));
  }

  private static void checkField(String name, DataType type, int dim, int maxLength) {
    switch (type) {
      case FLOAT_VECTOR -> {
        if (dim < 1 || dim > MAX_DIM) {
          throw invalid("dim of %s must be in [1, %d], got %d".formatted(name, MAX_DIM, dim));
        }
      }
      case BINARY_VECTOR -> {
        if (dim < 8 || dim > MAX_DIM * 8 || dim % 8 != 0) {
          throw invalid(
              "dim of %s must be a multiple of 8 in [8, %d], got %d"
                  .formatted(name, MAX_DIM * 8, dim));
        }
      }
      case VARCHAR -> {
        if (maxLength < 1 || maxLength > MAX_VARCHAR_LENGTH) {
          throw invalid(
              "max_length of %s must be in [1, %d], got %d"
                  .formatted(name, MAX_VARCHAR_LENGTH, maxLength));
        }
      }
      case BOOL, INT8, INT16, INT32, INT64, FLOAT, DOUBLE, JSON -> {}
    }
  }

  static ElanusException invalid(String message) {
    return new ElanusException(ErrorCode.INVALID_SCHEMA, message);
  }
}
