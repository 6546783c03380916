package io.elanus.store;

/** The values of one scalar field, one for each row. Arrays are not copied. */
public sealed interface ScalarValues {
  /** Of {@link StoredField.Storage#INTEGER}. */
  record Integers(long[] values) implements ScalarValues {
    @Override
    public Long get(int row) {
      return values[row];
    }
  }

  /** Of {@link StoredField.Storage#REAL}. */
  record Reals(double[] values) implements ScalarValues {
    @Override
    public Double get(int row) {
      return values[row];
    }
  }

  /** Of {@link StoredField.Storage#TEXT}. */
  record Texts(String[] values) implements ScalarValues {
    @Override
    public String get(int row) {
      return values[row];
    }
  }

  /** The value of a row: Long, Double or String. */
  Object get(int row);

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
