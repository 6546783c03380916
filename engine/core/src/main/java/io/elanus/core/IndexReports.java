package io.elanus.core;

import io.elanus.api.CollectionRef;
import io.elanus.api.IndexInfo;
import io.elanus.api.IndexProgress;
import io.elanus.api.JobState;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.store.CollectionState;
import io.elanus.store.OpenIndexFile;
import io.elanus.store.SegmentState;
import io.elanus.store.Store;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import io.elanus.store.StoredIndex;
import io.elanus.store.StoredIndexFile;
import io.elanus.store.StoredSegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    return store
        .state(index.collection())
        .map(state -> unbuilt(state, index, growing))
        .orElse(List.of());
  }

  private List<StoredSegment> unbuilt(CollectionState state, StoredIndex index, boolean growing) {
    return state.segments().stream()
        .filter(segment -> segment.indexFile(index).isEmpty())
        .map(SegmentState::stored)
        .filter(segment -> growing || segment.sealed())
        .filter(segment -> segment.rows() >= minSegmentRows)
        .toList();
  }

  List<IndexInfo> infos(CollectionState state) {
    return state.indexes().stream().map(index -> info(state, index)).toList();
  }

  IndexInfo info(StoredCollection collection, long index) {
    CollectionState state = store.state(collection.id()).orElseThrow(() -> dropped(collection));
    return state.indexes().stream()
        .filter(present -> present.id() == index)
        .map(present -> info(state, present))
        .findFirst()
        .orElseThrow(() -> dropped(collection));
  }

  private static ElanusException dropped(StoredCollection collection) {
    return new ElanusException(
        ErrorCode.INDEX_NOT_FOUND,
        "an index of collection %s was dropped".formatted(collection.name()));
  }

  IndexInfo info(CollectionState state, StoredIndex index) {
    StoredField field = OpenIndexes.field(state.collection(), index);
    List<StoredIndexFile> files =
        state.segments().stream()
            .flatMap(segment -> segment.indexFile(index).stream())
            .map(OpenIndexFile::file)
            .toList();
    IndexProgress progress = progress(state, index);
    return new IndexInfo(
        CollectionRef.of(state.collection().name()),
        field.name(),
        index.name(),
        Types.nameOf(index),
        Types.metricName(index),
        parameters(index, field),
        progress,
        notes(files, progress),
        files.stream().mapToLong(StoredIndexFile::bytes).sum());
  }

  private static Map<String, Object> parameters(StoredIndex index, StoredField field) {
    return Types.isKnown(index) && Types.isKnown(field)
        ? OpenIndexes.typedParameters(index, Searcher.kind(field), field.length())
        : new TreeMap<>(index.parameters());
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
  private IndexProgress progress(CollectionState state, StoredIndex index) {
    long total = state.collection().liveRows();
    long unbuilt = unbuilt(state, index, true).stream().mapToLong(StoredSegment::rows).sum();
    long pending = Math.min(total, unbuilt);
    JobState job =
        jobs.apply(index.id())
            .map(EmbeddedBuildJob::state)
            .orElseGet(() -> stateAtRest(index, pending));
    return new IndexProgress(
        total,
        total - pending,
        pending,
        job,
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
