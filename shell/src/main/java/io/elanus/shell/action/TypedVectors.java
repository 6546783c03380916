package io.elanus.shell.action;

import io.elanus.api.Column;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads vectors as typed: {@code [0.1, 0.2]}, or several as {@code [[0.1, 0.2], [0.3, 0.4]]}. A
 * binary vector is a list of its bytes, 0 to 255.
 */
public final class TypedVectors {
  private TypedVectors() {}

  /**
   * @return a column of the field's kind, one row for each vector
   * @throws ElanusException INVALID_VECTOR for a wrong count or what is no number
   */
  public static Column parse(FieldSchema field, String text) {
    List<String> vectors = split(text.strip());
    return switch (field.type().require()) {
      case FLOAT_VECTOR -> floats(field, vectors);
      case BINARY_VECTOR -> bytes(field, vectors);
      case BOOL, INT8, INT16, INT32, INT64, FLOAT, DOUBLE, VARCHAR, JSON ->
          throw new ElanusException(
              ErrorCode.INVALID_ARGUMENT,
              "field %s holds %s, not vectors".formatted(field.name(), field.type()));
    };
  }

  private static Column floats(FieldSchema field, List<String> vectors) {
    float[] values = new float[Math.multiplyExact(vectors.size(), field.dim())];
    int at = 0;
    for (String vector : vectors) {
      List<String> numbers = numbers(field, vector, field.dim());
      for (String number : numbers) {
        values[at++] = number(field, number);
      }
    }
    return new Column.FloatVectors(values, field.dim());
  }

  private static Column bytes(FieldSchema field, List<String> vectors) {
    int width = field.dim() / 8;
    byte[] values = new byte[Math.multiplyExact(vectors.size(), width)];
    int at = 0;
    for (String vector : vectors) {
      for (String number : numbers(field, vector, width)) {
        float value = number(field, number);
        if (value != Math.rint(value) || value < 0 || value > 255) {
          throw new ElanusException(
              ErrorCode.INVALID_VECTOR,
              "a byte of field %s must be a whole number in [0, 255], got %s"
                  .formatted(field.name(), Wording.excerpt(number)));
        }
        values[at++] = (byte) value;
      }
    }
    return new Column.BinaryVectors(values, field.dim());
  }

  private static List<String> numbers(FieldSchema field, String vector, int expected) {
    List<String> numbers = ListText.parse(vector);
    if (numbers.size() == expected) {
      return numbers;
    }
    throw new ElanusException(
        ErrorCode.INVALID_VECTOR,
        "a vector of field %s must have %s, got %d"
            .formatted(
                field.name(),
                Wording.count(expected, field.dim() == expected ? "value" : "byte"),
                numbers.size()));
  }

  private static float number(FieldSchema field, String text) {
    try {
      float value = Float.parseFloat(text);
      if (!Float.isFinite(value)) {
        throw new ElanusException(
            ErrorCode.INVALID_VECTOR,
            "a vector of field %s must hold finite float32 numbers, got %s"
                .formatted(field.name(), Wording.excerpt(text)));
      }
      return value;
    } catch (NumberFormatException e) {
      throw new ElanusException(
          ErrorCode.INVALID_VECTOR,
          "a vector of field %s must hold numbers, got %s"
              .formatted(field.name(), Wording.quoted(text)),
          null,
          e);
    }
  }

  /** The inner lists of a list of lists, or the one list. */
  private static List<String> split(String text) {
    String body = text.startsWith("[") ? text.substring(1).strip() : "";
    if (!body.startsWith("[")) {
      return List.of(text);
    }
    List<String> vectors = new ArrayList<>();
    int from = text.indexOf('[', 1);
    while (from >= 0) {
      int to = text.indexOf(']', from);
      if (to < 0) {
        throw new ElanusException(
            ErrorCode.INVALID_VECTOR, "a vector that starts with [ must end with ]");
      }
      vectors.add(text.substring(from, to + 1));
      from = text.indexOf('[', to);
    }
    return vectors;
  }
}
