package io.elanus.api;

import java.util.List;
import java.util.Optional;

/** The indexes of collections and their builds. */
public interface IndexCatalog {
  /**
   * Checks the request, records the index and starts its build; at most one index per vector field.
   */
  BuildJob create(IndexRequest request);

  /**
   * The running job of a field, or one that takes up an unfinished build; empty where nothing is
   * left to build.
   */
  Optional<BuildJob> resume(CollectionRef collection, String fieldOrIndexName);

  List<IndexInfo> list(CollectionRef collection);

  /**
   * @param fieldOrIndexName null where the collection has just one index
   * @throws io.elanus.base.ElanusException INDEX_NOT_FOUND
   */
  IndexInfo describe(CollectionRef collection, String fieldOrIndexName);

  /** Deletes an index; a build that runs is cancelled. The rows stay. */
  void drop(CollectionRef collection, String fieldOrIndexName);
}
