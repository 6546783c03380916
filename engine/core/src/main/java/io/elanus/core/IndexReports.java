package io.elanus.core;

import io.elanus.api.CollectionRef;
import io.elanus.api.IndexInfo;
import io.elanus.api.IndexProgress;
import io.elanus.api.JobState;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.store.Store;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import io.elanus.store.StoredIndex;
import io.elanus.store.StoredIndexFile;
import io.elanus.store.StoredSegment;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/** Says what indexes there are and how far they are built. */
final class IndexReports {
  private final Store store;
  private final int minSegmentRows;
  private final LongFunction<Optional<EmbeddedBuildJob>> jobs;

  /**
   * @param jobs the running job of an index by its id
   */
  IndexReports(Store store, int minSegmentRows, LongFunction<Optional<EmbeddedBuildJob>> jobs) {
    this.store = store;
    this.minSegmentRows = minSegmentRows;
    this.jobs = jobs;
  }

  /**
   * The segments that want an index and have none.
   *
   * @param growing also those that are still growing
   */
  List<StoredSegment> unbuilt(StoredIndex index, boolean growing) {
    Set<Long> built = new HashSet<>();
    for (StoredIndexFile file : store.catalog().indexFiles(index.id())) {
      built.add(file.segment());
    }
    return store.catalog().segments(index.collection()).stream()
        .filter(segment -> growing || segment.sealed())
        .filter(segment -> segment.rows() >= minSegmentRows)
        .filter(segment -> !built.contains(segment.id()))
        .toList();
  }

  List<IndexInfo> infos(StoredCollection collection) {
    return store.catalog().indexes(collection.id()).stream()
        .map(index -> info(collection, index))
        .toList();
  }

  IndexInfo info(StoredCollection collection, long index) {
    return store.read(
        () ->
            store.catalog().indexes(collection.id()).stream()
                .filter(present -> present.id() == index)
                .map(present -> info(collection, present))
                .findFirst()
                .orElseThrow(
                    () ->
                        new ElanusException(
                            ErrorCode.INDEX_NOT_FOUND,
                            "an index of collection %s was dropped".formatted(collection.name()))));
  }

  IndexInfo info(StoredCollection collection, StoredIndex index) {
    return store.read(
        () -> {
          StoredField field = OpenIndexes.field(collection, index);
          List<StoredIndexFile> files = store.catalog().indexFiles(index.id());
          IndexProgress progress = progress(index);
          return new IndexInfo(
              CollectionRef.of(collection.name()),
              field.name(),
              index.name(),
              IndexType.valueOf(index.type()),
              MetricType.valueOf(index.metric()),
              OpenIndexes.typedParameters(index, Searcher.kind(field), field.length()),
              progress,
              notes(files, progress),
              files.stream().mapToLong(StoredIndexFile::bytes).sum());
        });
  }

  private List<String> notes(List<StoredIndexFile> files, IndexProgress progress) {
    if (files.isEmpty() && progress.state() == JobState.FINISHED && progress.totalRows() > 0) {
      return List.of(
          "nothing is built of fewer than %d rows: searches compare each of them"
              .formatted(minSegmentRows));
    }
    return files.stream().flatMap(file -> file.notes().stream()).distinct().toList();
  }

  /**
   * Counts as Milvus does: deleted rows no longer count in the total, small segments count as
   * indexed.
   */
  private IndexProgress progress(StoredIndex index) {
    long total =
        store.catalog().collections().stream()
            .filter(collection -> collection.id() == index.collection())
            .mapToLong(StoredCollection::liveRows)
            .sum();
    long unbuilt = unbuilt(index, true).stream().mapToLong(StoredSegment::rows).sum();
    long pending = Math.min(total, unbuilt);
    JobState state =
        jobs.apply(index.id())
            .map(EmbeddedBuildJob::state)
            .orElseGet(() -> stateAtRest(index, pending));
    return new IndexProgress(
        total,
        total - pending,
        pending,
        state,
        Optional.of(index.failure()).filter(failure -> !failure.isEmpty()));
  }

  /** The state of an index that no job works on: what a crash left running is pending. */
  private static JobState stateAtRest(StoredIndex index, long pending) {
    JobState recorded = JobState.valueOf(index.state());
    return switch (recorded) {
      case PENDING, RUNNING -> JobState.PENDING;
      case FINISHED -> pending > 0 ? JobState.PENDING : JobState.FINISHED;
      case FAILED, CANCELLED -> recorded;
    };
  }
}
