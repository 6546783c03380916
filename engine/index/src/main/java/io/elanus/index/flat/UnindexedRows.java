package io.elanus.index.flat;

import io.elanus.api.index.MetricType;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.panel.BlockSearch;
import io.elanus.index.panel.Queries;

/**
 * Exact search of rows that have no index, straight from where they lie.
 *
 * <p>Rows go by in blocks. A float32 distance decides which rows are worth an exact distance in
 * double precision; the margin is the rounding-error bound of a sum of products, so no row is lost.
 */
public final class UnindexedRows implements VectorIndex {
  /** Floats of a block: it stays in a core's second cache. */
  private static final int BLOCK = 1 << 15;

  private final FloatRows rows;
  private final MetricType metric;

  private UnindexedRows(FloatRows rows, MetricType metric) {
    this.rows = rows;
    this.metric = metric;
  }

  /** A view of the rows for one metric; it reads nothing yet. */
  public static VectorIndex of(FloatRows rows, MetricType metric) {
    return new UnindexedRows(rows, metric);
  }

  @Override
  public Hits search(SearchTask task) {
    Queries queries = Queries.of(task.floats(), task.queryCount(), rows.dim(), metric);
    int size = Math.clamp(BLOCK / (long) rows.dim() / 16 * 16, 16, 1024);
    return BlockSearch.run(
        task,
        rows.count(),
        size,
        (from, to, k) -> new BlockScan(rows, metric, queries, from, to, k, size, task));
  }
}
