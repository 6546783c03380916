package io.elanus.shell.complete;

import io.elanus.api.CollectionSchema;
import io.elanus.api.IndexInfo;
import java.util.List;
import java.util.Optional;

/** The names that exist now. Never throws: where they cannot be had there are none. */
public interface Names {
  List<String> collections();

  /** The collection of commands that name none. */
  Optional<String> collectionInUse();

  Optional<CollectionSchema> schema(String collection);

  List<IndexInfo> indexes(String collection);

  /** How many rows a collection has; 0 where that is not known. */
  default long rows(String collection) {
    return 0;
  }

  /** No engine, no names. */
  static Names none() {
    return new Names() {
      @Override
      public List<String> collections() {
        return List.of();
      }

      @Override
      public Optional<String> collectionInUse() {
        return Optional.empty();
      }

      @Override
      public Optional<CollectionSchema> schema(String collection) {
        return Optional.empty();
      }

      @Override
      public List<IndexInfo> indexes(String collection) {
        return List.of();
      }
    };
  }
}
