package io.elanus.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of collections and their builds. Each method may throw an {@link
 * io.elanus.base.ElanusException} with COLLECTION_NOT_FOUND, and those that are given an index with
 * INDEX_NOT_FOUND, or INVALID_ARGUMENT where none is named and there are several.
 */
public interface IndexCatalog {
  /**
   * Checks the request, records the index and starts its build; at most one index per vector field.
   * The same request again finds the index that is there, and takes up its build.
   *
   * @throws io.elanus.base.ElanusException FIELD_NOT_FOUND; ALREADY_EXISTS where the field has
   *     another index or the name is taken; INVALID_NAME; INVALID_ARGUMENT for a type or metric
   *     that does not fit the field; UNKNOWN_PARAMETER and OUT_OF_RANGE for parameters;
   *     NOT_AVAILABLE for a type that this engine cannot build; MEMORY_LIMIT with what it would
   *     need
   */
  BuildJob create(IndexRequest request);

  /**
   * The running job of a field, or one that takes up an unfinished build; empty where nothing is
   * left to build.
   *
   * @param fieldOrIndexName null where the collection has just one index
   * @throws io.elanus.base.ElanusException MEMORY_LIMIT with what the build would need; UNSUPPORTED
   *     for an index of a type that this engine does not know
   */
  Optional<BuildJob> resume(CollectionRef collection, @Nullable String fieldOrIndexName);

  /** All indexes of a collection, by field. */
  List<IndexInfo> list(CollectionRef collection);

  /**
   * One index, and how far it is built.
   *
   * @param fieldOrIndexName null where the collection has just one index
   */
  IndexInfo describe(CollectionRef collection, @Nullable String fieldOrIndexName);

  /**
   * Deletes an index; a build that runs is cancelled. The rows stay.
   *
   * @param fieldOrIndexName null where the collection has just one index
   */
  void drop(CollectionRef collection, @Nullable String fieldOrIndexName);
}
