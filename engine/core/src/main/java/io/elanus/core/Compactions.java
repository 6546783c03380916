package io.elanus.core;

import io.elanus.api.CollectionRef;
import io.elanus.api.CompactionSummary;
import io.elanus.api.index.IndexType;
import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.Ending;
import io.elanus.base.ErrorCode;
import io.elanus.index.IndexAlgorithm;
import io.elanus.store.CollectionState;
import io.elanus.store.Compaction;
import io.elanus.store.Readers;
import io.elanus.store.SegmentState;
import io.elanus.store.Store;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import io.elanus.store.StoredIndex;
import io.elanus.store.StoredIndexFile;
import io.elanus.store.StoredSegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

/**
 * Rewrites segments as fewer ones, one at a time and never beside a build: each becomes part of the
 * collection, with its indexes, before the next one is begun, so that work that is cut short loses
 * one segment at most.
 */
final class Compactions implements AutoCloseable {
  /** Raised by who asked for a compaction, or by the end of the engine. */
  private final class Stop extends Cancellation {
    private final Cancellation asked;

    Stop(Cancellation asked) {
      this.asked = asked;
    }

    @Override
    public boolean isCancelled() {
      return closing || asked.isCancelled();
    }

    @Override
    public void check() {
      if (isCancelled()) {
        throw new ElanusException(ErrorCode.CANCELLED, "cancelled");
      }
    }
  }

  /** Chooses the next segments to rewrite as one. */
  private interface Choice {
    Optional<List<SegmentState>> of(List<SegmentState> segments, int segmentRows);
  }

  private final Store store;
  private final OpenCollections collections;
  private final OpenIndexes indexes;
  private final IndexBuilds builds;
  private final Workers workers;
  private final EngineOptions options;

  /** Ids of collections that the background is yet to look at. */
  private final Set<Long> waiting = ConcurrentHashMap.newKeySet();

  private volatile boolean used;
  private volatile boolean closing;

  Compactions(
      Store store,
      OpenCollections collections,
      OpenIndexes indexes,
      IndexBuilds builds,
      Workers workers,
      EngineOptions options) {
    this.store = store;
    this.collections = collections;
    this.indexes = indexes;
    this.builds = builds;
    this.workers = workers;
    this.options = options;
  }

  /** Makes the segments of a collection as few and as small as they can be. */
  CompactionSummary compact(CollectionRef collection, Cancellation cancellation) {
    Cancellation stop = new Stop(cancellation);
    CollectionState before = collections.state(collection);
    used = true;
    await(workers.jobs().submit(() -> compactAll(before, stop)));
    CollectionState after = collections.state(collection);
    builds.follow(after.collection());
    return new CompactionSummary(
        before.segments().size(), after.segments().size(), before.diskBytes(), after.diskBytes());
  }

  private Void compactAll(CollectionState before, Cancellation stop) {
    sealAll(before);
    compact(before, CompactionChoice::whole, stop);
    return null;
  }

  /** Rewrites in the background what pays by itself; to be called after any change. */
  void changed(StoredCollection collection) {
    if (!options.compacts() || closing || !pays(collection) || !waiting.add(collection.id())) {
      return;
    }
    used = true;
    workers.jobs().execute(() -> compactInTheBackground(collection));
  }

  private boolean pays(StoredCollection collection) {
    return store
        .state(collection.id())
        .flatMap(state -> CompactionChoice.worthwhile(state.segments(), options.segmentRows()))
        .isPresent();
  }

  private void compactInTheBackground(StoredCollection collection) {
    waiting.remove(collection.id());
    try {
      Optional<CollectionState> state = store.state(collection.id());
      if (state.isPresent()) {
        compact(state.get(), CompactionChoice::worthwhile, new Stop(new Cancellation()));
      }
    } catch (RuntimeException | Error failed) {
      // All is as it was: the next change tries again, and who asks for it is told the reason.
      return;
    }
  }

  private void compact(CollectionState before, Choice choice, Cancellation stop) {
    // Rows that are deleted meanwhile do not keep it going for ever.
    int turns = before.segments().size() + 1;
    while (turns-- > 0 && compactNext(before, choice, stop)) {
      stop.check();
    }
  }

  private void sealAll(CollectionState state) {
    store.transaction(
        "compacting " + state.collection().name(),
        () -> {
          store.catalog().sealSegments(state.collection().id(), 1);
          return null;
        });
  }

  /** Rewrites the first segments that want it; false where none does. */
  private boolean compactNext(CollectionState before, Choice choice, Cancellation stop) {
    stop.check();
    try (Readers.Reading _ = store.beginReading()) {
      CollectionState state =
          store
              .state(before.collection().id())
              .orElseThrow(
                  () ->
                      new ElanusException(
                          ErrorCode.CANCELLED,
                          "collection %s was dropped while it was compacted"
                              .formatted(before.collection().name())));
      Optional<List<SegmentState>> chosen = choice.of(state.segments(), options.segmentRows());
      chosen.ifPresent(segments -> compact(state, segments, stop));
      return chosen.isPresent();
    }
  }

  private void compact(CollectionState state, List<SegmentState> segments, Cancellation stop) {
    try (Compaction compaction = store.compact(state, segments)) {
      compaction.write(stop::check);
      Map<StoredIndex, StoredIndexFile> built = new HashMap<>();
      if (compaction.target().rows() >= options.minSegmentRows()) {
        for (StoredIndex index : state.indexes()) {
          if (!IndexBuilds.isGivenUp(index)) {
            built.put(index, build(state, index, compaction.target(), stop));
          }
        }
      }
      stop.check();
      compaction.commit(built);
    }
  }

  private StoredIndexFile build(
      CollectionState state, StoredIndex index, StoredSegment segment, Cancellation stop) {
    StoredField field = OpenIndexes.field(state.collection(), index);
    IndexAlgorithm algorithm = indexes.algorithm(IndexType.valueOf(index.type()));
    MemoryPlans.check(
        algorithm.plan(
            OpenIndexes.shape(index, segment, Searcher.kind(field), field.length()),
            workers.threads()),
        0,
        Runtime.getRuntime().maxMemory());
    ProgressMeter progress = new ProgressMeter(segment.rows());
    progress.start();
    progress.segment(
        segment.rows(),
        algorithm.steps(OpenIndexes.shape(index, segment, Searcher.kind(field), field.length())));
    return new SegmentBuild(store, index, field, segment, algorithm, options.seed())
        .run(workers, stop, progress);
  }

  private static void await(Future<Void> work) {
    Ending.await(work);
    if (work.state() != Future.State.SUCCESS) {
      throw Reasons.of("compacting", work.exceptionNow());
    }
  }

  /** Cancels what is running and waits for its end. */
  @Override
  public void close() {
    closing = true;
    if (used) {
      await(workers.jobs().submit(() -> null));
    }
  }
}
