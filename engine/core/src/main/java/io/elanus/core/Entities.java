package io.elanus.core;

import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.RowPage;
import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.store.CollectionState;
import io.elanus.store.FieldScalars;
import io.elanus.store.ScalarRows;
import io.elanus.store.ScalarValues;
import io.elanus.store.Store;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads chosen fields of rows, as columns of the public API. */
final class Entities {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Elements that an array may have in every JVM. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  /**
   * The rows that are there, of those asked for.
   *
   * @param positions among those asked for, ascending
   * @param page the fields asked for
   */
  record Existing(int[] positions, Column keys, RowPage page) {}

  private final Store store;
  private final List<StoredField> wanted;
  private final StoredField key;

  /** The key first, then the other scalar fields that are wanted. */
  private final List<StoredField> scalars;

  /**
   * @param outputFields names of fields; "*" stands for all of known types
   * @throws ElanusException FIELD_NOT_FOUND with the nearest name
   */
  Entities(Store store, StoredCollection collection, List<String> outputFields) {
    this.store = store;
    this.key = collection.primaryKey();
    this.wanted = resolve(collection, outputFields);
    this.scalars =
        Stream.concat(
                Stream.of(key),
                wanted.stream().filter(field -> !field.isVector() && !field.primaryKey()))
            .toList();
  }

  private static List<StoredField> resolve(StoredCollection collection, List<String> outputFields) {
    List<StoredField> resolved = new ArrayList<>();
    for (String name : outputFields) {
      List<StoredField> named =
          name.equals("*")
              ? collection.fields().stream().filter(Types::isKnown).toList()
              : List.of(field(collection, name));
      for (StoredField field : named) {
        if (!resolved.contains(field)) {
          resolved.add(field);
        }
      }
    }
    return resolved;
  }

  private static StoredField field(StoredCollection collection, String name) {
    CollectionSchema schema = Schemas.of(collection);
    return collection.fields().get(schema.fields().indexOf(schema.field(name)));
  }

  /**
   * Reads rows of a state; those that were deleted since, and are gone by now, are left out.
   *
   * @param rows ordinals that the state knows, of which some may occur again
   */
  Existing read(CollectionState state, long[] rows, Cancellation cancellation) {
    ScalarRows read = store.readScalars(state, rows, scalars, cancellation::check);
    int[] positions = IntStream.range(0, rows.length).filter(i -> !read.gone().get(i)).toArray();
    Column keys = column(read.columns().getFirst(), positions);
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    int next = 1;
    for (StoredField field : wanted) {
      Column column;
      if (field.isVector()) {
        column = vectors(field, state, rows, positions);
      } else {
        column = field.primaryKey() ? keys : column(read.columns().get(next++), positions);
      }
      columns.put(field.name(), column);
    }
    return new Existing(positions, keys, new RowPage(positions.length, columns));
  }

  private static Column column(FieldScalars stored, int[] positions) {
    ScalarValues all = stored.values();
    return StoredColumns.column(Types.of(stored.field()), all.select(positions));
  }

  private static Column vectors(
      StoredField field, CollectionState state, long[] rows, int[] positions) {
    return switch (Types.of(field)) {
      case FLOAT_VECTOR -> {
        float[] values = new float[length(field, positions.length, field.length())];
        copy(field, state, rows, positions, FLOAT, values, field.length());
        yield new Column.FloatVectors(values, field.length());
      }
      case BINARY_VECTOR -> {
        byte[] values = new byte[length(field, positions.length, field.width())];
        copy(field, state, rows, positions, ValueLayout.JAVA_BYTE, values, field.width());
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
      CollectionState state,
      long[] rows,
      int[] positions,
      ValueLayout layout,
      Object values,
      int each) {
    for (int i = 0; i < positions.length; i++) {
      long row = rows[positions[i]];
      MemorySegment.copy(state.vector(row, field), layout, 0, values, i * each, each);
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
