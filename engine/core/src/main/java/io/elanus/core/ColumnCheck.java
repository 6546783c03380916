package io.elanus.core;

import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.store.StoredField;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Checks the values of one column against its field.
 *
 * @param firstRow the number by which messages call the column's first row
 */
record ColumnCheck(StoredField field, long firstRow) {
  private static final int MAX_JSON_BYTES = 65_536;
  private static final JsonFactory JSON = new JsonFactory();

  void check(Column column) {
    DataType type = Types.of(field);
    if (!CheckedBatch.fits(type, column)) {
      throw new ElanusException(
          ErrorCode.INVALID_ROW,
          "%s must hold %s values, got %s"
              .formatted(
                  field.name(),
                  type,
                  column.getClass().getSimpleName().replace("Vectors", " vectors")));
    }
    switch (column) {
      case Column.Ints ints -> checkRange(type, ints.values());
      case Column.Strings strings -> checkStrings(type, strings.values());
      case Column.FloatVectors floats -> checkVectors(floats);
      case Column.BinaryVectors bits -> checkDim(bits.dim());
      case Column.Booleans booleans -> {}
      case Column.Longs longs -> {}
      case Column.Floats floats -> {}
      case Column.Doubles doubles -> {}
    }
  }

  private void checkRange(DataType type, int[] values) {
    int bits = type == DataType.INT8 ? 8 : type == DataType.INT16 ? 16 : 32;
    int minimum = -1 << (bits - 1);
    int maximum = ~minimum;
    for (int row = 0; row < values.length; row++) {
      if (values[row] < minimum || values[row] > maximum) {
        throw invalid(row, "must be in [%d, %d], got %d".formatted(minimum, maximum, values[row]));
      }
    }
  }

  private void checkStrings(DataType type, String[] values) {
    int limit = type == DataType.JSON ? MAX_JSON_BYTES : field.length();
    for (int row = 0; row < values.length; row++) {
      if (values[row] == null) {
        throw invalid(row, "must have a value, got null");
      }
      int bytes = utf8Bytes(row, values[row]);
      if (bytes > limit) {
        throw invalid(row, "must have at most %d bytes in UTF-8, got %d".formatted(limit, bytes));
      }
      if (type == DataType.JSON) {
        checkJson(row, values[row]);
      }
    }
  }

  private int utf8Bytes(int row, String value) {
    int bytes = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        throw invalid(row, "must be valid Unicode, got an unpaired surrogate at character " + i);
      }
    }
    return bytes;
  }

  private void checkJson(int row, String text) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw invalid(row, "must be JSON, got no text");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw invalid(row, "must be one JSON value, got more text after it");
      }
    } catch (JacksonException malformed) {
      throw invalid(row, "must be JSON: " + malformed.getOriginalMessage());
    }
  }

  private void checkDim(int dim) {
    if (dim != field.length()) {
      throw new ElanusException(
          ErrorCode.INVALID_VECTOR,
          "vectors of %s must have dim %d, got %d".formatted(field.name(), field.length(), dim));
    }
  }

  private void checkVectors(Column.FloatVectors vectors) {
    checkDim(vectors.dim());
    int at = firstNotFinite(vectors.values());
    if (at >= 0) {
      throw new ElanusException(
          ErrorCode.INVALID_VECTOR,
          "values of %s must be finite, got %s in row %d, value %d"
              .formatted(
                  field.name(),
                  vectors.values()[at],
                  firstRow + at / vectors.dim(),
                  at % vectors.dim()));
    }
  }

  /** The position of the first NaN or infinite value, or -1. */
  static int firstNotFinite(float[] values) {
    // A loop without branches over a short run is done in SIMD registers.
    int chunk = 1024;
    for (int from = 0; from < values.length; from += chunk) {
      int to = Math.min(values.length, from + chunk);
      int notFinite = 0;
      for (int i = from; i < to; i++) {
        int exponent = Float.floatToRawIntBits(values[i]) & 0x7f80_0000;
        notFinite |= (exponent - 0x7f80_0000) >>> 31 ^ 1;
      }
      if (notFinite != 0) {
        int i = from;
        while (Float.isFinite(values[i])) {
          i++;
        }
        return i;
      }
    }
    return -1;
  }

  private ElanusException invalid(int row, String rule) {
    return new ElanusException(
        ErrorCode.INVALID_ROW, "%s of row %d %s".formatted(field.name(), firstRow + row, rule));
  }
}
