package io.elanus.index.binary;

import io.elanus.index.SearchTask;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.Kernels;
import java.util.Arrays;

/**
 * Finds the lists whose centres differ in the fewest bits from a query. Of so many lists more are
 * probed than a heap likes, and distances are small whole numbers: to count how often each occurs
 * says which is the greatest among the nearest, and only what is not above it is sorted.
 */
final class BitRanking {
  /** Queries to one piece of work. */
  private static final int STEP = 16;

  private final BitLists centres;
  private final BitQueries queries;
  private final int nprobe;
  private final BitKernels kernels = Kernels.bestBits();
  private final int[] differing;
  private final int[] chosen;
  private final int[] times;

  /**
   * Makes the scratch memory of one thread.
   *
   * @param centres one list
   */
  private BitRanking(BitLists centres, BitQueries queries, int nprobe) {
    this.centres = centres;
    this.queries = queries;
    this.nprobe = nprobe;
    this.differing = new int[centres.starts()[1] * BitKernels.LANES];
    this.chosen = new int[centres.rows()];
    // A damaged file may have bits beyond the dimension.
    this.times = new int[queries.words() * Long.SIZE + 1];
  }

  /** The numbers of the {@code nprobe} nearest lists of each query, nearest first. */
  static int[][] nearest(BitLists centres, BitQueries queries, int nprobe, SearchTask task) {
    int count = task.queryCount();
    int threads = Math.max(1, task.threads());
    int[][] probes = new int[count][];
    BitRanking[] rankings = new BitRanking[threads];
    Parallel.ranges(
        threads,
        task.executor(),
        0,
        count,
        STEP,
        task.cancellation(),
        (from, to, thread) -> {
          if (rankings[thread] == null) {
            rankings[thread] = new BitRanking(centres, queries, nprobe);
          }
          for (int query = from; query < to; query++) {
            task.cancellation().check();
            probes[query] = rankings[thread].nearest(query);
          }
        });
    return probes;
  }

  private int[] nearest(int query) {
    int words = queries.words();
    kernels.scan(
        queries.values(),
        query * words,
        centres.blocks(),
        0,
        centres.starts()[1],
        words,
        differing);
    int count = centres.rows();
    int bound = bound(count);
    int found = kernels.choose(differing, 0, count, null, bound, 0, chosen);
    long[] keys = new long[found];
    for (int i = 0; i < found; i++) {
      keys[i] = (long) differing[chosen[i]] << Integer.SIZE | chosen[i];
    }
    Arrays.sort(keys);
    int[] lists = new int[nprobe];
    Arrays.setAll(lists, i -> (int) keys[i]);
    return lists;
  }

  /** The least distance that {@code nprobe} centres are not further than. */
  private int bound(int count) {
    Arrays.fill(times, 0);
    for (int i = 0; i < count; i++) {
      times[differing[i]]++;
    }
    int bound = 0;
    for (int within = times[0]; within < nprobe; within += times[bound]) {
      bound++;
    }
    return bound;
  }
}
