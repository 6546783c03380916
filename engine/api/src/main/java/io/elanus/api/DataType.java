package io.elanus.api;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The types of a field. */
public enum DataType {
  BOOL,
  INT8,
  INT16,
  INT32,
  INT64,
  FLOAT,
  DOUBLE,
  VARCHAR,
  JSON,
  FLOAT_VECTOR,
  BINARY_VECTOR;

  /** Whether its values are vectors. */
  public boolean isVector() {
    return this == FLOAT_VECTOR || this == BINARY_VECTOR;
  }

  /** Reads a type name, ignoring case. */
  public static DataType parse(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (DataType type : values()) {
      if (type.name().equals(upper)) {
        return type;
      }
    }
    List<String> known = Arrays.stream(values()).map(DataType::name).toList();
    throw new ElanusException(
        ErrorCode.UNKNOWN_TYPE, "unknown field type " + name, Suggestions.hint(name, known));
  }
}
