package io.elanus.core;

import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.RowBatch;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.store.CellSink;
import io.elanus.store.FieldVectors;
import io.elanus.store.RowCells;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A batch whose every value was checked against the schema, in the form that the store takes. */
final class CheckedBatch implements RowCells {
  private final List<Column> cells = new ArrayList<>();
  private final List<FieldVectors> vectors = new ArrayList<>();
  private Column keys;

  /** The rows of the columns that make up the batch; null for all. */
  private int[] selected;

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
      cells.addFirst(column);
    } else {
      switch (column) {
        case Column.FloatVectors floats ->
            vectors.add(new FieldVectors(field, MemorySegment.ofArray(floats.values())));
        case Column.BinaryVectors bits ->
            vectors.add(new FieldVectors(field, MemorySegment.ofArray(bits.values())));
        case Column.Booleans scalars -> cells.add(scalars);
        case Column.Ints scalars -> cells.add(scalars);
        case Column.Longs scalars -> cells.add(scalars);
        case Column.Floats scalars -> cells.add(scalars);
        case Column.Doubles scalars -> cells.add(scalars);
        case Column.Strings scalars -> cells.add(scalars);
      }
    }
  }

  /** A batch of some of the rows of this one, which is whole. */
  CheckedBatch select(int[] rows) {
    CheckedBatch chosen = new CheckedBatch();
    chosen.selected = rows;
    chosen.cells.addAll(cells);
    chosen.keys =
        switch (keys) {
          case Column.Longs longs ->
              new Column.Longs(Arrays.stream(rows).mapToLong(row -> longs.values()[row]).toArray());
          case Column.Strings strings ->
              new Column.Strings(
                  Arrays.stream(rows)
                      .mapToObj(row -> strings.values()[row])
                      .toArray(String[]::new));
          default -> throw new IllegalStateException("keys are INT64 or VARCHAR");
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

  @Override
  public void write(int number, CellSink sink) {
    int row = selected == null ? number : selected[number];
    for (Column column : cells) {
      switch (column) {
        case Column.Booleans booleans -> sink.integer(booleans.values()[row] ? 1 : 0);
        case Column.Ints ints -> sink.integer(ints.values()[row]);
        case Column.Longs longs -> sink.integer(longs.values()[row]);
        case Column.Floats floats -> sink.real(floats.values()[row]);
        case Column.Doubles doubles -> sink.real(doubles.values()[row]);
        case Column.Strings strings -> sink.text(strings.values()[row]);
        case Column.FloatVectors vector -> throw new IllegalStateException("a vector is no cell");
        case Column.BinaryVectors vector -> throw new IllegalStateException("a vector is no cell");
      }
    }
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
