package io.elanus.core;

import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.RowBatch;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.store.FieldScalars;
import io.elanus.store.FieldVectors;
import io.elanus.store.ScalarValues;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A batch whose every value was checked against the schema, in the form that the store takes. */
final class CheckedBatch {
  private final List<FieldScalars> scalars = new ArrayList<>();
  private final List<FieldVectors> vectors = new ArrayList<>();
  private Column keys;

  private CheckedBatch() {}

  /**
   * @throws ElanusException naming the first field and row that breaks a rule
   */
  static CheckedBatch of(StoredCollection collection, RowBatch batch) {
    List<String> expected = expectedColumns(collection);
    for (String name : batch.columns().keySet()) {
      if (!expected.contains(name)) {
        throw unexpected(collection, name, expected);
      }
    }
    CheckedBatch checked = new CheckedBatch();
    for (StoredField field : collection.fields()) {
      Column column = batch.columns().get(field.name());
      if (column != null) {
        new ColumnCheck(field, batch.firstRow()).check(column);
        checked.add(field, column);
      } else if (expected.contains(field.name())) {
        throw new ElanusException(
            ErrorCode.INVALID_ROW,
            "rows of %s must have field %s".formatted(collection.name(), field.name()),
            "given: " + String.join(", ", batch.columns().keySet()));
      }
    }
    return checked;
  }

  private static List<String> expectedColumns(StoredCollection collection) {
    return collection.fields().stream()
        .filter(field -> !(collection.autoId() && field.primaryKey()))
        .map(StoredField::name)
        .toList();
  }

  private static ElanusException unexpected(
      StoredCollection collection, String name, List<String> expected) {
    if (collection.primaryKey().name().equals(name)) {
      return new ElanusException(
          ErrorCode.INVALID_ROW,
          "%s of %s must not be given: the engine makes it (auto_id)"
              .formatted(name, collection.name()));
    }
    return new ElanusException(
        ErrorCode.FIELD_NOT_FOUND,
        "collection %s has no field %s".formatted(collection.name(), name),
        Suggestions.hint(name, expected));
  }

  private void add(StoredField field, Column column) {
    if (field.primaryKey()) {
      keys = column;
    }
    switch (column) {
      case Column.FloatVectors floats ->
          vectors.add(new FieldVectors(field, MemorySegment.ofArray(floats.values())));
      case Column.BinaryVectors bits ->
          vectors.add(new FieldVectors(field, MemorySegment.ofArray(bits.values())));
      case Column.Booleans booleans -> addIntegers(field, integers(booleans.values()));
      case Column.Ints ints ->
          addIntegers(field, Arrays.stream(ints.values()).asLongStream().toArray());
      case Column.Longs longs -> addIntegers(field, longs.values());
      case Column.Floats floats ->
          add(new FieldScalars(field, new ScalarValues.Reals(reals(floats.values()))));
      case Column.Doubles doubles ->
          add(new FieldScalars(field, new ScalarValues.Reals(doubles.values())));
      case Column.Strings strings ->
          add(new FieldScalars(field, new ScalarValues.Texts(strings.values())));
    }
  }

  private void addIntegers(StoredField field, long[] values) {
    add(new FieldScalars(field, new ScalarValues.Integers(values)));
  }

  /** The store wants the key first. */
  private void add(FieldScalars column) {
    if (column.field().primaryKey()) {
      scalars.addFirst(column);
    } else {
      scalars.add(column);
    }
  }

  private static long[] integers(boolean[] booleans) {
    long[] values = new long[booleans.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = booleans[i] ? 1 : 0;
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

  /** A batch of some of the rows of this one, which is whole. */
  CheckedBatch select(int[] rows) {
    CheckedBatch chosen = new CheckedBatch();
    for (FieldScalars column : scalars) {
      chosen.scalars.add(new FieldScalars(column.field(), select(column.values(), rows)));
    }
    chosen.keys =
        switch (chosen.scalars.getFirst().values()) {
          case ScalarValues.Integers integers -> new Column.Longs(integers.values());
          case ScalarValues.Texts texts -> new Column.Strings(texts.values());
          case ScalarValues.Reals _ -> throw new IllegalStateException("keys are INT64 or VARCHAR");
        };
    for (FieldVectors field : vectors) {
      long width = field.field().width();
      MemorySegment gathered =
          MemorySegment.ofArray(new byte[Math.toIntExact(rows.length * width)]);
      for (int i = 0; i < rows.length; i++) {
        MemorySegment.copy(field.bytes(), rows[i] * width, gathered, i * width, width);
      }
      chosen.vectors.add(new FieldVectors(field.field(), gathered));
    }
    return chosen;
  }

  private static ScalarValues select(ScalarValues values, int[] rows) {
    return switch (values) {
      case ScalarValues.Integers integers ->
          new ScalarValues.Integers(
              Arrays.stream(rows).mapToLong(row -> integers.values()[row]).toArray());
      case ScalarValues.Reals reals ->
          new ScalarValues.Reals(
              Arrays.stream(rows).mapToDouble(row -> reals.values()[row]).toArray());
      case ScalarValues.Texts texts ->
          new ScalarValues.Texts(
              Arrays.stream(rows).mapToObj(row -> texts.values()[row]).toArray(String[]::new));
    };
  }

  /** The columns of all scalar fields, a given key first. */
  List<FieldScalars> scalars() {
    return scalars;
  }

  List<FieldVectors> vectors() {
    return vectors;
  }

  /** The given keys; null where the engine makes them. */
  Column keys() {
    return keys;
  }

  /** The given keys as the store knows them. */
  Object[] keyValues() {
    return switch (keys) {
      case Column.Longs longs -> Arrays.stream(longs.values()).boxed().toArray();
      case Column.Strings strings -> strings.values();
      default -> throw new IllegalStateException("keys are INT64 or VARCHAR");
    };
  }

  /** The column class that holds values of a type, for messages. */
  static boolean fits(DataType type, Column column) {
    return switch (type) {
      case BOOL -> column instanceof Column.Booleans;
      case INT8, INT16, INT32 -> column instanceof Column.Ints;
      case INT64 -> column instanceof Column.Longs;
      case FLOAT -> column instanceof Column.Floats;
      case DOUBLE -> column instanceof Column.Doubles;
      case VARCHAR, JSON -> column instanceof Column.Strings;
      case FLOAT_VECTOR -> column instanceof Column.FloatVectors;
      case BINARY_VECTOR -> column instanceof Column.BinaryVectors;
    };
  }
}
