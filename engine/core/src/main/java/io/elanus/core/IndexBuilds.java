package io.elanus.core;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.IndexRequest;
import io.elanus.api.JobState;
import io.elanus.api.index.MemoryPlan;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.IndexAlgorithm;
import io.elanus.store.CollectionState;
import io.elanus.store.Store;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import io.elanus.store.StoredIndex;
import io.elanus.store.StoredIndexFile;
import io.elanus.store.StoredSegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Defines indexes and builds them in the background, one job at a time.
 *
 * <p>The definition and the state of its build are in the catalogue before the job starts, so a
 * build that ends with the process is found again: {@link #resume} takes it up, and each segment's
 * build from its last checkpoint.
 */
final class IndexBuilds implements AutoCloseable {
  private final Store store;
  private final OpenCollections collections;
  private final OpenIndexes indexes;
  private final Workers workers;
  private final EngineOptions options;
  private final IndexReports reports;
  private final Map<Long, EmbeddedBuildJob> running = new ConcurrentHashMap<>();
  private volatile boolean closing;

  IndexBuilds(
      Store store,
      OpenCollections collections,
      OpenIndexes indexes,
      Workers workers,
      EngineOptions options) {
    this.store = store;
    this.collections = collections;
    this.indexes = indexes;
    this.workers = workers;
    this.options = options;
    this.reports =
        new IndexReports(
            store, options.minSegmentRows(), id -> Optional.ofNullable(running.get(id)));
  }

  /** Whether nobody goes on with the builds of an index. */
  static boolean isGivenUp(StoredIndex index) {
    JobState state = JobState.valueOf(index.state());
    return state == JobState.CANCELLED || state == JobState.FAILED;
  }

  IndexReports reports() {
    return reports;
  }

  /** Checks the request, records the definition and starts the build. */
  BuildJob create(IndexRequest request) {
    return store.exclusively(
        () -> {
          StoredCollection collection = collections.find(request.collection());
          StoredIndex wanted = IndexDefinitions.of(collection, request);
          IndexAlgorithm algorithm = indexes.algorithm(Types.of(wanted));
          Optional<StoredIndex> present = present(collection, request, wanted);
          MemoryPlan plan = plan(collection, present.orElse(wanted), algorithm);
          MemoryPlans.check(plan, request.memoryLimitBytes(), Runtime.getRuntime().maxMemory());
          StoredIndex index =
              store.transaction(
                  "creating index " + wanted.name(),
                  () -> {
                    seal(collection);
                    return present.orElseGet(() -> store.catalog().addIndex(wanted));
                  });
          return start(collection, index, plan);
        });
  }

  /**
   * The index of the same definition, if the field has it; one that was given up at its start makes
   * way.
   */
  private Optional<StoredIndex> present(
      StoredCollection collection, IndexRequest request, StoredIndex wanted) {
    for (StoredIndex present : store.catalog().indexes(collection.id())) {
      if (IndexDefinitions.means(request, wanted, present)) {
        return Optional.of(present);
      }
      if (present.field() == wanted.field()) {
        if (!isGivenUp(present) || !store.catalog().indexFiles(present.id()).isEmpty()) {
          throw IndexDefinitions.taken(collection, present);
        }
        store.dropIndex(present);
      } else if (present.name().equals(wanted.name())) {
        throw new ElanusException(
            ErrorCode.ALREADY_EXISTS,
            "collection %s has an index %s on field %s already"
                .formatted(
                    collection.name(),
                    present.name(),
                    OpenIndexes.field(collection, present).name()),
            "choose another index name");
      }
    }
    return Optional.empty();
  }

  private MemoryPlan plan(
      StoredCollection collection, StoredIndex index, IndexAlgorithm algorithm) {
    StoredField field = OpenIndexes.field(collection, index);
    List<MemoryPlan> plans =
        reports.unbuilt(index, true).stream()
            .map(
                segment ->
                    algorithm.plan(
                        OpenIndexes.shape(index, segment, Searcher.kind(field), field.length()),
                        workers.threads()))
            .toList();
    return MemoryPlans.ofSequence(plans);
  }

  /**
   * Seals the growing segment, unless it is too small to be worth an index: then it goes on
   * growing.
   */
  private void seal(StoredCollection collection) {
    store.settle(collection, options.minSegmentRows(), options.minSegmentRows());
  }

  private EmbeddedBuildJob start(StoredCollection collection, StoredIndex index, MemoryPlan plan) {
    if (closing) {
      throw new ElanusException(
          ErrorCode.CANCELLED, "index " + index.name() + " is not built: the engine is closing");
    }
    EmbeddedBuildJob present = running.get(index.id());
    if (present != null) {
      return present;
    }
    long rows = reports.unbuilt(index, false).stream().mapToLong(StoredSegment::rows).sum();
    EmbeddedBuildJob job =
        new EmbeddedBuildJob(CollectionRef.of(collection.name()), index, plan, rows, this::giveUp);
    if (rows == 0 && job.take()) {
      store.catalog().setIndexState(index, JobState.FINISHED.name(), "");
      job.started();
      job.finished(() -> reports.info(collection, index.id()));
      return job;
    }
    store.catalog().setIndexState(index, JobState.PENDING.name(), "");
    running.put(index.id(), job);
    try {
      workers.jobs().execute(() -> run(collection, job));
    } catch (RuntimeException | Error refused) {
      job.cancel();
      throw refused;
    }
    return job;
  }

  private void run(StoredCollection collection, EmbeddedBuildJob job) {
    if (!job.take()) {
      return;
    }
    try {
      job.started();
      store.catalog().setIndexState(job.index(), JobState.RUNNING.name(), "");
      while (!finish(job)) {
        build(collection, job, reports.unbuilt(job.index(), false).getFirst());
      }
      job.finished(() -> reports.info(collection, job.index().id()));
    } catch (RuntimeException | Error failure) {
      giveUp(job, Reasons.of("building index " + job.indexName(), failure));
    } finally {
      running.remove(job.index().id(), job);
      job.ensureEnded();
    }
  }

  /**
   * Ends the job where nothing is left to build; with no writer in between, so that none is
   * overlooked.
   */
  private boolean finish(EmbeddedBuildJob job) {
    return store.exclusively(
        () -> {
          if (!reports.unbuilt(job.index(), false).isEmpty()) {
            return false;
          }
          store.catalog().setIndexState(job.index(), JobState.FINISHED.name(), "");
          running.remove(job.index().id());
          return true;
        });
  }

  private void build(StoredCollection collection, EmbeddedBuildJob job, StoredSegment segment) {
    StoredIndex index = job.index();
    job.cancellation().check();
    StoredField field = OpenIndexes.field(collection, index);
    IndexAlgorithm algorithm = indexes.algorithm(Types.of(index));
    job.meter()
        .segment(
            segment.rows(),
            algorithm.steps(
                OpenIndexes.shape(index, segment, Searcher.kind(field), field.length())));
    StoredIndexFile file =
        new SegmentBuild(store, index, field, segment, algorithm, options.seed())
            .run(workers, job.cancellation(), job.meter());
    store.exclusively(
        () -> {
          if (!isDefined(collection, index)) {
            store.deleteIndexFile(index, segment);
            throw new ElanusException(
                ErrorCode.CANCELLED, "index " + index.name() + " was dropped while it was built");
          }
          store.addIndexFile(index, file.withNotes(job.notes()));
          return null;
        });
  }

  private boolean isDefined(StoredCollection collection, StoredIndex index) {
    return store.catalog().indexes(collection.id()).stream()
        .anyMatch(present -> present.id() == index.id());
  }

  private void giveUp(EmbeddedBuildJob job, ElanusException failure) {
    try {
      store.exclusively(
          () -> {
            // Closing leaves the build to be taken up again.
            if (!closing) {
              boolean cancelled = failure.code() == ErrorCode.CANCELLED;
              store
                  .catalog()
                  .setIndexState(
                      job.index(),
                      (cancelled ? JobState.CANCELLED : JobState.FAILED).name(),
                      cancelled ? "" : failure.getMessage());
              store.discardWork(job.index());
            }
            running.remove(job.index().id(), job);
            return null;
          });
    } catch (RuntimeException | Error notRecorded) {
      failure.addSuppressed(notRecorded);
    } finally {
      running.remove(job.index().id(), job);
      job.failed(failure);
    }
  }

  /** The running job, or one that builds what is left; empty where nothing is. */
  Optional<BuildJob> resume(CollectionRef collectionName, String fieldOrIndexName) {
    return store.exclusively(
        () -> {
          CollectionState state = collections.state(collectionName);
          StoredCollection collection = state.collection();
          StoredIndex index = indexes.find(state, fieldOrIndexName);
          seal(collection);
          if (!running.containsKey(index.id()) && reports.unbuilt(index, false).isEmpty()) {
            return Optional.empty();
          }
          return Optional.of(take(collection, index));
        });
  }

  private EmbeddedBuildJob take(StoredCollection collection, StoredIndex index) {
    IndexAlgorithm algorithm = indexes.algorithm(Types.of(index));
    MemoryPlan plan = plan(collection, index, algorithm);
    MemoryPlans.check(plan, 0, Runtime.getRuntime().maxMemory());
    return start(collection, index, plan);
  }

  /** Seals what was inserted where an index waits for it, and starts to build. */
  void flushed(StoredCollection collection) {
    store.exclusively(
        () -> {
          if (store.catalog().indexes(collection.id()).isEmpty()) {
            store.settle(collection, Integer.MAX_VALUE, options.minSegmentRows());
          } else {
            seal(collection);
          }
          follow(collection);
          return null;
        });
  }

  /** Starts to build what segments lack that an insert has sealed; the insert itself is done. */
  void sealed(StoredCollection collection) {
    boolean behind =
        store.state(collection.id()).map(CollectionState::indexes).stream()
            .flatMap(List::stream)
            .filter(index -> !isGivenUp(index) && !running.containsKey(index.id()))
            .anyMatch(index -> !reports.unbuilt(index, false).isEmpty());
    if (behind && !closing) {
      try {
        follow(collection);
      } catch (ElanusException refused) {
        // Searches compare its rows until flush says why.
        return;
      }
    }
  }

  /** Starts to build what sealed segments lack. */
  void follow(StoredCollection collection) {
    store.exclusively(
        () -> {
          for (StoredIndex index : store.catalog().indexes(collection.id())) {
            if (!isGivenUp(index) && !reports.unbuilt(index, false).isEmpty()) {
              take(collection, index);
            }
          }
          return null;
        });
  }

  /**
   * Takes an index file out of use and builds it again; the segment is searched exactly meanwhile.
   * Nothing where the index was dropped.
   *
   * @param reason why it cannot be used
   */
  void rebuild(
      StoredCollection collection, StoredIndex index, StoredSegment segment, String reason) {
    store.exclusively(
        () -> {
          if (isDefined(collection, index)) {
            store.retireIndexFile(index, segment);
            try {
              take(collection, index).note("built again, as " + reason);
            } catch (ElanusException refused) {
              // The search that met it can do without.
              store.catalog().setIndexState(index, JobState.FAILED.name(), refused.getMessage());
            }
          }
          return null;
        });
  }

  /** Stops the builds of a collection and waits until they have stopped. */
  void stop(StoredCollection collection) {
    store.catalog().indexes(collection.id()).forEach(this::stop);
  }

  /** Whether a job builds an index or waits to; to be asked with no writer in between. */
  boolean isRunning(StoredIndex index) {
    return running.containsKey(index.id());
  }

  void stop(StoredIndex index) {
    EmbeddedBuildJob job = running.get(index.id());
    if (job != null) {
      job.cancel();
      job.awaitEnd();
    }
  }

  @Override
  public void close() {
    // Under the lock, so that no build begins behind it.
    store.exclusively(() -> closing = true);
    for (EmbeddedBuildJob job : running.values()) {
      job.cancel();
      job.awaitEnd();
    }
  }
}
