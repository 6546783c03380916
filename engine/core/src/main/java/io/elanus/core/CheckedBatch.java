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
    switch (column) {
      case Column.FloatVectors floats ->
          vectors.add(new FieldVectors(field, MemorySegment.ofArray(floats.values())));
      case Column.BinaryVectors bits ->
          vectors.add(new FieldVectors(field, MemorySegment.ofArray(bits.values())));
      default -> {
        // The store wants the key first.
        int place = field.primaryKey() ? 0 : scalars.size();
        scalars.add(place, new FieldScalars(field, StoredColumns.stored(column)));
      }
    }
  }

  /** A batch of some of the rows of this one, which is whole. */
  CheckedBatch select(int[] rows) {
    CheckedBatch chosen = new CheckedBatch();
    for (FieldScalars column : scalars) {
      chosen.scalars.add(new FieldScalars(column.field(), column.values().select(rows)));
    }
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

  /** The columns of all scalar fields, a given key first. */
  List<FieldScalars> scalars() {
    return scalars;
  }

  List<FieldVectors> vectors() {
    return vectors;
  }

  /** The given keys; null where the engine makes them. */
  Column keys() {
    return scalars.isEmpty() || !scalars.getFirst().field().primaryKey()
        ? null
        : StoredColumns.column(Types.of(scalars.getFirst().field()), scalars.getFirst().values());
  }

  /** The given keys as the store knows them. */
  Object[] keyValues() {
    ScalarValues keys = scalars.getFirst().values();
    return switch (keys) {
      case ScalarValues.Integers integers -> Arrays.stream(integers.values()).boxed().toArray();
      case ScalarValues.Texts texts -> texts.values();
      case ScalarValues.Reals _ -> throw new IllegalStateException("keys are INT64 or VARCHAR");
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
