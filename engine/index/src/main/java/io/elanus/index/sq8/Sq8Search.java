package io.elanus.index.sq8;

import io.elanus.api.index.DistanceRange;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.lists.ListSearch;
import io.elanus.index.lists.PreparedQueries;
import io.elanus.kernels.Kernels;

/** One search over {@link Sq8Lists}. */
public final class Sq8Search {
  private Sq8Search() {}

  /**
   * Finds the nearest rows.
   *
   * @param rows the vectors that were encoded, whose distances count; null where the distances of
   *     what the codes stand for count instead
   * @param probes the lists of each query, nearest first; null for all lists
   */
  public static Hits search(
      Sq8Lists lists, FloatRows rows, SearchTask task, PreparedQueries queries, int[][] probes) {
    Hits hits = task.newHits();
    int k = Math.min(task.k(), lists.rows());
    if (k > 0) {
      new ListSearch<>(
              task,
              lists.lists(),
              k,
              new Bounds(k, task.range()),
              () -> scan(lists, rows, task, queries))
          .run(
              probes,
              (query, candidates, scan) -> {
                candidates.prune();
                scan.rescorer().resolve(query, candidates);
                hits.put(query, task.k(), candidates.sorted());
                hits.nearer()[query] = candidates.tooNear();
              });
    }
    return hits;
  }

  private static Sq8Scan scan(
      Sq8Lists lists, FloatRows rows, SearchTask task, PreparedQueries queries) {
    Rescorer rescorer = new Rescorer(lists, rows, queries, task.cancellation());
    boolean exactCodes = rows == null;
    return new Sq8Scan(
        Kernels.best(), lists, queries, task.filter(), rescorer, exactCodes, task.cancellation());
  }

  /** Keeps rows by the bounds of their distances. */
  private record Bounds(int k, DistanceRange range)
      implements ListSearch.Keeper<BoundedCandidates> {
    @Override
    public BoundedCandidates[] array(int size) {
      return new BoundedCandidates[size];
    }

    @Override
    public BoundedCandidates empty(float bound) {
      return new BoundedCandidates(k, range, bound);
    }

    @Override
    public float threshold(BoundedCandidates candidates) {
      return candidates.threshold();
    }

    @Override
    public void merge(BoundedCandidates candidates, BoundedCandidates other) {
      candidates.merge(other);
    }
  }
}
