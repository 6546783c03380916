package io.elanus.index.codes;

import io.elanus.api.index.DistanceRange;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.panel.ListSearch;
import io.elanus.index.panel.Queries;
import io.elanus.kernels.Kernels;

/** One search over {@link ByteLists}. */
public final class ByteSearch {
  private ByteSearch() {}

  /**
   * Finds the nearest rows.
   *
   * @param rows the vectors that were encoded, whose distances count; null where the distances of
   *     what the codes stand for count instead
   * @param probes the lists of each query, nearest first; null for all lists
   */
  public static Hits search(
      ByteLists lists, FloatRows rows, SearchTask task, Queries queries, int[][] probes) {
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

  private static ByteScan scan(ByteLists lists, FloatRows rows, SearchTask task, Queries queries) {
    Rescorer rescorer = new Rescorer(lists, rows, queries, task.cancellation());
    boolean exactCodes = rows == null;
    return new ByteScan(
        Kernels.best(), lists, queries, task.filter(), rescorer, exactCodes, task.cancellation());
  }

  /** Keeps rows by the bounds of their distances. */
  private record Bounds(int k, DistanceRange range) implements ListSearch.Keeper<Candidates> {
    @Override
    public Candidates[] array(int size) {
      return new Candidates[size];
    }

    @Override
    public Candidates empty(float bound) {
      return new Candidates(k, range, bound);
    }

    @Override
    public float threshold(Candidates candidates) {
      return candidates.threshold();
    }

    @Override
    public void merge(Candidates candidates, Candidates other) {
      candidates.merge(other);
    }
  }
}
