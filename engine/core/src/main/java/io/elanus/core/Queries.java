package io.elanus.core;

import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.SchemaRules;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import java.util.List;
import java.util.stream.Collectors;

/** Checks what a search is given before anything is compared. */
final class Queries {
  private Queries() {}

  /**
   * Checks how many hits an answer has.
   *
   * @throws ElanusException OUT_OF_RANGE for more than fit in memory with their fields
   */
  static void checkHits(long hits) {
    if (hits > SchemaRules.MAX_HITS) {
      throw new ElanusException(
          ErrorCode.OUT_OF_RANGE,
          "hits of all query vectors together must be at most %d, got %d"
              .formatted(SchemaRules.MAX_HITS, hits),
          "ask with fewer query vectors at once, or with a lower limit");
    }
  }

  /** The vector field that is meant: the only one where none is named. */
  static StoredField vectorField(StoredCollection collection, String name) {
    List<StoredField> vectorFields = collection.vectorFields();
    if (name == null || name.isEmpty()) {
      if (vectorFields.size() == 1) {
        return known(vectorFields.getFirst());
      }
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "collection %s has %d vector fields, one must be named"
              .formatted(collection.name(), vectorFields.size()),
          "vector fields: "
              + vectorFields.stream().map(StoredField::name).collect(Collectors.joining(", ")));
    }
    CollectionSchema schema = Schemas.of(collection);
    StoredField field = collection.fields().get(schema.fields().indexOf(schema.field(name)));
    if (!field.isVector()) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "field %s must be a vector field, got %s".formatted(name, field.type()),
          "vector fields: "
              + vectorFields.stream().map(StoredField::name).collect(Collectors.joining(", ")));
    }
    return known(field);
  }

  /** A field of a type that is known, whatever it is stored as. */
  private static StoredField known(StoredField field) {
    Types.of(field);
    return field;
  }

  /** Checks the query vectors against the field that they are compared with. */
  static void checkVectors(StoredField field, Column vectors) {
    int dim =
        switch (vectors) {
          case Column.FloatVectors floats when field.storage() == StoredField.Storage.FLOATS ->
              floats.dim();
          case Column.BinaryVectors bits when field.storage() == StoredField.Storage.BITS ->
              bits.dim();
          default ->
              throw new ElanusException(
                  ErrorCode.INVALID_VECTOR,
                  "queries of field %s must be of type %s".formatted(field.name(), field.type()));
        };
    if (dim != field.length()) {
      throw new ElanusException(
          ErrorCode.INVALID_VECTOR,
          "query vectors for %s must have dim %d, got %d"
              .formatted(field.name(), field.length(), dim));
    }
    if (vectors instanceof Column.FloatVectors floats) {
      int at = ColumnCheck.firstNotFinite(floats.values());
      if (at >= 0) {
        throw new ElanusException(
            ErrorCode.INVALID_VECTOR,
            "values of query vectors must be finite, got %s in query %d, value %d"
                .formatted(floats.values()[at], at / dim, at % dim));
      }
    }
  }
}
