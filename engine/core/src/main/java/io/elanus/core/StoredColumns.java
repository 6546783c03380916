package io.elanus.core;

import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.store.ScalarValues;
import java.util.Arrays;

/**
 * Turns scalar columns of the public API into what the store keeps of them, and back. Where both
 * have values of one width they share the array.
 */
final class StoredColumns {
  private StoredColumns() {}

  static ScalarValues stored(Column column) {
    return switch (column) {
      case Column.Booleans booleans -> new ScalarValues.Integers(integers(booleans.values()));
      case Column.Ints ints ->
          new ScalarValues.Integers(Arrays.stream(ints.values()).asLongStream().toArray());
      case Column.Longs longs -> new ScalarValues.Integers(longs.values());
      case Column.Floats floats -> new ScalarValues.Reals(reals(floats.values()));
      case Column.Doubles doubles -> new ScalarValues.Reals(doubles.values());
      case Column.Strings strings -> new ScalarValues.Texts(strings.values());
      case Column.FloatVectors _, Column.BinaryVectors _ ->
          throw new IllegalArgumentException("vectors are no scalars");
    };
  }

  static Column column(DataType type, ScalarValues stored) {
    return switch (stored) {
      case ScalarValues.Integers integers ->
          switch (type) {
            case BOOL -> new Column.Booleans(booleans(integers.values()));
            case INT64 -> new Column.Longs(integers.values());
            default ->
                new Column.Ints(
                    Arrays.stream(integers.values()).mapToInt(value -> (int) value).toArray());
          };
      case ScalarValues.Reals reals ->
          type == DataType.DOUBLE
              ? new Column.Doubles(reals.values())
              : new Column.Floats(floats(reals.values()));
      case ScalarValues.Texts texts -> new Column.Strings(texts.values());
    };
  }

  private static long[] integers(boolean[] booleans) {
    long[] values = new long[booleans.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = booleans[i] ? 1 : 0;
    }
    return values;
  }

  private static boolean[] booleans(long[] integers) {
    boolean[] values = new boolean[integers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = integers[i] != 0;
    }
    return values;
  }

  private static double[] reals(float[] floats) {
    double[] values = new double[floats.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats[i];
    }
    return values;
  }

  private static float[] floats(double[] reals) {
    float[] values = new float[reals.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) reals[i];
    }
    return values;
  }
}
