package io.elanus.core;

import io.elanus.api.SearchRequest;
import io.elanus.api.SearchResult;
import io.elanus.api.VectorSearch;
import io.elanus.api.index.DataKind;
import io.elanus.api.index.DistanceRange;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.MetricType;
import io.elanus.api.index.SearchRange;
import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.SearchParameters;
import io.elanus.index.VectorIndex;
import io.elanus.store.CollectionState;
import io.elanus.store.SegmentState;
import io.elanus.store.Store;
import io.elanus.store.StoredField;
import io.elanus.store.StoredIndex;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Answers searches: each segment by its index or, where it has none yet, by comparing every row;
 * then the nearest of all segments, ties by order of insertion.
 */
final class Searcher implements VectorSearch {
  private final Store store;
  private final OpenCollections collections;
  private final OpenIndexes indexes;
  private final IndexBuilds builds;
  private final Workers workers;

  Searcher(
      Store store,
      OpenCollections collections,
      OpenIndexes indexes,
      IndexBuilds builds,
      Workers workers) {
    this.store = store;
    this.collections = collections;
    this.indexes = indexes;
    this.builds = builds;
    this.workers = workers;
  }

  /**
   * @throws ElanusException COLLECTION_NOT_FOUND also where it was dropped meanwhile
   */
  @Override
  public SearchResult search(SearchRequest request, Cancellation cancellation) {
    Unsupported.refuse(request.options());
    return TimeLimit.within(
        request.options().timeout(),
        cancellation,
        "searching collection " + request.collection(),
        stop -> searchNow(request, stop));
  }

  private SearchResult searchNow(SearchRequest request, Cancellation cancellation) {
    try {
      return collections.reading(
          request.collection(), "searched", state -> search(state, request, cancellation));
    } catch (InternalError failure) {
      if (Reasons.isFileFault(failure)) {
        throw Reasons.of("searching collection " + request.collection(), failure);
      }
      throw failure;
    }
  }

  private SearchResult search(
      CollectionState state, SearchRequest request, Cancellation cancellation) {
    if (state.collection().released()) {
      throw new ElanusException(
          ErrorCode.NOT_LOADED,
          "collection " + request.collection() + " is released",
          "load it first: load -c " + request.collection());
    }
    StoredField field = Queries.vectorField(state.collection(), request.field());
    Queries.checkVectors(field, request.vectors());
    Optional<StoredIndex> index = state.index(field);
    MetricType metric = metric(field, index, request.metric());
    DistanceRange range =
        SearchRange.of(metric, request.parameters())
            .map(SearchRange::distances)
            .orElse(DistanceRange.ALL);
    SegmentSearch search =
        new SegmentSearch(
            state,
            field,
            metric,
            parameters(field, index, request),
            range,
            workers,
            cancellation,
            segment -> index.flatMap(definition -> open(state, definition, segment, field)));
    Entities entities = new Entities(store, state.collection(), request.outputFields());
    int wanted = request.offset() + request.limit();
    Neighbours found = search.nearest(request.vectors(), request.offset(), wanted);
    return result(metric, found, entities.read(state, found.rows(), cancellation));
  }

  /** The index of a segment; empty where it is not built or of no use: then it is built again. */
  Optional<VectorIndex> open(
      CollectionState state, StoredIndex index, SegmentState segment, StoredField field) {
    return indexes.open(
        index,
        segment,
        field,
        reason -> builds.rebuild(state.collection(), index, segment.stored(), reason));
  }

  private static MetricType metric(
      StoredField field, Optional<StoredIndex> index, MetricType given) {
    boolean binary = field.storage() == StoredField.Storage.BITS;
    if (given != null && given.isBinary() != binary) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "metric of %s field %s must be one of %s, got %s"
              .formatted(
                  field.type(),
                  field.name(),
                  Arrays.stream(MetricType.values())
                      .filter(metric -> metric.isBinary() == binary)
                      .map(MetricType::name)
                      .collect(Collectors.joining(", ")),
                  given));
    }
    if (index.isEmpty()) {
      return given != null ? given : binary ? MetricType.HAMMING : MetricType.L2;
    }
    MetricType built = Types.metric(index.get());
    if (given != null && given != built) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "metric must be %s, which index %s was built for, got %s"
              .formatted(built, index.get().name(), given),
          "leave the metric out, or delete the index and create one for " + given);
    }
    return built;
  }

  private static SearchParameters parameters(
      StoredField field, Optional<StoredIndex> index, SearchRequest request) {
    Map<String, String> given = SearchRange.without(request.parameters());
    if (index.isEmpty()) {
      if (!given.isEmpty()) {
        throw new ElanusException(
            ErrorCode.UNKNOWN_PARAMETER,
            "field %s has no index, so a search takes no parameters but a range, got %s"
                .formatted(field.name(), String.join(", ", given.keySet())),
            "create an index, or leave them out");
      }
      return new SearchParameters.None();
    }
    IndexType type = Types.of(index.get());
    return SearchParameters.of(
        type,
        IndexTypes.validateSearch(
            type,
            OpenIndexes.typedParameters(index.get(), kind(field), field.length()),
            request.offset() + request.limit(),
            given,
            request.defaults()));
  }

  static DataKind kind(StoredField field) {
    return field.storage() == StoredField.Storage.BITS ? DataKind.BINARY : DataKind.FLOAT;
  }

  /**
   * @param there the found rows, but for those that were deleted since and are gone
   */
  private static SearchResult result(MetricType metric, Neighbours found, Entities.Existing there) {
    int[] kept = there.positions();
    float[] distances = new float[kept.length];
    for (int i = 0; i < kept.length; i++) {
      // Adding zero turns -0 into 0.
      distances[i] = metric.reported(found.distance(kept[i])) + 0f;
    }
    return new SearchResult(metric, found.offsets(kept), there.keys(), distances, there.page());
  }
}
