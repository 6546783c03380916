package io.elanus.core.embedded;

import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.core.Column;
import io.elanus.core.Hit;
import io.elanus.core.SearchRequest;
import io.elanus.core.SearchResult;
import io.elanus.index.BitRows;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.IndexType;
import io.elanus.index.MetricType;
import io.elanus.index.QueryVectors;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.binary.UnindexedBits;
import io.elanus.index.flat.UnindexedRows;
import io.elanus.index.parameters.DataKind;
import io.elanus.index.parameters.IndexTypes;
import io.elanus.store.Store;
import io.elanus.store.StoredField;
import io.elanus.store.StoredIndex;
import io.elanus.store.StoredSegment;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Answers searches: each segment by its index or, where it has none yet, by comparing every row;
 * then the nearest of all segments, ties by order of insertion.
 */
final class Searcher {
  /** Below this, handing work to other threads takes longer than doing it. */
  private static final long BYTES_WORTH_THREADS = 8 << 20;

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

  SearchResult search(SearchRequest request) {
    Queries.checkLimits(request);
    CollectionSnapshot snapshot = collections.snapshot(request.collection());
    if (snapshot.collection().released()) {
      throw new ElanusException(
          ErrorCode.NOT_LOADED,
          "collection " + request.collection() + " is released",
          "load it first");
    }
    StoredField field = Queries.vectorField(snapshot.collection(), request.field());
    Queries.checkVectors(field, request.vectors());
    Optional<StoredIndex> index = indexes.ofField(snapshot.collection(), field);
    MetricType metric = metric(field, index, request.metric());
    Map<String, Object> parameters = parameters(field, index, request);
    Entities entities = new Entities(store, snapshot, request.outputFields());
    Nearest[] nearest = new Nearest[request.vectors().rows()];
    int wanted = (int) Math.min(request.offset() + request.limit(), rows(snapshot));
    for (int query = 0; query < nearest.length; query++) {
      nearest[query] = new Nearest(wanted);
    }
    if (wanted > 0 && nearest.length > 0) {
      for (StoredSegment segment : snapshot.segments()) {
        RowFilter filter = filter(snapshot.deleted(), segment);
        Optional<VectorIndex> opened =
            index.flatMap(definition -> open(snapshot, definition, segment, field));
        if (opened.isPresent()) {
          QueryVectors queries = queries(request.vectors());
          int threads = nearest.length == 1 ? 1 : workers.threads();
          search(opened.get(), segment, queries, filter, parameters, nearest, wanted, threads);
        } else {
          scan(snapshot, segment, field, metric, request.vectors(), filter, nearest, wanted);
        }
      }
    }
    return store.read(() -> result(request, metric, nearest, entities));
  }

  /** The index of a segment; empty where it is not built, or damaged: then it is built again. */
  Optional<VectorIndex> open(
      CollectionSnapshot snapshot, StoredIndex index, StoredSegment segment, StoredField field) {
    try {
      return indexes.open(index, segment, field, () -> snapshot.vectors().apply(segment, field));
    } catch (ElanusException failure) {
      if (failure.code() != ErrorCode.DAMAGED_DATA) {
        throw failure;
      }
      builds.rebuild(snapshot.collection(), index, segment, failure.getMessage());
      return Optional.empty();
    }
  }

  private static long rows(CollectionSnapshot snapshot) {
    return snapshot.segments().stream().mapToLong(StoredSegment::rows).sum();
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
    MetricType built = MetricType.valueOf(index.get().metric());
    if (given != null && given != built) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "metric must be %s, which index %s was built for, got %s"
              .formatted(built, index.get().name(), given),
          "leave the metric out, or drop the index and create one for " + given);
    }
    return built;
  }

  private static Map<String, Object> parameters(
      StoredField field, Optional<StoredIndex> index, SearchRequest request) {
    if (index.isEmpty()) {
      if (!request.parameters().isEmpty()) {
        throw new ElanusException(
            ErrorCode.UNKNOWN_PARAMETER,
            "field %s has no index, so a search takes no parameters, got %s"
                .formatted(field.name(), String.join(", ", request.parameters().keySet())),
            "create an index, or leave them out");
      }
      return Map.of();
    }
    return IndexTypes.validateSearch(
        IndexType.valueOf(index.get().type()),
        OpenIndexes.typedParameters(index.get(), kind(field), field.length()),
        request.offset() + request.limit(),
        request.parameters());
  }

  static DataKind kind(StoredField field) {
    return field.storage() == StoredField.Storage.BITS ? DataKind.BINARY : DataKind.FLOAT;
  }

  private static QueryVectors queries(Column vectors) {
    return switch (vectors) {
      case Column.FloatVectors floats -> new QueryVectors.Floats(floats.values(), floats.rows());
      case Column.BinaryVectors bits -> new QueryVectors.Bits(bits.values(), bits.rows());
      default -> throw new IllegalArgumentException("queries must be vectors, got " + vectors);
    };
  }

  /** Null where no row of the segment is deleted. */
  private static RowFilter filter(BitSet deleted, StoredSegment segment) {
    int first = Math.toIntExact(segment.firstRow());
    int next = deleted.nextSetBit(first);
    return next < 0 || next >= first + segment.rows()
        ? null
        : RowFilter.allBut(deleted, first, segment.rows());
  }

  private void search(
      VectorIndex index,
      StoredSegment segment,
      QueryVectors queries,
      RowFilter filter,
      Map<String, Object> parameters,
      Nearest[] nearest,
      int wanted,
      int threads) {
    int k = Math.min(wanted, segment.rows());
    Hits hits =
        index.search(
            new SearchTask(
                queries,
                k,
                parameters,
                filter,
                threads,
                threads == 1 ? null : workers.searchers(),
                new Cancellation()));
    for (int query = 0; query < nearest.length; query++) {
      for (int i = 0; i < hits.counts()[query]; i++) {
        int at = query * k + i;
        nearest[query].offer(segment.firstRow() + hits.rows()[at], hits.distances()[at]);
      }
    }
  }

  private void scan(
      CollectionSnapshot snapshot,
      StoredSegment segment,
      StoredField field,
      MetricType metric,
      Column vectors,
      RowFilter filter,
      Nearest[] nearest,
      int wanted) {
    VectorIndex exact = exact(snapshot.vectors().apply(segment, field), field, segment, metric);
    boolean large = (long) vectors.rows() * segment.rows() * field.width() > BYTES_WORTH_THREADS;
    int threads = large ? workers.threads() : 1;
    search(exact, segment, queries(vectors), filter, Map.of(), nearest, wanted, threads);
  }

  private static VectorIndex exact(
      MemorySegment bytes, StoredField field, StoredSegment segment, MetricType metric) {
    return switch (OpenIndexes.rows(bytes, field, segment)) {
      case FloatRows floats -> UnindexedRows.of(floats, metric);
      case BitRows bits -> UnindexedBits.of(bits, metric);
    };
  }

  private static SearchResult result(
      SearchRequest request, MetricType metric, Nearest[] nearest, Entities entities) {
    List<List<Hit>> hits = new ArrayList<>();
    for (Nearest found : nearest) {
      found.sort();
      List<Hit> ofQuery = new ArrayList<>();
      for (int i = request.offset(); i < found.size(); i++) {
        // Adding zero turns -0 into 0.
        float distance = metric.reported(found.distance(i)) + 0f;
        // A row that was deleted since the snapshot is left out.
        entities
            .read(found.row(i))
            .ifPresent(entity -> ofQuery.add(new Hit(entity.key(), distance, entity.fields())));
      }
      hits.add(List.copyOf(ofQuery));
    }
    return new SearchResult(metric, hits);
  }
}
