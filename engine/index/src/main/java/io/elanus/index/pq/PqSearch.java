package io.elanus.index.pq;

import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.panel.ListQueries;
import io.elanus.index.panel.Parallel;
import io.elanus.index.panel.Queries;
import io.elanus.kernels.TopCandidates;

/**
 * One search over {@link PqLists}.
 *
 * <p>Threads take chunks of queries whose tables fit a core's second cache together. Within a chunk
 * each query's nearest list comes first, which gives it a threshold, and then list after list for
 * all queries of the chunk that probe it. A query for which float32 was too coarse, as it is for
 * values beyond 1e16 or so, goes through its lists once more in double precision.
 */
public final class PqSearch {
  /** Bytes of tables of one chunk. */
  private static final long TABLE_BYTES = 384 << 10;

  private static final int LARGEST_CHUNK = 512;

  private final PqLists lists;
  private final SearchTask task;
  private final Queries queries;
  private final int[][] probes;
  private final FloatRows rows;
  private final int k;
  private final int capacity;
  private final Worker[] workers;

  private PqSearch(
      PqLists lists,
      SearchTask task,
      Queries queries,
      int[][] probes,
      FloatRows rows,
      int reordered) {
    this.lists = lists;
    this.task = task;
    this.queries = queries;
    this.probes = probes;
    this.rows = rows;
    this.k = Math.min(task.k(), lists.rows());
    // Without rows a few more than asked for, as float distances order almost equal ones wrongly.
    long wanted = rows == null ? k + 6L + k / 16 : Math.max(k, reordered);
    this.capacity = (int) Math.min(lists.rows(), wanted);
    this.workers = new Worker[Math.max(1, task.threads())];
  }

  /** Finds the rows whose codes are nearest; distances are those to the vectors they stand for. */
  public static Hits search(PqLists lists, SearchTask task, Queries queries, int[][] probes) {
    return new PqSearch(lists, task, queries, probes, null, 0).run();
  }

  /**
   * Finds the rows that are nearest of those whose codes are nearest.
   *
   * @param rows from which exact distances are computed
   * @param reordered for how many candidates of each query
   */
  public static Hits search(
      PqLists lists,
      SearchTask task,
      Queries queries,
      int[][] probes,
      FloatRows rows,
      int reordered) {
    return new PqSearch(lists, task, queries, probes, rows, reordered).run();
  }

  private Hits run() {
    Hits hits = task.newHits();
    int count = queries.count();
    if (lists.rows() == 0 || count == 0) {
      return hits;
    }
    int even = (count + workers.length - 1) / workers.length;
    long fitting = TABLE_BYTES / QueryTables.bytes(lists.shape());
    int chunk = Math.clamp(Math.min(fitting, even), 1, LARGEST_CHUNK);
    Parallel.run(
        workers.length,
        task.executor(),
        (count + chunk - 1) / chunk,
        task.cancellation(),
        (item, thread) -> {
          if (workers[thread] == null) {
            workers[thread] = new Worker(chunk);
          }
          workers[thread].run(item * chunk, Math.min(count, (item + 1) * chunk), hits);
        });
    return hits;
  }

  /** The memory of one thread. */
  private final class Worker {
    private final PqScan scan = new PqScan(lists, rows != null, task.filter(), task.cancellation());
    private final QueryTables[] tables;
    private final TopCandidates[] tops;
    private final Reorder reorder = rows == null ? null : new Reorder(rows, lists.metric());

    Worker(int chunk) {
      tables = new QueryTables[chunk];
      tops = new TopCandidates[chunk];
    }

    void run(int from, int to, Hits hits) {
      for (int query = from; query < to; query++) {
        int i = query - from;
        if (tables[i] == null) {
          tables[i] = new QueryTables(lists);
          tops[i] = new TopCandidates(capacity, Float.POSITIVE_INFINITY);
        }
        tops[i].reset();
        tables[i].prepare(queries, query);
      }
      if (to - from == 1) {
        scan.start(queries, from);
        for (int list : probes[from]) {
          scan.scan(tables[0], list, tops[0]);
        }
      } else {
        int count = lists.lists();
        scanLists(ListQueries.invert(probes, from, to, count, 0, 1), from);
        scanLists(ListQueries.invert(probes, from, to, count, 1, count), from);
      }
      for (int query = from; query < to; query++) {
        finish(query, tables[query - from], tops[query - from], hits);
      }
    }

    private void scanLists(ListQueries asked, int from) {
      for (int item = 0; item < asked.items(); item++) {
        int list = asked.list(item);
        for (int i = asked.from(list); i < asked.to(list); i++) {
          int query = asked.members()[i];
          scan.start(queries, query);
          scan.scan(tables[query - from], list, tops[query - from]);
        }
      }
    }

    private void finish(int query, QueryTables table, TopCandidates candidates, Hits hits) {
      TopCandidates best = nearest(query, candidates);
      if (table.isDoubtful(candidates, best.threshold())) {
        candidates.reset();
        scan.start(queries, query);
        for (int list : probes[query]) {
          scan.scanInDouble(list, candidates);
        }
        best = nearest(query, candidates);
      }
      hits.put(query, task.k(), best.sorted());
    }

    private TopCandidates nearest(int query, TopCandidates candidates) {
      TopCandidates best = new TopCandidates(k, Float.POSITIVE_INFINITY);
      if (reorder != null) {
        reorder.run(lists, queries, query, candidates, best);
      } else {
        for (int i = 0; i < candidates.size(); i++) {
          int position = candidates.slotAt(i);
          double distance = lists.exactDistance(queries.values(), query * queries.dim(), position);
          best.push((float) distance, TopCandidates.row(candidates.keyAt(i)), position);
        }
      }
      return best;
    }
  }
}
