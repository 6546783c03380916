package io.elanus.api;

/** The values of one field in a batch of rows, one array for all rows. Arrays are not copied. */
public sealed interface Column {
  /** How many rows it holds. */
  int rows();

  /** BOOL. */
  record Booleans(boolean[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }
  }

  /** INT8, INT16 and INT32. */
  record Ints(int[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }
  }

  /** INT64. */
  record Longs(long[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }
  }

  /** FLOAT. */
  record Floats(float[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }
  }

  /** DOUBLE. */
  record Doubles(double[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }
  }

  /** VARCHAR, and JSON as its text. */
  record Strings(String[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }
  }

  /** FLOAT_VECTOR: row-major, {@code rows * dim} values. */
  record FloatVectors(float[] values, int dim) implements Column {
    @Override
    public int rows() {
      return values.length / dim;
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
  }
}
