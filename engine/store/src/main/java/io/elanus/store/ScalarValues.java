package io.elanus.store;

import java.util.Arrays;

/** The values of one scalar field, one for each row. Arrays are not copied. */
public sealed interface ScalarValues {
  /** Of {@link StoredField.Storage#INTEGER}. */
  record Integers(long[] values) implements ScalarValues {
    @Override
    public Long get(int row) {
      return values[row];
    }

    @Override
    public Integers select(int[] rows) {
      return new Integers(Arrays.stream(rows).mapToLong(row -> values[row]).toArray());
    }
  }

  /** Of {@link StoredField.Storage#REAL}. */
  record Reals(double[] values) implements ScalarValues {
    @Override
    public Double get(int row) {
      return values[row];
    }

    @Override
    public Reals select(int[] rows) {
      return new Reals(Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
    }
  }

  /** Of {@link StoredField.Storage#TEXT}. */
  record Texts(String[] values) implements ScalarValues {
    @Override
    public String get(int row) {
      return values[row];
    }

    @Override
    public Texts select(int[] rows) {
      return new Texts(Arrays.stream(rows).mapToObj(row -> values[row]).toArray(String[]::new));
    }
  }

  /** The value of a row: Long, Double or String. */
  Object get(int row);

  /** The values of some rows, in the order in which these are given. */
  ScalarValues select(int[] rows);

  /** Room for the values of a field: zeros, or no text. */
  static ScalarValues allocate(StoredField field, int rows) {
    return switch (field.storage()) {
      case INTEGER -> new Integers(new long[rows]);
      case REAL -> new Reals(new double[rows]);
      case TEXT -> new Texts(new String[rows]);
      case FLOATS, BITS -> throw new IllegalArgumentException(field.name() + " is a vector field");
    };
  }
}
