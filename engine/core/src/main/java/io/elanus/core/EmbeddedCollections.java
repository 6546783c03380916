package io.elanus.core;

import io.elanus.api.CollectionCatalog;
import io.elanus.api.CollectionInfo;
import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Job;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.BuildStep;
import io.elanus.store.CollectionState;
import io.elanus.store.SegmentState;
import io.elanus.store.Store;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The collections of a data directory. */
final class EmbeddedCollections implements CollectionCatalog {
  private static final List<BuildStep> OPENING = List.of(new BuildStep("open", 1));

  private final Store store;
  private final InstantSource clock;
  private final OpenCollections collections;
  private final IndexBuilds builds;
  private final Searcher searcher;
  private final RunningJobs jobs;

  EmbeddedCollections(
      Store store,
      InstantSource clock,
      OpenCollections collections,
      IndexBuilds builds,
      Searcher searcher,
      RunningJobs jobs) {
    this.store = store;
    this.clock = clock;
    this.collections = collections;
    this.builds = builds;
    this.searcher = searcher;
    this.jobs = jobs;
  }

  @Override
  public CollectionInfo create(CollectionSchema schema) {
    return store.exclusively(
        () -> {
          if (store.state(schema.name()).isPresent()) {
            throw new ElanusException(
                ErrorCode.ALREADY_EXISTS,
                "collection " + schema.name() + " exists already",
                "choose another name, or delete it first: delete collection -c " + schema.name());
          }
          store.createCollection(Schemas.toStored(schema, clock.millis()));
          return info(store.state(schema.name()).orElseThrow());
        });
  }

  @Override
  public List<CollectionInfo> list() {
    return store.states().stream().map(EmbeddedCollections::info).toList();
  }

  @Override
  public CollectionInfo describe(CollectionRef collection) {
    return info(collections.state(collection));
  }

  private static CollectionInfo info(CollectionState state) {
    StoredCollection collection = state.collection();
    return new CollectionInfo(
        Schemas.of(collection),
        collection.liveRows(),
        !collection.released(),
        Instant.ofEpochMilli(collection.createdMillis()),
        state.diskBytes());
  }

  @Override
  public void drop(CollectionRef collection) {
    while (true) {
      builds.stop(collections.find(collection));
      boolean dropped =
          store.exclusively(
              () -> {
                CollectionState found = collections.state(collection);
                if (found.indexes().stream().anyMatch(builds::isRunning)) {
                  return false;
                }
                store.dropCollection(found.collection());
                return true;
              });
      if (dropped) {
        return;
      }
    }
  }

  @Override
  public Job<CollectionInfo> load(CollectionRef collection) {
    StoredCollection found = collections.find(collection);
    if (found.released()) {
      store.catalog().setReleased(found.id(), false);
    }
    EmbeddedJob<CollectionInfo> job =
        new EmbeddedJob<>(
            collection,
            "the loading of " + collection,
            collections.state(collection).segments().stream().mapToLong(SegmentState::rows).sum());
    // Beside the builds: what is loaded may be searched while they go on.
    jobs.start(job, EmbeddedCollections::inThread, "loading " + collection, () -> load(job));
    return job;
  }

  private static void inThread(Runnable work) {
    Thread.ofPlatform().daemon().name("elanus-load").start(work);
  }

  private CollectionInfo load(EmbeddedJob<?> job) {
    collections.reading(
        job.collection(),
        "loaded",
        state -> {
          for (SegmentState segment : state.segments()) {
            job.cancellation().check();
            job.meter().segment(segment.rows(), OPENING);
            job.meter().phase("open", 0, 0, segment.rows());
            open(state, segment);
            job.meter().advance(segment.rows());
          }
          return null;
        });
    return describe(job.collection());
  }

  private void open(CollectionState state, SegmentState segment) {
    for (StoredField field : state.collection().vectorFields()) {
      segment.vectors(field);
      state
          .index(field)
          .filter(Types::isKnown)
          .ifPresent(index -> searcher.open(state, index, segment, field));
    }
  }

  @Override
  public void release(CollectionRef collection) {
    store.catalog().setReleased(collections.find(collection).id(), true);
  }
}
