package io.elanus.core;

import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.RowPage;
import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.store.CollectionState;
import io.elanus.store.RowTable;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.LongFunction;

/** Reads chosen fields of rows, as columns of the public API. */
final class Entities {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int ROWS_PER_CHECK = 1024;

  /** Elements that an array may have in every JVM. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  /**
   * The rows that are there, of those asked for.
   *
   * @param positions among those asked for, ascending
   * @param page the fields asked for
   */
  record Existing(int[] positions, Column keys, RowPage page) {}

  private final List<StoredField> wanted;
  private final List<StoredField> cells;
  private final StoredField key;

  /**
   * @param outputFields names of fields; "*" stands for all of known types
   * @throws ElanusException FIELD_NOT_FOUND with the nearest name
   */
  Entities(StoredCollection collection, List<String> outputFields) {
    this.key = collection.primaryKey();
    this.wanted = resolve(collection, outputFields);
    this.cells = wanted.stream().filter(field -> !field.isVector() && !field.primaryKey()).toList();
  }

  private static List<StoredField> resolve(StoredCollection collection, List<String> outputFields) {
    CollectionSchema schema = Schemas.of(collection);
    List<StoredField> resolved = new ArrayList<>();
    for (String name : outputFields) {
      if (name.equals("*")) {
        collection.fields().stream()
            .filter(Types::isKnown)
            .filter(f -> !resolved.contains(f))
            .forEach(resolved::add);
      } else {
        int position = schema.fields().indexOf(schema.field(name));
        if (!resolved.contains(collection.fields().get(position))) {
          resolved.add(collection.fields().get(position));
        }
      }
    }
    return resolved;
  }

  /**
   * Reads rows; those that were deleted are left out.
   *
   * @param states a state that knows the row with an ordinal
   * @param wanted ordinals, of which some may occur again
   */
  Existing read(
      RowTable rows,
      LongFunction<CollectionState> states,
      long[] wanted,
      Cancellation cancellation) {
    int[] positions = new int[wanted.length];
    Object[] keys = new Object[wanted.length];
    Object[][] cells = new Object[this.cells.size()][wanted.length];
    int found = 0;
    for (int i = 0; i < wanted.length; i++) {
      if (i % ROWS_PER_CHECK == 0) {
        cancellation.check();
      }
      Object[] values = rows.read(wanted[i], this.cells);
      if (values != null) {
        keys[found] = values[0];
        for (int cell = 0; cell < cells.length; cell++) {
          cells[cell][found] = values[1 + cell];
        }
        positions[found++] = i;
      }
    }
    positions = Arrays.copyOf(positions, found);
    Column keyColumn = column(key, keys, found);
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    int next = 0;
    for (StoredField field : this.wanted) {
      columns.put(
          field.name(),
          field.primaryKey()
              ? keyColumn
              : field.isVector()
                  ? vectors(field, states, wanted, positions)
                  : column(field, cells[next++], found));
    }
    return new Existing(positions, keyColumn, new RowPage(found, columns));
  }

  /** Stored values, Long, Double or String each, as a column of the public API. */
  private static Column column(StoredField field, Object[] stored, int rows) {
    return switch (Types.of(field)) {
      case BOOL -> {
        boolean[] values = new boolean[rows];
        for (int i = 0; i < rows; i++) {
          values[i] = (Long) stored[i] != 0;
        }
        yield new Column.Booleans(values);
      }
      case INT8, INT16, INT32 -> {
        int[] values = new int[rows];
        Arrays.setAll(values, i -> ((Long) stored[i]).intValue());
        yield new Column.Ints(values);
      }
      case INT64 -> {
        long[] values = new long[rows];
        Arrays.setAll(values, i -> (Long) stored[i]);
        yield new Column.Longs(values);
      }
      case FLOAT -> {
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
          values[i] = ((Double) stored[i]).floatValue();
        }
        yield new Column.Floats(values);
      }
      case DOUBLE -> {
        double[] values = new double[rows];
        Arrays.setAll(values, i -> (Double) stored[i]);
        yield new Column.Doubles(values);
      }
      case VARCHAR, JSON -> {
        String[] values = new String[rows];
        Arrays.setAll(values, i -> (String) stored[i]);
        yield new Column.Strings(values);
      }
      case FLOAT_VECTOR, BINARY_VECTOR ->
          throw new IllegalArgumentException(field.name() + " is a vector field");
    };
  }

  private static Column vectors(
      StoredField field, LongFunction<CollectionState> states, long[] rows, int[] positions) {
    return switch (Types.of(field)) {
      case FLOAT_VECTOR -> {
        float[] values = new float[length(field, positions.length, field.length())];
        copy(field, states, rows, positions, FLOAT, values, field.length());
        yield new Column.FloatVectors(values, field.length());
      }
      case BINARY_VECTOR -> {
        byte[] values = new byte[length(field, positions.length, field.width())];
        copy(field, states, rows, positions, ValueLayout.JAVA_BYTE, values, field.width());
        yield new Column.BinaryVectors(values, field.length());
      }
      case BOOL, INT8, INT16, INT32, INT64, FLOAT, DOUBLE, VARCHAR, JSON ->
          throw new IllegalArgumentException(field.name() + " is no vector field");
    };
  }

  private static int length(StoredField field, long rows, long each) {
    if (rows * each > LONGEST) {
      throw new ElanusException(
          ErrorCode.OUT_OF_RANGE,
          "field %s of one answer must have at most %d values, got %d rows of %d"
              .formatted(field.name(), LONGEST, rows, each),
          "ask for fewer rows at once");
    }
    return (int) (rows * each);
  }

  private static void copy(
      StoredField field,
      LongFunction<CollectionState> states,
      long[] rows,
      int[] positions,
      ValueLayout layout,
      Object values,
      int each) {
    for (int i = 0; i < positions.length; i++) {
      long row = rows[positions[i]];
      MemorySegment.copy(states.apply(row).vector(row, field), layout, 0, values, i * each, each);
    }
  }

  /** A key as the row table knows it. */
  Object storedKey(Object given) {
    return storedKey(key, given);
  }

  static Object storedKey(StoredField key, Object given) {
    return switch (given) {
      case Integer number when key.storage() == StoredField.Storage.INTEGER -> number.longValue();
      case Long number when key.storage() == StoredField.Storage.INTEGER -> number;
      case String text when key.storage() == StoredField.Storage.TEXT -> text;
      case null, default ->
          throw new ElanusException(
              ErrorCode.INVALID_ARGUMENT,
              "primary key %s must be %s, got %s".formatted(key.name(), key.type(), given));
    };
  }
}
