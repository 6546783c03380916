package io.elanus.core.embedded;

import io.elanus.base.Cancellation;
import io.elanus.core.Column;
import io.elanus.index.BitRows;
import io.elanus.index.DistanceRange;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.MetricType;
import io.elanus.index.QueryVectors;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.binary.UnindexedBits;
import io.elanus.index.flat.UnindexedRows;
import io.elanus.store.StoredField;
import io.elanus.store.StoredSegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Searches every segment of a collection, by its index or exactly where it has none, and merges
 * what each finds.
 *
 * @param parameters of the index type, checked
 * @param range of the distances that are wanted
 * @param indexes the opened index of a segment; empty where its rows must be compared one by one
 */
record SegmentSearch(
    CollectionSnapshot snapshot,
    StoredField field,
    MetricType metric,
    Map<String, Object> parameters,
    DistanceRange range,
    Workers workers,
    Cancellation cancellation,
    Function<StoredSegment, Optional<VectorIndex>> indexes) {
  /** Below this, handing work to other threads takes longer than doing it. */
  private static final long BYTES_WORTH_THREADS = 8 << 20;

  /** The nearest rows of each query among those in the range, nearest first. */
  List<List<Neighbour>> nearest(Column vectors, int wanted) {
    int k = (int) Math.min(wanted, rows());
    Nearest[] nearest = new Nearest[vectors.rows()];
    Arrays.setAll(nearest, query -> new Nearest(k));
    if (k > 0 && nearest.length > 0) {
      QueryVectors queries = queries(vectors);
      for (StoredSegment segment : snapshot.segments()) {
        cancellation.check();
        search(segment, queries, k, nearest);
      }
    }
    return Stream.of(nearest).map(Nearest::sorted).toList();
  }

  private long rows() {
    return snapshot.segments().stream().mapToLong(StoredSegment::rows).sum();
  }

  private static QueryVectors queries(Column vectors) {
    return switch (vectors) {
      case Column.FloatVectors floats -> new QueryVectors.Floats(floats.values(), floats.rows());
      case Column.BinaryVectors bits -> new QueryVectors.Bits(bits.values(), bits.rows());
      default -> throw new IllegalArgumentException("queries must be vectors, got " + vectors);
    };
  }

  private void search(StoredSegment segment, QueryVectors queries, int wanted, Nearest[] nearest) {
    Optional<VectorIndex> opened = indexes.apply(segment);
    boolean alone =
        opened.isPresent()
            ? queries.count() == 1
            : (long) queries.count() * segment.rows() * field.width() <= BYTES_WORTH_THREADS;
    int threads = alone ? 1 : workers.threads();
    int k = Math.min(wanted, segment.rows());
    Hits hits =
        opened
            .orElseGet(() -> exact(segment))
            .search(
                new SearchTask(
                    queries,
                    k,
                    opened.isPresent() ? parameters : Map.of(),
                    filter(snapshot.deleted(), segment),
                    range,
                    threads,
                    threads == 1 ? null : workers.searchers(),
                    cancellation));
    for (int query = 0; query < nearest.length; query++) {
      for (int i = 0; i < hits.counts()[query]; i++) {
        int at = query * k + i;
        nearest[query].offer(segment.firstRow() + hits.rows()[at], hits.distances()[at]);
      }
    }
  }

  private VectorIndex exact(StoredSegment segment) {
    return switch (OpenIndexes.rows(snapshot.vectors().apply(segment, field), field, segment)) {
      case FloatRows floats -> UnindexedRows.of(floats, metric);
      case BitRows bits -> UnindexedBits.of(bits, metric);
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
}
