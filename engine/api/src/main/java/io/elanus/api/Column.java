package io.elanus.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of one field in a batch of rows, one array for all rows. Arrays are not copied. */
public sealed interface Column {
  /** How many rows it holds. */
  int rows();

  /**
   * One value: Boolean, Integer, Long, Float, Double, String (null where there is none), or a copy
   * of a vector, float[] or byte[].
   *
   * @param row in [0, rows)
   */
  @Nullable Object value(int row);

  /** BOOL. */
  record Booleans(boolean[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public Object value(int row) {
      return values[row];
    }
  }

  /** INT8, INT16 and INT32. */
  record Ints(int[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public Object value(int row) {
      return values[row];
    }
  }

  /** INT64. */
  record Longs(long[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public Object value(int row) {
      return values[row];
    }
  }

  /** FLOAT. */
  record Floats(float[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public Object value(int row) {
      return values[row];
    }
  }

  /** DOUBLE. */
  record Doubles(double[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public Object value(int row) {
      return values[row];
    }
  }

  /** VARCHAR, and JSON as its text. */
  record Strings(String[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public @Nullable Object value(int row) {
      return values[row];
    }
  }

  /** FLOAT_VECTOR: row-major, {@code rows * dim} values. */
  record FloatVectors(float[] values, int dim) implements Column {
    @Override
    public int rows() {
      return values.length / dim;
    }

    @Override
    public float[] value(int row) {
      return Arrays.copyOfRange(values, row * dim, (row + 1) * dim);
    }
  }

  /**
   * BINARY_VECTOR: row-major, {@code rows * dim / 8} bytes; bit i of a vector is bit 7 - i % 8 of
   * byte i / 8.
   */
  record BinaryVectors(byte[] values, int dim) implements Column {
    @Override
    public int rows() {
      return values.length / (dim / 8);
    }

    @Override
    public byte[] value(int row) {
      return Arrays.copyOfRange(values, row * (dim / 8), (row + 1) * (dim / 8));
    }
  }
}
