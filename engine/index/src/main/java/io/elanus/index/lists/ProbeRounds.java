package io.elanus.index.lists;

import io.elanus.api.index.DistanceRange;
import io.elanus.index.FilteredIndex;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.kernels.TopK;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Searches of vectors in lists, which look into more than {@code nprobe} of them where the range or
 * the filter of a search asks for it: the nearest lists hold the nearest rows, but a range may
 * begin behind these or hold fewer than are wanted, and a filter may accept few of these. Queries
 * go on by half as many lists as they have seen until a round brings little new; under a filter
 * without a range by as many, until there are as many hits as rows to accept.
 */
public final class ProbeRounds {
  /** A round that brings no more than this share of what was found is the last. */
  private static final int FEW = 20;

  private ProbeRounds() {}

  /** Looks into lists. */
  @FunctionalInterface
  public interface Round {
    /**
     * @param nprobe how many lists to rank for each query
     * @param probes what says which of them to look into
     */
    Hits search(SearchTask task, int nprobe, Probes probes);
  }

  /** The lists that queries have looked into, by query of a task. */
  public static final class Probes {
    private final BitSet[] seen;
    private final int[] queries;

    private Probes(BitSet[] seen, int[] queries) {
      this.seen = seen;
      this.queries = queries;
    }

    /** Leaves only lists that a query has not looked into; it then has. */
    public int[][] fresh(int[][] ranked) {
      if (seen == null) {
        return ranked;
      }
      int[][] fresh = new int[ranked.length][];
      for (int i = 0; i < fresh.length; i++) {
        BitSet lists = seen[queries[i]];
        fresh[i] = Arrays.stream(ranked[i]).filter(list -> !lists.get(list)).toArray();
        Arrays.stream(fresh[i]).forEach(lists::set);
      }
      return fresh;
    }
  }

  /**
   * Searches.
   *
   * @param lists how many there are
   * @param nprobe how many of them to look into at first
   */
  public static Hits search(SearchTask task, int lists, int nprobe, Round round) {
    int count = task.queryCount();
    boolean ranged = !task.range().equals(DistanceRange.ALL);
    if (!ranged && task.filter() == null || nprobe >= lists) {
      return round.search(task, nprobe, new Probes(null, null));
    }
    BitSet[] seen = new BitSet[count];
    Arrays.setAll(seen, query -> new BitSet(lists));
    int[] left = IntStream.range(0, count).toArray();
    Hits hits = round.search(task, nprobe, new Probes(seen, left));
    int wanted = Math.min(task.k(), task.accepted(Integer.MAX_VALUE));
    left =
        Arrays.stream(left)
            .filter(query -> ranged ? isOpen(hits, query, task.k()) : hits.counts()[query] < wanted)
            .toArray();
    int probed = nprobe;
    while (left.length > 0 && probed < lists) {
      task.cancellation().check();
      // A range may be near; how far the rows of a filter are nobody knows.
      probed = Math.min(lists, probed + Math.max(1, ranged ? probed / 2 : probed));
      int[] asked = left;
      Hits found = round.search(task.some(asked), probed, new Probes(seen, asked));
      left =
          IntStream.range(0, asked.length)
              .filter(
                  i -> {
                    boolean more = merge(hits, asked[i], found, i, task.k());
                    return ranged ? more : hits.counts()[asked[i]] < wanted;
                  })
              .map(i -> asked[i])
              .toArray();
    }
    return hits;
  }

  /** {@link FilteredIndex.Inside#comparable} of a search that looks into lists. */
  public static long comparable(SearchTask task, long rows, int lists, int nprobe) {
    return task.filter() == null || lists == 0
        ? 0
        : FilteredIndex.whileScanning(rows * nprobe / lists);
  }

  /** Whether the nearest lists may not hold all of the range that is wanted. */
  private static boolean isOpen(Hits hits, int query, int k) {
    int count = hits.counts()[query];
    int nearer = hits.nearer()[query];
    return nearer > k || count < k && count + nearer > 0;
  }

  /** Adds what other lists hold, and returns whether still others may hold something too. */
  private static boolean merge(Hits hits, int query, Hits more, int from, int k) {
    TopK nearest = new TopK(k, Float.POSITIVE_INFINITY);
    for (int i = 0; i < hits.counts()[query]; i++) {
      nearest.push(hits.distances()[query * k + i], hits.rows()[query * k + i], 0);
    }
    for (int i = 0; i < more.counts()[from]; i++) {
      nearest.push(more.distances()[from * k + i], more.rows()[from * k + i], 1);
    }
    int added = 0;
    for (int i = 0; i < nearest.size(); i++) {
      added += nearest.slotAt(i);
    }
    hits.put(query, k, nearest.sorted());
    return added > nearest.size() / FEW || nearest.size() == 0 && more.nearer()[from] > 0;
  }
}
