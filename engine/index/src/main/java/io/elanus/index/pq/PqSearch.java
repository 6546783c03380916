package io.elanus.index.pq;

import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.lists.ListQueries;
import io.elanus.index.lists.Parallel;
import io.elanus.index.lists.PreparedQueries;
import io.elanus.kernels.TopK;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * One search over {@link PqLists}.
 *
 * <p>Threads take chunks of queries whose tables fit a core's second cache together. Within a chunk
 * each query's nearest list comes first, which gives it a threshold, and then list after list for
 * all queries of the chunk that probe it. A query for which float32 was too coarse, as it is for
 * values beyond 1e16 or so, goes through its lists once more in double precision.
 *
 * @param <C> the candidates of a query
 */
public final class PqSearch<C> {
  /** Bytes of tables of one chunk, with the floats where scans need them. */
  private static final long TABLE_BYTES = 384 << 10;

  private static final int LARGEST_CHUNK = 512;

  private final PqLists lists;
  private final SearchTask task;
  private final PreparedQueries queries;
  private final int[][] probes;
  private final boolean roughly;
  private final Supplier<PqScan<C>> scans;
  private final List<Worker> workers;

  /**
   * @param roughly whether scans make do with rounded entries, so that tables keep no floats
   */
  private PqSearch(
      PqLists lists,
      SearchTask task,
      PreparedQueries queries,
      int[][] probes,
      boolean roughly,
      Supplier<PqScan<C>> scans) {
    this.lists = lists;
    this.task = task;
    this.queries = queries;
    this.probes = probes;
    this.roughly = roughly;
    this.scans = scans;
    this.workers = new ArrayList<>(Collections.nCopies(Math.max(1, task.threads()), null));
  }

  /** Finds the rows whose codes are nearest; distances are those to the vectors they stand for. */
  public static Hits search(
      PqLists lists, SearchTask task, PreparedQueries queries, int[][] probes) {
    int k = Math.min(task.k(), lists.rows());
    Supplier<PqScan<TopK>> scans = () -> new CodeScan(lists, queries, k, task);
    return new PqSearch<>(lists, task, queries, probes, false, scans).run();
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
      PreparedQueries queries,
      int[][] probes,
      FloatRows rows,
      int reordered) {
    int k = Math.min(task.k(), lists.rows());
    Supplier<PqScan<RoughCandidates>> scans =
        () -> new RoughScan(lists, queries, k, reordered, rows, task);
    return new PqSearch<>(lists, task, queries, probes, true, scans).run();
  }

  private Hits run() {
    Hits hits = task.newHits();
    int count = queries.count();
    if (lists.rows() == 0 || count == 0) {
      return hits;
    }
    int threads = workers.size();
    int even = (count + threads - 1) / threads;
    long fitting = TABLE_BYTES / AdcTables.bytes(lists.shape(), roughly);
    int chunk = Math.clamp(Math.min(fitting, even), 1, LARGEST_CHUNK);
    Parallel.ranges(
        threads,
        task.executor(),
        0,
        count,
        chunk,
        task.cancellation(),
        (from, to, thread) -> {
          if (workers.get(thread) == null) {
            workers.set(thread, new Worker());
          }
          workers.get(thread).run(from, to, hits);
        });
    return hits;
  }

  /** The memory of one thread. */
  private final class Worker {
    private final PqScan<C> scan = scans.get();
    private final AdcTables.Scratch scratch = new AdcTables.Scratch(lists.shape(), roughly);
    private final List<AdcTables> tables = new ArrayList<>();
    private final List<C> candidates = new ArrayList<>();

    void run(int from, int to, Hits hits) {
      List<PqScan.Asked<C>> chunk = new ArrayList<>();
      for (int query = from; query < to; query++) {
        int i = query - from;
        if (i == tables.size()) {
          tables.add(new AdcTables(lists, scratch));
          candidates.add(scan.empty());
        }
        scan.reset(candidates.get(i));
        tables.get(i).prepare(queries, query);
        chunk.add(new PqScan.Asked<>(query, tables.get(i), candidates.get(i)));
      }
      if (chunk.size() == 1) {
        for (int list : probes[from]) {
          scan.scan(list, chunk.get(0));
        }
      } else {
        int count = lists.lists();
        scanLists(ListQueries.invert(probes, from, to, count, 0, 1), chunk, from);
        scanLists(ListQueries.invert(probes, from, to, count, 1, count), chunk, from);
      }
      for (PqScan.Asked<C> asked : chunk) {
        finish(asked, hits);
      }
    }

    private void scanLists(ListQueries asked, List<PqScan.Asked<C>> chunk, int start) {
      for (int item = 0; item < asked.items(); item++) {
        int list = asked.list(item);
        scan.scan(list, asked.members(), asked.from(list), asked.to(list), chunk, start);
      }
    }

    private void finish(PqScan.Asked<C> asked, Hits hits) {
      int query = asked.number();
      C found = asked.candidates();
      TopK best = scan.nearest(query, found);
      while (scan.widen(found, best)) {
        for (int list : probes[query]) {
          scan.scan(list, asked);
        }
        best = scan.nearest(query, found);
      }
      if (scan.isDoubtful(asked, best)) {
        scan.reset(found);
        for (int list : probes[query]) {
          scan.scanInDouble(query, list, found);
        }
        best = scan.nearest(query, found);
      }
      hits.put(query, task.k(), best.sorted());
      hits.nearer()[query] = scan.tooNear(found, best);
    }
  }
}
