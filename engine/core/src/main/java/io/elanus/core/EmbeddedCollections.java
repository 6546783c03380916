package io.elanus.core;

import io.elanus.api.CollectionCatalog;
import io.elanus.api.CollectionInfo;
import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.store.Store;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import io.elanus.store.StoredIndex;
import io.elanus.store.StoredSegment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The collections of a data directory. */
final class EmbeddedCollections implements CollectionCatalog {
  private final Store store;
  private final InstantSource clock;
  private final OpenCollections collections;
  private final OpenIndexes indexes;
  private final IndexBuilds builds;
  private final Searcher searcher;

  EmbeddedCollections(
      Store store,
      InstantSource clock,
      OpenCollections collections,
      OpenIndexes indexes,
      IndexBuilds builds,
      Searcher searcher) {
    this.store = store;
    this.clock = clock;
    this.collections = collections;
    this.indexes = indexes;
    this.builds = builds;
    this.searcher = searcher;
  }

  @Override
  public CollectionInfo create(CollectionSchema schema) {
    return store.read(
        () -> {
          if (store.catalog().collection(schema.name()).isPresent()) {
            throw new ElanusException(
                ErrorCode.ALREADY_EXISTS,
                "collection " + schema.name() + " exists already",
                "choose another name, or delete it first: delete collection -c " + schema.name());
          }
          return info(store.createCollection(Schemas.toStored(schema, clock.millis())));
        });
  }

  @Override
  public List<CollectionInfo> list() {
    return store.read(() -> store.catalog().collections().stream().map(this::info).toList());
  }

  @Override
  public CollectionInfo describe(CollectionRef collection) {
    return store.read(() -> info(collections.find(collection)));
  }

  private CollectionInfo info(StoredCollection collection) {
    return new CollectionInfo(
        Schemas.of(collection),
        collection.liveRows(),
        !collection.released(),
        Instant.ofEpochMilli(collection.createdMillis()),
        store.diskBytes(collection));
  }

  @Override
  public void drop(CollectionRef collection) {
    while (true) {
      builds.stop(collections.find(collection));
      boolean dropped =
          store.read(
              () -> {
                StoredCollection found = collections.find(collection);
                List<StoredIndex> defined = store.catalog().indexes(found.id());
                if (defined.stream().anyMatch(builds::isRunning)) {
                  return false;
                }
                store.dropCollection(found);
                defined.forEach(indexes::forget);
                collections.forget(found);
                return true;
              });
      if (dropped) {
        return;
      }
    }
  }

  @Override
  public void load(CollectionRef collection) {
    store.read(
        () -> {
          CollectionSnapshot snapshot = collections.snapshot(collection);
          store.catalog().setReleased(snapshot.collection().id(), false);
          for (StoredSegment segment : snapshot.segments()) {
            for (StoredField field : snapshot.collection().vectorFields()) {
              snapshot.vectors().apply(segment, field);
              snapshot
                  .index(field)
                  .ifPresent(index -> searcher.open(snapshot, index, segment, field));
            }
          }
          return null;
        });
  }

  @Override
  public void release(CollectionRef collection) {
    store.read(
        () -> {
          StoredCollection released = collections.find(collection);
          store.catalog().setReleased(released.id(), true);
          store.catalog().indexes(released.id()).forEach(indexes::forget);
          collections.forget(released);
          return null;
        });
  }
}
