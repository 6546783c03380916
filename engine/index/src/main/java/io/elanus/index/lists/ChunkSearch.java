package io.elanus.index.lists;

import io.elanus.index.Hits;
import io.elanus.index.RangeCandidates;
import io.elanus.index.SearchTask;
import io.elanus.kernels.TopK;
import java.util.Arrays;
import java.util.Objects;

/**
 * Exact search of rows that go by in chunks, for a batch of the queries at a time: each thread
 * keeps the nearest rows of the chunks that it sees.
 */
public final class ChunkSearch {
  /** Candidates all queries of a batch may hold together, each 12 bytes. */
  private static final long CANDIDATES = 8 << 20;

  private ChunkSearch() {}

  /** What one thread does for a batch of queries. */
  public interface Scanner {
    /** Compares rows {@code firstRow} to {@code firstRow + count - 1}. */
    void scan(int firstRow, int count);

    /** The nearest rows of a query so far. */
    TopK found(int query);
  }

  /** Makes a scanner. */
  @FunctionalInterface
  public interface Scanners {
    /**
     * @param from first query of the batch
     * @param to behind its last one
     * @param k how many rows to keep of each
     */
    Scanner of(int from, int to, int k);
  }

  /**
   * Searches.
   *
   * @param rows how many there are
   * @param size most rows of a chunk
   */
  public static Hits run(SearchTask task, int rows, int size, Scanners scanners) {
    Hits hits = task.newHits();
    int k = Math.min(task.k(), rows);
    if (k == 0) {
      return hits;
    }
    int threads = Math.max(1, task.threads());
    int together = Math.clamp(CANDIDATES / ((long) k * threads), 4, 1024);
    for (int from = 0; from < task.queryCount(); from += together) {
      int first = from;
      int to = Math.min(task.queryCount(), from + together);
      Scanner[] scans = new Scanner[threads];
      Parallel.ranges(
          threads,
          task.executor(),
          0,
          rows,
          size,
          task.cancellation(),
          (begin, end, thread) -> {
            if (scans[thread] == null) {
              scans[thread] = scanners.of(first, to, k);
            }
            scans[thread].scan(begin, end - begin);
          });
      for (int query = from; query < to; query++) {
        int asked = query;
        TopK merged = RangeCandidates.of(task.range(), k);
        Arrays.stream(scans)
            .filter(Objects::nonNull)
            .forEach(scan -> merged.pushAll(scan.found(asked)));
        hits.put(query, task.k(), merged.sorted());
      }
    }
    return hits;
  }
}
