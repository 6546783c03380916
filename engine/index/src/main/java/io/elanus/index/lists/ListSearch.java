package io.elanus.index.lists;

import io.elanus.index.SearchTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * One search over vectors in lists, whatever the vectors are and whatever is kept of them.
 *
 * <p>A single query goes through its lists one after another. Several queries are turned round:
 * each query's nearest list first, which gives it a threshold, and then list after list for all
 * queries that probe it, so that a list is read from memory once. Where hardly any lists are
 * shared, queries go through theirs one after another all the same. Threads take lists and keep
 * candidates apart until the end.
 *
 * @param <C> the candidates of a query
 * @param <S> the scanner of a thread
 */
public final class ListSearch<C, S extends ListScanner<C>> {
  /** Candidates all queries of a chunk may hold together, each 12 to 24 bytes. */
  private static final long CANDIDATES = 4 << 20;

  private static final int LARGEST_CHUNK = 2048;

  private final SearchTask task;
  private final int lists;
  private final int capacity;
  private final int threads;
  private final Keeper<C> keeper;
  private final Supplier<S> scanners;
  private final List<S> ofThread;

  /** How candidates are made and put together. */
  public interface Keeper<C> {
    C[] array(int size);

    /**
     * Candidates that hold nothing yet.
     *
     * @param bound no row further than this is of interest
     */
    C empty(float bound);

    /** No row further than this can be among the nearest. */
    float threshold(C candidates);

    /** Takes over what another found in other lists. */
    void merge(C candidates, C other);
  }

  /** Receives the candidates of a query; called by any thread, with that thread's scanner. */
  @FunctionalInterface
  public interface Found<C, S> {
    void accept(int query, C candidates, S scanner);
  }

  /**
   * @param lists how many there are
   * @param capacity about how many candidates a query keeps
   * @param scanners makes the scanner of a thread
   */
  public ListSearch(
      SearchTask task, int lists, int capacity, Keeper<C> keeper, Supplier<S> scanners) {
    this.task = task;
    this.lists = lists;
    this.capacity = capacity;
    this.threads = Math.max(1, task.threads());
    this.keeper = keeper;
    this.scanners = scanners;
    this.ofThread = new ArrayList<>(Collections.nCopies(threads, null));
  }

  /**
   * Finds candidates of every query of the task.
   *
   * @param probes the lists of each query, nearest first; null for all lists
   */
  public void run(int[][] probes, Found<C, S> found) {
    int count = task.queryCount();
    int chunk = Math.clamp(CANDIDATES / ((long) capacity * threads), 4, LARGEST_CHUNK);
    C[] kept = keeper.array(count);
    for (int start = 0; start < count; start += chunk) {
      int from = start;
      int to = Math.min(count, from + chunk);
      for (int query = from; query < to; query++) {
        kept[query] = keeper.empty(Float.POSITIVE_INFINITY);
      }
      if (to - from == 1 && threads == 1) {
        scanOne(from, probes, kept, 0);
      } else if (probes == null) {
        scanLists(ListQueries.all(lists, from, to), kept);
      } else if (ListQueries.sparse(probes, from, to, lists, threads)) {
        forEach(to - from, (item, thread) -> scanOne(from + item, probes, kept, thread));
      } else {
        scanLists(ListQueries.invert(probes, from, to, lists, 0, 1), kept);
        scanLists(ListQueries.invert(probes, from, to, lists, 1, lists), kept);
      }
      forEach(
          to - from,
          (item, thread) -> {
            found.accept(from + item, kept[from + item], scanner(thread));
            kept[from + item] = null;
          });
    }
  }

  private void forEach(int items, Parallel.Body body) {
    Parallel.run(threads, task.executor(), items, task.cancellation(), body);
  }

  private S scanner(int thread) {
    S scanner = ofThread.get(thread);
    if (scanner == null) {
      scanner = scanners.get();
      ofThread.set(thread, scanner);
    }
    return scanner;
  }

  private void scanOne(int query, int[][] probes, C[] kept, int thread) {
    int[] members = {query};
    int probed = probes == null ? lists : probes[query].length;
    for (int i = 0; i < probed; i++) {
      task.cancellation().check();
      scanner(thread).scan(members, 0, 1, probes == null ? i : probes[query][i], kept);
    }
  }

  /**
   * Scans every list for its queries; each thread keeps candidates of its own, merged at the end.
   */
  private void scanLists(ListQueries asked, C[] found) {
    float[] bounds = new float[found.length];
    for (int query = 0; query < found.length; query++) {
      bounds[query] = found[query] == null ? 0 : keeper.threshold(found[query]);
    }
    List<C[]> kept = new ArrayList<>();
    kept.add(found);
    for (int thread = 1; thread < threads; thread++) {
      kept.add(keeper.array(found.length));
    }
    forEach(
        asked.items(),
        (item, thread) -> {
          int list = asked.list(item);
          C[] own = kept.get(thread);
          for (int i = asked.from(list); i < asked.to(list); i++) {
            int query = asked.members()[i];
            if (own[query] == null) {
              own[query] = keeper.empty(bounds[query]);
            }
          }
          scanner(thread).scan(asked.members(), asked.from(list), asked.to(list), list, own);
        });
    for (int thread = 1; thread < threads; thread++) {
      C[] own = kept.get(thread);
      for (int query = 0; query < found.length; query++) {
        if (own[query] != null) {
          keeper.merge(found[query], own[query]);
        }
      }
    }
  }
}
