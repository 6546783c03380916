package io.elanus.core;

import io.elanus.api.index.DataKind;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.IndexTypes;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.index.BitRows;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import io.elanus.store.CollectionState;
import io.elanus.store.IndexFile;
import io.elanus.store.OpenIndexFile;
import io.elanus.store.SegmentState;
import io.elanus.store.Store;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import io.elanus.store.StoredIndex;
import io.elanus.store.StoredSegment;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Finds index definitions and opens the indexes of segments, which their states keep. */
final class OpenIndexes {
  private final Store store;
  private final Function<IndexType, Optional<IndexAlgorithm>> algorithms;

  OpenIndexes(Store store, Function<IndexType, Optional<IndexAlgorithm>> algorithms) {
    this.store = store;
    this.algorithms = algorithms;
  }

  /**
   * The index that is meant by its name or its field's; the only one where none is named.
   *
   * @throws ElanusException INDEX_NOT_FOUND
   */
  StoredIndex find(CollectionState state, String fieldOrIndexName) {
    StoredCollection collection = state.collection();
    List<StoredIndex> all = state.indexes();
    if (all.isEmpty()) {
      throw new ElanusException(
          ErrorCode.INDEX_NOT_FOUND,
          "collection " + collection.name() + " has no index",
          "create one first");
    }
    List<String> names = all.stream().map(StoredIndex::name).toList();
    if (fieldOrIndexName == null || fieldOrIndexName.isEmpty()) {
      if (all.size() == 1) {
        return all.getFirst();
      }
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "collection %s has %d indexes, one must be named"
              .formatted(collection.name(), all.size()),
          "indexes: " + String.join(", ", names));
    }
    return all.stream()
        .filter(index -> index.name().equals(fieldOrIndexName))
        .findFirst()
        .or(
            () ->
                all.stream()
                    .filter(i -> field(collection, i).name().equals(fieldOrIndexName))
                    .findFirst())
        .orElseThrow(
            () ->
                new ElanusException(
                    ErrorCode.INDEX_NOT_FOUND,
                    "collection %s has no index %s".formatted(collection.name(), fieldOrIndexName),
                    Suggestions.hint(fieldOrIndexName, names)));
  }

  static StoredField field(StoredCollection collection, StoredIndex index) {
    return collection.fields().get(index.field());
  }

  /** The build parameters of an index as their types. */
  static Map<String, Object> typedParameters(StoredIndex index, DataKind kind, int dim) {
    return IndexTypes.validateBuild(
        Types.of(index), kind, Types.metric(index), dim, index.parameters());
  }

  static IndexShape shape(StoredIndex index, StoredSegment segment, DataKind kind, int dim) {
    return new IndexShape(
        Types.of(index),
        Types.metric(index),
        segment.rows(),
        dim,
        typedParameters(index, kind, dim));
  }

  /** The vectors of a segment, mapped. */
  static VectorRows rows(MemorySegment values, StoredField field, StoredSegment segment) {
    return switch (Searcher.kind(field)) {
      case FLOAT -> new FloatRows(values, segment.rows(), field.length());
      case BINARY -> new BitRows(values, segment.rows(), field.length());
    };
  }

  /**
   * The opened index of a segment; empty where it is not built, damaged or outdated.
   *
   * @param unusable is told why an index cannot be used
   */
  Optional<VectorIndex> open(
      StoredIndex index, SegmentState segment, StoredField field, Consumer<String> unusable) {
    Optional<OpenIndexFile> file = segment.indexFile(index);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    // Damage of the vectors is none of the index.
    MemorySegment vectors = segment.vectors(field);
    try {
      return Optional.of(file.get().opened(() -> open(index, segment.stored(), field, vectors)));
    } catch (ElanusException failure) {
      unusable.accept(
          switch (failure.code()) {
            case DAMAGED_DATA -> "it was damaged: " + failure.getMessage();
            case OUTDATED_INDEX -> "it was written by an earlier version";
            default -> throw failure;
          });
      return Optional.empty();
    }
  }

  private VectorIndex open(
      StoredIndex index, StoredSegment segment, StoredField field, MemorySegment vectors) {
    IndexFile file = store.openIndexFile(index, segment);
    IndexShape shape = shape(index, segment, Searcher.kind(field), field.length());
    return algorithm(Types.of(index)).open(file::section, shape, rows(vectors, field, segment));
  }

  /**
   * @throws ElanusException NOT_AVAILABLE
   */
  IndexAlgorithm algorithm(IndexType type) {
    return algorithms
        .apply(type)
        .orElseThrow(
            () -> {
              IndexTypes.requireAvailable(type);
              return new ElanusException(
                  ErrorCode.NOT_AVAILABLE, type + " is not available in this program");
            });
  }
}
