package io.elanus.index.panel;

import io.elanus.index.SearchTask;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.TopCandidates;

/** Finds the lists whose centres are nearest to a query. */
public final class ListRanking {
  /** Queries that go over the centres together. */
  private static final int STEP = 32;

  private ListRanking() {}

  /** The numbers of the {@code nprobe} nearest lists of each query, nearest first. */
  public static int[][] nearest(
      PanelLists centroids, Queries queries, int nprobe, SearchTask task) {
    int[][] probes = new int[queries.count()][];
    int[] members = new int[queries.count()];
    java.util.Arrays.setAll(members, i -> i);
    TopCandidates[] tops = new TopCandidates[queries.count()];
    Parallel.run(
        task.threads(),
        task.executor(),
        (queries.count() + STEP - 1) / STEP,
        task.cancellation(),
        (item, thread) -> {
          int from = item * STEP;
          int to = Math.min(queries.count(), from + STEP);
          for (int query = from; query < to; query++) {
            tops[query] = new TopCandidates(nprobe, Float.POSITIVE_INFINITY);
          }
          ListScan scan = new ListScan(Kernels.best(), centroids, null, task.cancellation());
          for (int list = 0; list < centroids.lists(); list++) {
            scan.scan(queries, members, from, to, list, tops);
          }
          for (int query = from; query < to; query++) {
            long[] sorted = tops[query].sorted();
            probes[query] = new int[sorted.length];
            for (int i = 0; i < sorted.length; i++) {
              probes[query][i] = TopCandidates.row(sorted[i]);
            }
            tops[query] = null;
          }
        });
    return probes;
  }
}
