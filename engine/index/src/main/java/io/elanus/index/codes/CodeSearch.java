package io.elanus.index.codes;

import io.elanus.base.Cancellation;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchTask;
import io.elanus.index.panel.ListQueries;
import io.elanus.index.panel.Parallel;
import io.elanus.index.panel.Queries;
import io.elanus.kernels.Kernels;
import java.util.concurrent.ExecutorService;

/**
 * One search over {@link CodeLists}.
 *
 * <p>A single query goes through its lists one after another. Several queries are turned round:
 * each query's nearest list first, which gives it a threshold, and then list after list for all
 * queries that probe it, four of which share each load. Where hardly any lists are shared, queries
 * go through theirs one after another all the same. Threads take lists and keep candidates apart
 * until the end.
 */
public final class CodeSearch {
  /** Upper bounds and rows all queries of a chunk may hold together, each 12 bytes. */
  private static final long CANDIDATES = 4 << 20;

  private static final int LARGEST_CHUNK = 2048;

  private final CodeLists lists;
  private final FloatRows rows;
  private final Queries queries;
  private final int k;
  private final RowFilter filter;
  private final int threads;
  private final ExecutorService executor;
  private final Cancellation cancellation;
  private final CodeScan[] scans;

  private CodeSearch(CodeLists lists, FloatRows rows, SearchTask task, Queries queries) {
    this.lists = lists;
    this.rows = rows;
    this.queries = queries;
    this.k = Math.min(task.k(), lists.rows());
    this.filter = task.filter();
    this.threads = Math.max(1, task.threads());
    this.executor = task.executor();
    this.cancellation = task.cancellation();
    this.scans = new CodeScan[threads];
  }

  /**
   * Finds the nearest rows.
   *
   * @param rows the vectors that were encoded, whose distances count; null where the distances of
   *     what the codes stand for count instead
   * @param probes the lists of each query, nearest first; null for all lists
   */
  public static Hits search(
      CodeLists lists, FloatRows rows, SearchTask task, Queries queries, int[][] probes) {
    Hits hits = task.newHits();
    if (lists.rows() > 0 && task.k() > 0) {
      new CodeSearch(lists, rows, task, queries).run(probes, task.k(), hits);
    }
    return hits;
  }

  private void run(int[][] probes, int stride, Hits hits) {
    int chunk = Math.clamp(CANDIDATES / ((long) k * threads), 4, LARGEST_CHUNK);
    Candidates[] found = new Candidates[queries.count()];
    for (int start = 0; start < queries.count(); start += chunk) {
      int from = start;
      int to = Math.min(queries.count(), from + chunk);
      for (int query = from; query < to; query++) {
        found[query] = new Candidates(k, Float.POSITIVE_INFINITY);
      }
      if (to - from == 1 && threads == 1) {
        scanOne(from, probes, found[from], 0);
      } else if (probes != null && ListQueries.sparse(probes, from, to, lists.lists(), threads)) {
        forEach(
            to - from, (item, thread) -> scanOne(from + item, probes, found[from + item], thread));
      } else if (probes == null) {
        scanLists(ListQueries.all(lists.lists(), from, to), found);
      } else {
        scanLists(ListQueries.invert(probes, from, to, lists.lists(), 0, 1), found);
        scanLists(ListQueries.invert(probes, from, to, lists.lists(), 1, lists.lists()), found);
      }
      forEach(
          to - from,
          (item, thread) -> {
            int query = from + item;
            found[query].prune();
            scan(thread).rescorer().resolve(query, found[query]);
            hits.put(query, stride, found[query].sorted());
            found[query] = null;
          });
    }
  }

  private void forEach(int items, Parallel.Body body) {
    Parallel.run(threads, executor, items, cancellation, body);
  }

  private CodeScan scan(int thread) {
    if (scans[thread] == null) {
      Rescorer rescorer = new Rescorer(lists, rows, queries, cancellation);
      scans[thread] =
          new CodeScan(
              Kernels.best(), lists, queries, filter, rescorer, rows == null, cancellation);
    }
    return scans[thread];
  }

  private void scanOne(int query, int[][] probes, Candidates found, int thread) {
    int probed = probes == null ? lists.lists() : probes[query].length;
    for (int i = 0; i < probed; i++) {
      scan(thread).scan(query, probes == null ? i : probes[query][i], found);
    }
  }

  /**
   * Scans every list for its queries; each thread keeps candidates of its own, merged at the end.
   */
  private void scanLists(ListQueries asked, Candidates[] found) {
    float[] bounds = new float[found.length];
    for (int query = 0; query < found.length; query++) {
      bounds[query] = found[query] == null ? 0 : found[query].threshold();
    }
    Candidates[][] kept = new Candidates[threads][];
    kept[0] = found;
    for (int thread = 1; thread < threads; thread++) {
      kept[thread] = new Candidates[found.length];
    }
    forEach(
        asked.items(),
        (item, thread) -> {
          int list = asked.list(item);
          Candidates[] own = kept[thread];
          for (int i = asked.from(list); i < asked.to(list); i++) {
            int query = asked.members()[i];
            if (own[query] == null) {
              own[query] = new Candidates(k, bounds[query]);
            }
          }
          scan(thread).scan(asked.members(), asked.from(list), asked.to(list), list, own);
        });
    for (int thread = 1; thread < threads; thread++) {
      for (int query = 0; query < found.length; query++) {
        if (kept[thread][query] != null) {
          found[query].merge(kept[thread][query]);
        }
      }
    }
  }
}
