package io.elanus.index.flat;

import io.elanus.api.index.MetricType;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.lists.AcceptedRows;
import io.elanus.index.lists.ChunkSearch;
import io.elanus.index.lists.PreparedQueries;
import io.elanus.index.lists.RowDistances;
import io.elanus.kernels.TopK;

/**
 * Exact search of rows that have no index, straight from where they lie.
 *
 * <p>Rows go by in blocks. A float32 distance decides which rows are worth an exact distance in
 * double precision; the margin is the rounding-error bound of a sum of products, so no row is lost.
 */
public final class UnindexedRows implements VectorIndex {
  /** Floats of a block: it stays in a core's second cache. */
  private static final int BLOCK = 1 << 15;

  /** Rows that are measured together. */
  private static final int TOGETHER = 16;

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
    if (AcceptedRows.sparse(task.filter(), rows.count())) {
      return AcceptedRows.search(task, () -> new Comparer(task.floats()));
    }
    PreparedQueries queries =
        PreparedQueries.of(task.floats(), task.queryCount(), rows.dim(), metric);
    int size = Math.clamp(BLOCK / (long) rows.dim() / 16 * 16, 16, 1024);
    return ChunkSearch.run(
        task,
        rows.count(),
        size,
        (from, to, k) -> new ChunkScan(rows, metric, queries, from, to, k, size, task));
  }

  /** Compares queries as they were given. */
  private final class Comparer implements AcceptedRows.Comparer {
    private final float[] given;
    private final RowDistances distances = new RowDistances(rows, metric, TOGETHER);

    Comparer(float[] given) {
      this.given = given;
    }

    @Override
    public void ask(int query) {
      distances.ask(given, query * rows.dim());
    }

    @Override
    public void offer(int[] numbers, int from, int to, TopK nearest) {
      distances.offer(numbers, from, to, nearest);
    }
  }
}
