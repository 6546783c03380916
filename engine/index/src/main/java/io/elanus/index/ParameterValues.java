package io.elanus.index;

import java.util.Map;

/** Values by the names of the parameter table, on their way into a record. */
record ParameterValues(Map<String, Object> values) {
  int integer(String name) {
    return ((Number) value(name)).intValue();
  }

  boolean flag(String name) {
    return (Boolean) value(name);
  }

  private Object value(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("parameter %s is missing in %s".formatted(name, values));
    }
    return value;
  }
}
