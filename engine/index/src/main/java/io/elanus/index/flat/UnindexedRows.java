package io.elanus.index.flat;

import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.MetricType;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.panel.Parallel;
import io.elanus.index.panel.Queries;
import io.elanus.kernels.TopCandidates;

/**
 * Exact search of rows that have no index, straight from where they lie.
 *
 * <p>Rows go by in blocks. A float32 distance decides which rows are worth an exact distance in
 * double precision; the margin is the rounding-error bound of a sum of products, so no row is lost.
 */
public final class UnindexedRows implements VectorIndex {
  /** Floats of a block: it stays in a core's second cache. */
  private static final int BLOCK = 1 << 15;

  /** Candidates all queries of a chunk may hold together, each 12 bytes. */
  private static final long CANDIDATES = 8 << 20;

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
    Hits hits = task.newHits();
    int k = Math.min(task.k(), rows.count());
    if (k == 0) {
      return hits;
    }
    int threads = Math.max(1, task.threads());
    int chunk = Math.clamp(CANDIDATES / ((long) k * threads), 4, 1024);
    for (int from = 0; from < task.queryCount(); from += chunk) {
      search(task, queries, from, Math.min(task.queryCount(), from + chunk), k, threads, hits);
    }
    return hits;
  }

  private void search(
      SearchTask task, Queries queries, int from, int to, int k, int threads, Hits hits) {
    int size = Math.clamp(BLOCK / (long) rows.dim() / 16 * 16, 16, 1024);
    BlockScan[] scans = new BlockScan[threads];
    Parallel.run(
        threads,
        task.executor(),
        (rows.count() + size - 1) / size,
        task.cancellation(),
        (block, thread) -> {
          if (scans[thread] == null) {
            scans[thread] = new BlockScan(rows, metric, queries, from, to, k, size, task.filter());
          }
          scans[thread].scan(block * size, Math.min(size, rows.count() - block * size));
        });
    for (int query = from; query < to; query++) {
      TopCandidates merged = new TopCandidates(k, Float.POSITIVE_INFINITY);
      for (BlockScan scan : scans) {
        if (scan != null) {
          merged.pushAll(scan.found(query));
        }
      }
      hits.put(query, task.k(), merged.sorted());
    }
  }
}
