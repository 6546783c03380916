package io.elanus.store;

import java.util.List;
import java.util.stream.Stream;

/**
 * A collection in the catalogue.
 *
 * @param autoId whether the key of a row is its ordinal
 * @param nextRow the ordinal of the next row; ordinals start at 1 and are never used twice
 * @param liveRows rows that are not deleted
 */
public record StoredCollection(
    long id,
    String name,
    String description,
    boolean autoId,
    long createdMillis,
    boolean released,
    long nextRow,
    long liveRows,
    List<StoredField> fields) {
  public StoredCollection {
    fields = List.copyOf(fields);
  }

  public StoredField primaryKey() {
    return fields.stream().filter(StoredField::primaryKey).findFirst().orElseThrow();
  }

  public List<StoredField> vectorFields() {
    return fields.stream().filter(StoredField::isVector).toList();
  }

  /** The scalar fields that rows hold, in order: a key only where it is given, then first. */
  public List<StoredField> scalarFields() {
    Stream<StoredField> key = autoId ? Stream.empty() : Stream.of(primaryKey());
    Stream<StoredField> others =
        fields.stream().filter(field -> !field.isVector() && !field.primaryKey());
    return Stream.concat(key, others).toList();
  }
}
