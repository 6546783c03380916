package io.elanus.index.panel;

import io.elanus.base.Cancellation;
import io.elanus.index.Hits;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchTask;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PanelKernels;
import io.elanus.kernels.TopCandidates;
import java.util.concurrent.ExecutorService;

/**
 * One search over {@link PanelLists}.
 *
 * <p>A single query goes through its lists one after another. Several queries are turned round:
 * each query's nearest list first, which gives it a threshold, and then list after list for all
 * queries that probe it, four queries to a tile, so that a list is read from memory once. Threads
 * take lists and keep candidates apart until the end.
 */
public final class PanelSearch {
  /** Candidates all queries of a chunk may hold together, each 12 bytes. */
  private static final long CANDIDATES = 8 << 20;

  private static final int LARGEST_CHUNK = 2048;

  private final PanelKernels kernels;
  private final PanelLists lists;
  private final Queries queries;
  private final int k;
  private final int capacity;
  private final RowFilter filter;
  private final int threads;
  private final ExecutorService executor;
  private final Cancellation cancellation;
  private final ListScan[] scans;

  private PanelSearch(
      PanelKernels kernels,
      PanelLists lists,
      Queries queries,
      int k,
      RowFilter filter,
      int threads,
      ExecutorService executor,
      Cancellation cancellation) {
    this.kernels = kernels;
    this.lists = lists;
    this.queries = queries;
    this.k = Math.min(k, lists.rows());
    // A few more than asked for: their distances show that nothing beyond them can be nearer.
    this.capacity = (int) Math.min(lists.rows(), this.k + 6L + this.k / 16);
    this.filter = filter;
    this.threads = Math.max(1, threads);
    this.executor = executor;
    this.cancellation = cancellation;
    this.scans = new ListScan[this.threads];
  }

  /**
   * Finds the nearest rows.
   *
   * @param probes the lists of each query, nearest first; null for all lists
   */
  public static Hits search(PanelLists lists, SearchTask task, Queries queries, int[][] probes) {
    PanelSearch search =
        new PanelSearch(
            Kernels.best(),
            lists,
            queries,
            task.k(),
            task.filter(),
            task.threads(),
            task.executor(),
            task.cancellation());
    Hits hits = task.newHits();
    if (lists.rows() > 0) {
      search.run(probes, task.k(), hits);
    }
    return hits;
  }

  private void run(int[][] probes, int stride, Hits hits) {
    int chunk = Math.clamp(CANDIDATES / ((long) capacity * threads), 4, LARGEST_CHUNK);
    TopCandidates[] tops = new TopCandidates[queries.count()];
    for (int start = 0; start < queries.count(); start += chunk) {
      int from = start;
      int to = Math.min(queries.count(), from + chunk);
      for (int query = from; query < to; query++) {
        tops[query] = new TopCandidates(capacity, Float.POSITIVE_INFINITY);
      }
      if (to - from == 1 && threads == 1) {
        scanOne(from, probes, tops[from]);
      } else if (probes == null) {
        scanLists(ListQueries.all(lists.lists(), from, to), tops);
      } else {
        scanLists(ListQueries.invert(probes, from, to, lists.lists(), 0, 1), tops);
        scanLists(ListQueries.invert(probes, from, to, lists.lists(), 1, lists.lists()), tops);
      }
      forEach(
          to - from,
          (item, thread) -> {
            int query = from + item;
            new Finish(lists, queries, k, scan(thread))
                .write(query, probes == null ? null : probes[query], tops[query], stride, hits);
            tops[query] = null;
          });
    }
  }

  private void forEach(int items, Parallel.Body body) {
    Parallel.run(threads, executor, items, cancellation, body);
  }

  private ListScan scan(int thread) {
    if (scans[thread] == null) {
      scans[thread] = new ListScan(kernels, lists, filter, cancellation);
    }
    return scans[thread];
  }

  private void scanOne(int query, int[][] probes, TopCandidates top) {
    float[] scaled = queries.scaled(query);
    int probed = probes == null ? lists.lists() : probes[query].length;
    for (int i = 0; i < probed; i++) {
      cancellation.check();
      scan(0).scan(scaled, probes == null ? i : probes[query][i], top);
    }
  }

  /**
   * Scans every list for its queries; each thread keeps candidates of its own, merged at the end.
   */
  private void scanLists(ListQueries asked, TopCandidates[] tops) {
    float[] bounds = new float[tops.length];
    for (int query = 0; query < tops.length; query++) {
      bounds[query] = tops[query] == null ? 0 : tops[query].threshold();
    }
    TopCandidates[][] kept = new TopCandidates[threads][];
    kept[0] = tops;
    for (int thread = 1; thread < threads; thread++) {
      kept[thread] = new TopCandidates[tops.length];
    }
    forEach(
        asked.items(),
        (item, thread) -> {
          int list = asked.list(item);
          TopCandidates[] own = kept[thread];
          for (int i = asked.from(list); i < asked.to(list); i++) {
            int query = asked.members()[i];
            if (own[query] == null) {
              own[query] = new TopCandidates(capacity, bounds[query]);
            }
          }
          scan(thread).scan(queries, asked.members(), asked.from(list), asked.to(list), list, own);
        });
    for (int thread = 1; thread < threads; thread++) {
      for (int query = 0; query < tops.length; query++) {
        if (kept[thread][query] != null) {
          tops[query].pushAll(kept[thread][query]);
        }
      }
    }
  }
}
