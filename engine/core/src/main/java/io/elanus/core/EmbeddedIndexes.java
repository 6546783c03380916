package io.elanus.core;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.IndexCatalog;
import io.elanus.api.IndexInfo;
import io.elanus.api.IndexRequest;
import io.elanus.store.CollectionState;
import io.elanus.store.Store;
import io.elanus.store.StoredIndex;
import java.util.List;
import java.util.Optional;

/** The indexes of a data directory and their builds. */
final class EmbeddedIndexes implements IndexCatalog {
  private final Store store;
  private final OpenCollections collections;
  private final OpenIndexes indexes;
  private final IndexBuilds builds;

  EmbeddedIndexes(
      Store store, OpenCollections collections, OpenIndexes indexes, IndexBuilds builds) {
    this.store = store;
    this.collections = collections;
    this.indexes = indexes;
    this.builds = builds;
  }

  @Override
  public BuildJob create(IndexRequest request) {
    return builds.create(request);
  }

  @Override
  public Optional<BuildJob> resume(CollectionRef collection, String fieldOrIndexName) {
    return builds.resume(collection, fieldOrIndexName);
  }

  @Override
  public List<IndexInfo> list(CollectionRef collection) {
    return builds.reports().infos(collections.state(collection));
  }

  @Override
  public IndexInfo describe(CollectionRef collection, String fieldOrIndexName) {
    CollectionState state = collections.state(collection);
    return builds.reports().info(state, indexes.find(state, fieldOrIndexName));
  }

  @Override
  public void drop(CollectionRef collection, String fieldOrIndexName) {
    while (true) {
      builds.stop(indexes.find(collections.state(collection), fieldOrIndexName));
      boolean dropped =
          store.exclusively(
              () -> {
                StoredIndex found = indexes.find(collections.state(collection), fieldOrIndexName);
                if (builds.isRunning(found)) {
                  return false;
                }
                store.dropIndex(found);
                return true;
              });
      if (dropped) {
        return;
      }
    }
  }
}
