package io.elanus.index.panel;

import io.elanus.index.SearchTask;
import io.elanus.kernels.TopCandidates;
import java.util.function.Supplier;

/**
 * One search over vectors in lists, whatever the vectors are.
 *
 * <p>A single query goes through its lists one after another. Several queries are turned round:
 * each query's nearest list first, which gives it a threshold, and then list after list for all
 * queries that probe it, so that a list is read from memory once. Threads take lists and keep
 * candidates apart until the end.
 */
public final class ListSearch {
  /** Candidates all queries of a chunk may hold together, each 12 bytes. */
  private static final long CANDIDATES = 8 << 20;

  private static final int LARGEST_CHUNK = 2048;

  private final SearchTask task;
  private final int lists;
  private final int capacity;
  private final int threads;
  private final Supplier<? extends ListScanner> scanners;
  private final ListScanner[] ofThread;

  /** Receives the candidates of a query; called by any thread. */
  @FunctionalInterface
  public interface Found {
    void accept(int query, TopCandidates top);
  }

  private ListSearch(
      SearchTask task, int lists, int capacity, Supplier<? extends ListScanner> scanners) {
    this.task = task;
    this.lists = lists;
    this.capacity = capacity;
    this.threads = Math.max(1, task.threads());
    this.scanners = scanners;
    this.ofThread = new ListScanner[threads];
  }

  /**
   * Finds candidates of every query of a task.
   *
   * @param probes the lists of each query, nearest first; null for all lists
   * @param capacity how many candidates a query keeps
   * @param scanners makes the scanner of a thread
   */
  public static void run(
      SearchTask task,
      int lists,
      int[][] probes,
      int capacity,
      Supplier<? extends ListScanner> scanners,
      Found found) {
    new ListSearch(task, lists, capacity, scanners).run(probes, found);
  }

  private void run(int[][] probes, Found found) {
    int chunk = Math.clamp(CANDIDATES / ((long) capacity * threads), 4, LARGEST_CHUNK);
    TopCandidates[] tops = new TopCandidates[task.queryCount()];
    for (int start = 0; start < tops.length; start += chunk) {
      int from = start;
      int to = Math.min(tops.length, from + chunk);
      for (int query = from; query < to; query++) {
        tops[query] = new TopCandidates(capacity, Float.POSITIVE_INFINITY);
      }
      if (to - from == 1 && threads == 1) {
        scanOne(from, probes, tops);
      } else if (probes == null) {
        scanLists(ListQueries.all(lists, from, to), tops);
      } else {
        scanLists(ListQueries.invert(probes, from, to, lists, 0, 1), tops);
        scanLists(ListQueries.invert(probes, from, to, lists, 1, lists), tops);
      }
      forEach(
          to - from,
          (item, thread) -> {
            found.accept(from + item, tops[from + item]);
            tops[from + item] = null;
          });
    }
  }

  private void forEach(int items, Parallel.Body body) {
    Parallel.run(threads, task.executor(), items, task.cancellation(), body);
  }

  private ListScanner scanner(int thread) {
    if (ofThread[thread] == null) {
      ofThread[thread] = scanners.get();
    }
    return ofThread[thread];
  }

  private void scanOne(int query, int[][] probes, TopCandidates[] tops) {
    int[] members = {query};
    int probed = probes == null ? lists : probes[query].length;
    for (int i = 0; i < probed; i++) {
      task.cancellation().check();
      scanner(0).scan(members, 0, 1, probes == null ? i : probes[query][i], tops);
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
          scanner(thread).scan(asked.members(), asked.from(list), asked.to(list), list, own);
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
