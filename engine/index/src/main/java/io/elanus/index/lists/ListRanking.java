package io.elanus.index.lists;

import io.elanus.index.SearchTask;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PdxKernels;
import io.elanus.kernels.TopK;
import java.util.Arrays;
import java.util.function.Supplier;

/** Finds the lists whose centres are nearest to a query. */
public final class ListRanking {
  /** Most queries that go over the centres together. */
  private static final int LARGEST_STEP = 32;

  private ListRanking() {}

  /** The numbers of the {@code nprobe} nearest lists of each query, nearest first. */
  public static int[][] nearest(
      PdxLists centroids, PreparedQueries queries, int nprobe, SearchTask task) {
    return nearest(
        queries.count(),
        centroids.lists(),
        nprobe,
        task,
        () -> {
          ListScan scan = new ListScan(Kernels.best(), centroids, null, task.cancellation());
          return (members, from, to, list, tops) ->
              scan.scan(queries, members, from, to, list, tops);
        });
  }

  /**
   * Ranks centres of any kind.
   *
   * @param lists how many lists the centres themselves lie in
   * @param scanners makes the scanner of a part of the queries
   */
  public static int[][] nearest(
      int queryCount,
      int lists,
      int nprobe,
      SearchTask task,
      Supplier<? extends ListScanner<TopK>> scanners) {
    int[][] probes = new int[queryCount][];
    int[] members = new int[queryCount];
    Arrays.setAll(members, i -> i);
    TopK[] tops = new TopK[queryCount];
    int threads = Math.max(1, task.threads());
    int group = PdxKernels.GROUP;
    int even = ((queryCount + threads - 1) / threads + group - 1) / group * group;
    int step = Math.clamp(even, group, LARGEST_STEP);
    Parallel.ranges(
        threads,
        task.executor(),
        0,
        queryCount,
        step,
        task.cancellation(),
        (from, to, thread) -> {
          for (int query = from; query < to; query++) {
            tops[query] = new TopK(nprobe, Float.POSITIVE_INFINITY);
          }
          ListScanner<TopK> scanner = scanners.get();
          for (int list = 0; list < lists; list++) {
            scanner.scan(members, from, to, list, tops);
          }
          for (int query = from; query < to; query++) {
            long[] sorted = tops[query].sorted();
            probes[query] = new int[sorted.length];
            for (int i = 0; i < sorted.length; i++) {
              probes[query][i] = TopK.row(sorted[i]);
            }
            tops[query] = null;
          }
        });
    return probes;
  }
}
