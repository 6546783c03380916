package io.elanus.core;

import io.elanus.api.Column;
import io.elanus.api.index.DistanceRange;
import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.BitRows;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.QueryVectors;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.binary.UnindexedBits;
import io.elanus.index.flat.UnindexedRows;
import io.elanus.store.CollectionState;
import io.elanus.store.SegmentState;
import io.elanus.store.StoredField;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Searches every segment of a collection, by its index or exactly where it has none, and merges
 * what each finds.
 *
 * @param parameters of the index type, checked
 * @param range of the distances that are wanted
 * @param indexes the opened index of a segment; empty where its rows must be compared one by one
 */
record SegmentSearch(
    CollectionState state,
    StoredField field,
    MetricType metric,
    SearchParameters parameters,
    DistanceRange range,
    Workers workers,
    Cancellation cancellation,
    Function<SegmentState, Optional<VectorIndex>> indexes) {
  /** Below this, handing work to other threads takes longer than doing it. */
  private static final long BYTES_WORTH_THREADS = 8 << 20;

  /** Neighbours that queries searched together may have, about 40 bytes each. */
  private static final int CANDIDATES = 1 << 20;

  /**
   * The nearest rows of each query among those in the range, nearest first.
   *
   * @param skip how many of the nearest are left out
   * @param wanted how many are looked for, with those
   * @throws ElanusException OUT_OF_RANGE where there are too many for one answer
   */
  Neighbours nearest(Column vectors, int skip, int wanted) {
    int k = (int) Math.min(wanted, rows());
    int count = vectors.rows();
    if (range.equals(DistanceRange.ALL)) {
      Queries.checkHits((long) count * k);
    }
    int step = Math.clamp(CANDIDATES / Math.max(1, k), 1, Math.max(1, count));
    Neighbours found = new Neighbours(count);
    for (int from = 0; from < count; from += step) {
      Nearest[] nearest = new Nearest[Math.min(step, count - from)];
      Arrays.setAll(nearest, query -> new Nearest(k));
      if (k > 0) {
        QueryVectors queries = queries(vectors, from, nearest.length);
        for (SegmentState segment : state.segments()) {
          cancellation.check();
          search(segment, queries, k, nearest);
        }
      }
      for (Nearest one : nearest) {
        one.moveTo(found, skip);
      }
      Queries.checkHits(found.size());
    }
    return found;
  }

  private long rows() {
    return state.segments().stream().mapToLong(SegmentState::rows).sum();
  }

  private static QueryVectors queries(Column vectors, int from, int count) {
    return switch (vectors) {
      case Column.FloatVectors floats -> {
        int dim = floats.dim();
        boolean all = count == floats.rows();
        yield new QueryVectors.Floats(
            all
                ? floats.values()
                : Arrays.copyOfRange(floats.values(), from * dim, (from + count) * dim),
            count);
      }
      case Column.BinaryVectors bits -> {
        int width = bits.dim() / Byte.SIZE;
        boolean all = count == bits.rows();
        yield new QueryVectors.Bits(
            all
                ? bits.values()
                : Arrays.copyOfRange(bits.values(), from * width, (from + count) * width),
            count);
      }
      default -> throw new IllegalArgumentException("queries must be vectors, got " + vectors);
    };
  }

  private void search(SegmentState segment, QueryVectors queries, int wanted, Nearest[] nearest) {
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
                    opened.isPresent() ? parameters : new SearchParameters.None(),
                    filter(segment),
                    range,
                    threads,
                    threads == 1 ? null : workers.searchers(),
                    cancellation));
    for (int query = 0; query < nearest.length; query++) {
      for (int i = 0; i < hits.counts()[query]; i++) {
        int at = query * k + i;
        nearest[query].offer(segment.row(hits.rows()[at]), hits.distances()[at]);
      }
    }
  }

  private VectorIndex exact(SegmentState segment) {
    return switch (OpenIndexes.rows(segment.vectors(field), field, segment.stored())) {
      case FloatRows floats -> UnindexedRows.of(floats, metric);
      case BitRows bits -> UnindexedBits.of(bits, metric);
    };
  }

  /** Null where no row of the segment is deleted. */
  private static RowFilter filter(SegmentState segment) {
    return segment.deletions().count() == 0
        ? null
        : segment.filter(deletions -> RowFilter.allBut(deletions.toBitSet(), 0, segment.rows()));
  }
}
