package io.elanus.core;

import io.elanus.api.CollectionSchema;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import io.elanus.store.StoredField.Storage;
import java.util.ArrayList;
import java.util.List;

/** Schemas as the catalogue keeps them. */
final class Schemas {
  private Schemas() {}

  static StoredCollection toStored(CollectionSchema schema, long createdMillis) {
    List<StoredField> fields = new ArrayList<>();
    for (FieldSchema field : schema.fields()) {
      fields.add(
          new StoredField(
              fields.size(),
              field.name(),
              field.type().name(),
              storage(field.type().require()),
              field.description(),
              field.primaryKey(),
              field.isVector() ? field.dim() : field.maxLength()));
    }
    return new StoredCollection(
        0,
        schema.name(),
        schema.description(),
        schema.autoId(),
        createdMillis,
        false,
        1,
        0,
        fields);
  }

  private static Storage storage(DataType type) {
    return switch (type) {
      case BOOL, INT8, INT16, INT32, INT64 -> Storage.INTEGER;
      case FLOAT, DOUBLE -> Storage.REAL;
      case VARCHAR, JSON -> Storage.TEXT;
      case FLOAT_VECTOR -> Storage.FLOATS;
      case BINARY_VECTOR -> Storage.BITS;
    };
  }

  static CollectionSchema of(StoredCollection collection) {
    return new CollectionSchema(
        collection.name(),
        collection.description(),
        collection.fields().stream().map(Schemas::of).toList(),
        collection.autoId());
  }

  static FieldSchema of(StoredField field) {
    return new FieldSchema(
        field.name(),
        Types.nameOf(field),
        field.description(),
        field.primaryKey(),
        field.isVector() ? field.length() : 0,
        field.isVector() ? 0 : field.length());
  }
}
