package io.elanus.index.lists;

import io.elanus.index.Hits;
import io.elanus.index.RangeCandidates;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchTask;
import io.elanus.kernels.TopK;
import java.util.function.Supplier;

/** Exact search of the few rows that a filter accepts: only they are read. */
public final class AcceptedRows {
  /** Where fewer than one row in so many is accepted, reading the others too takes longer. */
  private static final int SPARSE = 8;

  /** Rows compared between two looks at the cancellation, by one thread. */
  private static final int STEP = 4096;

  private AcceptedRows() {}

  /** Compares queries with rows; scratch memory of one thread. */
  public interface Comparer {
    /** Takes the query that rows are compared with. */
    void ask(int query);

    /** Offers the rows of numbers [from, to). */
    void offer(int[] rows, int from, int to, TopK nearest);
  }

  /** Whether so few of the rows are accepted that the others are better not read. */
  public static boolean sparse(RowFilter filter, int rows) {
    return filter != null && (long) filter.accepted() * SPARSE < rows;
  }

  /**
   * Searches the rows of the task's filter.
   *
   * @param comparers makes what a thread compares with
   */
  public static Hits search(SearchTask task, Supplier<? extends Comparer> comparers) {
    Hits hits = task.newHits();
    int[] rows = task.filter().rows();
    int k = Math.min(task.k(), rows.length);
    if (k == 0) {
      return hits;
    }
    int threads = Math.max(1, task.threads());
    Comparer[] ofThread = new Comparer[threads];
    Parallel.run(
        threads,
        task.executor(),
        task.queryCount(),
        task.cancellation(),
        (query, thread) -> {
          if (ofThread[thread] == null) {
            ofThread[thread] = comparers.get();
          }
          ofThread[thread].ask(query);
          TopK nearest = RangeCandidates.of(task.range(), k);
          for (int from = 0; from < rows.length; from += STEP) {
            task.cancellation().check();
            ofThread[thread].offer(rows, from, Math.min(rows.length, from + STEP), nearest);
          }
          hits.put(query, task.k(), nearest.sorted());
        });
    return hits;
  }
}
