package io.elanus.core;

import io.elanus.api.CollectionRef;
import io.elanus.api.CompactionSummary;
import io.elanus.api.Job;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.BuildStep;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rewrites segments as fewer ones, one at a time and never beside a build: each becomes part of the
 * collection, with its indexes, before the next one is begun, so that work that is cut short loses
 * one segment at most.
 */
final class Compactions {
  /** The phase in which rows are written. */
  private static final String MERGE = "merge";

  /** Chooses the next segments to rewrite as one. */
  private interface Choice {
    Optional<List<SegmentState>> of(List<SegmentState> segments, int segmentRows);
  }

  private final Store store;
  private final OpenCollections collections;
  private final OpenIndexes indexes;
  private final IndexBuilds builds;
  private final Workers workers;
  private final RunningJobs jobs;
  private final EngineOptions options;

  /** Ids of collections that the background is yet to look at. */
  private final Set<Long> waiting = ConcurrentHashMap.newKeySet();

  Compactions(
      Store store,
      OpenCollections collections,
      OpenIndexes indexes,
      IndexBuilds builds,
      Workers workers,
      RunningJobs jobs,
      EngineOptions options) {
    this.store = store;
    this.collections = collections;
    this.indexes = indexes;
    this.builds = builds;
    this.workers = workers;
    this.jobs = jobs;
    this.options = options;
  }

  /** Makes the segments of a collection as few and as small as they can be. */
  Job<CompactionSummary> compact(CollectionRef collection) {
    CollectionState before = collections.state(collection);
    EmbeddedJob<CompactionSummary> job = job(before);
    jobs.start(
        job, workers.jobs(), "compacting " + collection, () -> compactAll(collection, before, job));
    return job;
  }

  private static <T> EmbeddedJob<T> job(CollectionState before) {
    CollectionRef collection = CollectionRef.of(before.collection().name());
    return new EmbeddedJob<>(
        collection, "the compaction of " + collection, liveRows(before.segments()));
  }

  private static long liveRows(List<SegmentState> segments) {
    return segments.stream().mapToLong(SegmentState::liveRows).sum();
  }

  private CompactionSummary compactAll(
      CollectionRef collection, CollectionState before, EmbeddedJob<?> job) {
    store.settle(before.collection(), 1, 1);
    compact(before, CompactionChoice::whole, job);
    CollectionState after = collections.state(collection);
    builds.follow(after.collection());
    return new CompactionSummary(
        before.segments().size(), after.segments().size(), before.diskBytes(), after.diskBytes());
  }

  /** Rewrites in the background what pays by itself; to be called after any change. */
  void changed(StoredCollection collection) {
    if (!options.compacts() || jobs.isClosing() || !pays(collection)) {
      return;
    }
    Optional<CollectionState> state = store.state(collection.id());
    if (state.isPresent() && waiting.add(collection.id())) {
      EmbeddedJob<Void> job = job(state.get());
      try {
        // A failure leaves all as it was: the next change tries again, and who asks is told.
        jobs.start(
            job,
            workers.jobs(),
            "compacting " + collection.name(),
            () -> compactInTheBackground(collection, job));
      } catch (ElanusException closing) {
        return;
      }
    }
  }

  private boolean pays(StoredCollection collection) {
    return store
        .state(collection.id())
        .flatMap(state -> CompactionChoice.worthwhile(state.segments(), options.segmentRows()))
        .isPresent();
  }

  private Void compactInTheBackground(StoredCollection collection, EmbeddedJob<?> job) {
    waiting.remove(collection.id());
    store.settle(collection, Integer.MAX_VALUE, Integer.MAX_VALUE);
    store
        .state(collection.id())
        .ifPresent(state -> compact(state, CompactionChoice::worthwhile, job));
    return null;
  }

  private void compact(CollectionState before, Choice choice, EmbeddedJob<?> job) {
    // Rows that are deleted meanwhile do not keep it going for ever.
    int turns = before.segments().size() + 1;
    while (turns-- > 0 && compactNext(before, choice, job)) {
      job.cancellation().check();
    }
    store.shrinkCatalog();
  }

  /** Rewrites the first segments that want it; false where none does. */
  private boolean compactNext(CollectionState before, Choice choice, EmbeddedJob<?> job) {
    job.cancellation().check();
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
      chosen.ifPresent(segments -> compact(state, segments, job));
      return chosen.isPresent();
    }
  }

  private void compact(CollectionState state, List<SegmentState> segments, EmbeddedJob<?> job) {
    int first = state.segments().indexOf(segments.getFirst());
    job.meter().passed(liveRows(state.segments().subList(0, first)));
    try (Compaction compaction = store.compact(state, segments)) {
      StoredSegment target = compaction.target();
      List<StoredIndex> wanted =
          target.rows() < options.minSegmentRows()
              ? List.of()
              : state.indexes().stream().filter(index -> !IndexBuilds.isGivenUp(index)).toList();
      job.meter().segment(target.rows(), steps(state, compaction, wanted));
      job.meter().phase(MERGE, 0, 0, target.rows());
      merge(compaction, job);
      Map<StoredIndex, StoredIndexFile> built = new HashMap<>();
      for (StoredIndex index : wanted) {
        built.put(index, build(state, index, target, job));
      }
      job.cancellation().check();
      compaction.commit(built);
    }
  }

  private List<BuildStep> steps(
      CollectionState state, Compaction compaction, List<StoredIndex> wanted) {
    List<BuildStep> steps = new ArrayList<>();
    steps.add(new BuildStep(MERGE, BuildStep.VALUE * compaction.bytes() / Float.BYTES));
    for (StoredIndex index : wanted) {
      steps.addAll(
          indexes.algorithm(Types.of(index)).steps(shape(state, index, compaction.target())));
    }
    return steps;
  }

  private static IndexShape shape(CollectionState state, StoredIndex index, StoredSegment segment) {
    StoredField field = OpenIndexes.field(state.collection(), index);
    return OpenIndexes.shape(index, segment, Searcher.kind(field), field.length());
  }

  private static void merge(Compaction compaction, EmbeddedJob<?> job) {
    double rowsPerByte = (double) compaction.target().rows() / Math.max(1, compaction.bytes());
    AtomicLong done = new AtomicLong();
    compaction.write(
        bytes -> {
          job.cancellation().check();
          long before = done.getAndAdd(bytes);
          job.meter()
              .advance((long) ((before + bytes) * rowsPerByte) - (long) (before * rowsPerByte));
        });
  }

  private StoredIndexFile build(
      CollectionState state, StoredIndex index, StoredSegment segment, EmbeddedJob<?> job) {
    IndexAlgorithm algorithm = indexes.algorithm(Types.of(index));
    MemoryPlans.check(
        algorithm.plan(shape(state, index, segment), workers.threads()),
        0,
        Runtime.getRuntime().maxMemory());
    StoredField field = OpenIndexes.field(state.collection(), index);
    return new SegmentBuild(store, index, field, segment, algorithm, options.seed())
        .run(workers, job.cancellation(), job.meter());
  }
}
