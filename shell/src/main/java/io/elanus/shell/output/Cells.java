package io.elanus.shell.output;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Values as a person reads them in a table. */
final class Cells {
  private static final int SHOWN_VALUES = 4;

  private Cells() {}

  static String text(Object value) {
    return switch (value) {
      case null -> "";
      case Boolean bool -> bool ? "true" : "false";
      case float[] vector -> vector(vector);
      case byte[] bytes -> bytes(bytes);
      case List<?> list -> strings(list);
      case Map<?, ?> map -> pairs(map);
      // They would break the layout, or be obeyed by the terminal.
      default -> ControlCharacters.visible(value.toString());
    };
  }

  static boolean isNumber(Object value) {
    return value instanceof Number;
  }

  // [0.123, -0.5, 1.0, 2.25, … 100 values]
  private static String vector(float[] vector) {
    StringBuilder text = new StringBuilder("[");
    int shown = vector.length > SHOWN_VALUES + 1 ? SHOWN_VALUES : vector.length;
    for (int i = 0; i < shown; i++) {
      text.append(i == 0 ? "" : ", ").append(Float.toString(vector[i]));
    }
    if (shown < vector.length) {
      text.append(", … ").append(vector.length).append(" values");
    }
    return text.append(']').toString();
  }

  private static String bytes(byte[] bytes) {
    return bytes.length <= 16
        ? HexFormat.of().formatHex(bytes)
        : HexFormat.of().formatHex(bytes, 0, 16) + "… " + bytes.length * 8 + " bits";
  }

  private static String strings(List<?> list) {
    StringBuilder text = new StringBuilder();
    for (Object value : list) {
      text.append(text.isEmpty() ? "" : "; ").append(text(value));
    }
    return text.toString();
  }

  private static String pairs(Map<?, ?> map) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<?, ?> pair : map.entrySet()) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(pair.getKey())
          .append('=')
          .append(text(pair.getValue()));
    }
    return text.toString();
  }
}
