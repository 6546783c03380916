package io.elanus.core;

import io.elanus.api.CollectionSchema;
import io.elanus.api.DataType;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads chosen fields of rows, as values of the public API. */
final class Entities {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** One row: its key and the fields asked for. */
  record Entity(Object key, Map<String, Object> fields) {}

  private final List<StoredField> wanted;
  private final List<StoredField> cells;
  private final StoredField key;

  /**
   * @param outputFields names of fields; "*" stands for all
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
        collection.fields().stream().filter(f -> !resolved.contains(f)).forEach(resolved::add);
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
   * Empty where the row was deleted.
   *
   * @param state knows the row
   */
  Optional<Entity> read(RowTable rows, CollectionState state, long row) {
    Object[] values = rows.read(row, cells);
    if (values == null) {
      return Optional.empty();
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    int next = 1;
    for (StoredField field : wanted) {
      Object value =
          field.primaryKey()
              ? values[0]
              : field.isVector() ? vector(state, row, field) : value(field, values[next++]);
      fields.put(field.name(), value);
    }
    return Optional.of(new Entity(values[0], fields));
  }

  private static Object value(StoredField field, Object stored) {
    return switch (DataType.valueOf(field.type())) {
      case BOOL -> (Long) stored != 0;
      case INT8, INT16, INT32 -> ((Long) stored).intValue();
      case FLOAT -> ((Double) stored).floatValue();
      case INT64, DOUBLE, VARCHAR, JSON -> stored;
      case FLOAT_VECTOR, BINARY_VECTOR ->
          throw new IllegalArgumentException(field.name() + " is a vector field");
    };
  }

  private Object vector(CollectionState state, long row, StoredField field) {
    MemorySegment bytes = state.vector(row, field);
    return switch (DataType.valueOf(field.type())) {
      case FLOAT_VECTOR -> bytes.toArray(FLOAT);
      case BINARY_VECTOR -> bytes.toArray(ValueLayout.JAVA_BYTE);
      case BOOL, INT8, INT16, INT32, INT64, FLOAT, DOUBLE, VARCHAR, JSON ->
          throw new IllegalArgumentException(field.name() + " is no vector field");
    };
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
