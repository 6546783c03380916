package io.elanus.index.binary;

import io.elanus.api.index.MetricType;
import io.elanus.index.BitRows;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.lists.AcceptedRows;
import io.elanus.index.lists.ChunkSearch;

/** Exact search of binary rows that have no index, straight from where they lie. */
public final class UnindexedBits implements VectorIndex {
  /** Bytes of a block of rows: it stays in a core's first cache. */
  private static final int BLOCK_BYTES = 1 << 14;

  private final BitRows rows;
  private final BitMetric metric;

  private UnindexedBits(BitRows rows, BitMetric metric) {
    this.rows = rows;
    this.metric = metric;
  }

  /** A view of the rows for one metric; it reads nothing yet. */
  public static VectorIndex of(BitRows rows, MetricType metric) {
    return new UnindexedBits(rows, BitMetric.of(metric));
  }

  @Override
  public Hits search(SearchTask task) {
    BitQueries queries = BitQueries.of(task, rows.dim());
    if (AcceptedRows.sparse(task.filter(), rows.count())) {
      return AcceptedRows.search(task, () -> new BitComparer(rows, metric, queries));
    }
    int size = Math.clamp(BLOCK_BYTES / rows.width() / 16 * 16L, 16, 1024);
    return ChunkSearch.run(
        task,
        rows.count(),
        size,
        (from, to, k) -> new BitChunkScan(rows, metric, queries, from, to, k, size, task));
  }
}
