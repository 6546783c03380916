package io.elanus.index.binary;

import io.elanus.index.BitRows;
import io.elanus.index.Hits;
import io.elanus.index.MetricType;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.panel.Parallel;
import io.elanus.kernels.TopCandidates;

/** Exact search of binary rows that have no index, straight from where they lie. */
public final class UnindexedBits implements VectorIndex {
  /** Bytes of a block of rows: it stays in a core's first cache. */
  private static final int BLOCK_BYTES = 1 << 14;

  /** Candidates all queries of a chunk may hold together, each 12 bytes. */
  private static final long CANDIDATES = 8 << 20;

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
      SearchTask task, BitQueries queries, int from, int to, int k, int threads, Hits hits) {
    int size = Math.clamp(BLOCK_BYTES / rows.width() / 16 * 16L, 16, 1024);
    int blocks = (rows.count() + size - 1) / size;
    BitBlockScan[] scans = new BitBlockScan[threads];
    Parallel.run(
        threads,
        task.executor(),
        blocks,
        task.cancellation(),
        (block, thread) -> {
          if (scans[thread] == null) {
            scans[thread] =
                new BitBlockScan(rows, metric, queries, from, to, k, size, task.filter());
          }
          scans[thread].scan(block * size, Math.min(size, rows.count() - block * size));
        });
    for (int query = from; query < to; query++) {
      TopCandidates merged = new TopCandidates(k, Float.POSITIVE_INFINITY);
      for (BitBlockScan scan : scans) {
        if (scan != null) {
          merged.pushAll(scan.found(query));
        }
      }
      hits.put(query, task.k(), merged.sorted());
    }
  }
}
