package io.elanus.formats;

import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import java.util.Arrays;

/** Rules of vectors that every format shares. */
final class Vectors {
  /** A batch holds no more values than this, so that wide vectors do not take all memory. */
  private static final int MAX_BATCH_VALUES = 1 << 24;

  private Vectors() {}

  /** Numbers that a file holds for each vector of a field: values, or bytes of eight bits. */
  static int width(FieldSchema field) {
    return field.is(DataType.BINARY_VECTOR) ? field.dim() / 8 : field.dim();
  }

  static int batchRows(int wanted, int width) {
    return Math.clamp(MAX_BATCH_VALUES / width, 1, wanted);
  }

  /** The rule that a vector of another width breaks. */
  static String widthMessage(FieldSchema field, int got) {
    return field.is(DataType.BINARY_VECTOR)
        ? "vector of %s, field %s has dim %d, which is %s"
            .formatted(
                Wording.count(got, "byte"),
                field.name(),
                field.dim(),
                Wording.count(width(field), "byte"))
        : "vector of %s, field %s has dim %d"
            .formatted(Wording.count(got, "value"), field.name(), field.dim());
  }

  static void checkWidth(String fileName, FieldSchema field, int got) {
    if (got != width(field)) {
      throw new ElanusException(
          ErrorCode.INVALID_VECTOR, fileName + ": " + widthMessage(field, got));
    }
  }

  /**
   * Vectors of one file as a column.
   *
   * @param values row-major; bytes of binary vectors as numbers in [0, 255]
   */
  static Column column(DataType type, float[] values, int width) {
    if (type != DataType.BINARY_VECTOR) {
      return new Column.FloatVectors(values, width);
    }
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) (int) values[i];
    }
    return new Column.BinaryVectors(bytes, width * 8);
  }

  /** The first {@code rows} of a buffer; the buffer itself where it is full. */
  static float[] trim(float[] values, int rows, int width) {
    return rows * width == values.length ? values : Arrays.copyOf(values, rows * width);
  }

  /**
   * @param firstRow of the buffer, counted from 1
   */
  static void checkFinite(String fileName, float[] values, int rows, int width, long firstRow) {
    int bad = Finite.firstBad(values, rows * width);
    if (bad >= 0) {
      throw new ElanusException(
          ErrorCode.INVALID_VECTOR,
          "%s: row %d: value %d of the vector must be finite, got %s"
              .formatted(fileName, firstRow + bad / width, bad % width + 1, values[bad]));
    }
  }
}
