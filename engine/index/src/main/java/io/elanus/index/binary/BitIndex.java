package io.elanus.index.binary;

import io.elanus.api.index.DistanceRange;
import io.elanus.index.FilteredIndex;
import io.elanus.index.Hits;
import io.elanus.index.RangeCandidates;
import io.elanus.index.SearchTask;
import io.elanus.index.lists.ListRanking;
import io.elanus.index.lists.ListSearch;
import io.elanus.index.lists.ProbeRounds;
import io.elanus.kernels.TopK;
import java.util.function.Function;

/**
 * An opened BIN_FLAT or BIN_IVF_FLAT index.
 *
 * @param centroids one list with the centre of every list of {@code lists}; null where a search
 *     looks into all lists
 */
record BitIndex(BitLists centroids, BitLists lists) implements FilteredIndex.Inside {
  @Override
  public long comparable(SearchTask task) {
    return centroids == null
        ? ProbeRounds.comparable(task, lists.rows(), 1, 1)
        : ProbeRounds.comparable(task, lists.rows(), lists.lists(), nprobe(task));
  }

  private int nprobe(SearchTask task) {
    return Math.min(task.nprobe(), lists.lists());
  }

  @Override
  public Hits search(SearchTask task) {
    if (centroids == null) {
      return search(task, queries -> null);
    }
    return ProbeRounds.search(
        task,
        lists.lists(),
        nprobe(task),
        (some, ranked, probes) ->
            search(some, queries -> probes.fresh(rank(queries, ranked, some))));
  }

  private Hits search(SearchTask task, Function<BitQueries, int[][]> probes) {
    BitQueries queries = BitQueries.of(task, lists.dim());
    Hits hits = task.newHits();
    int k = Math.min(task.k(), lists.rows());
    if (k == 0) {
      return hits;
    }
    new ListSearch<>(
            task,
            lists.lists(),
            k,
            new Nearest(k, task.range()),
            () -> new BitListScan(lists, queries, centroids, task.filter(), task.cancellation()))
        .run(
            probes.apply(queries),
            (query, top, scanner) -> {
              hits.put(query, task.k(), top.sorted());
              hits.nearer()[query] = top.tooNear();
            });
    return hits;
  }

  private int[][] rank(BitQueries queries, int nprobe, SearchTask task) {
    if (centroids.metric() == BitMetric.HAMMING) {
      return BitRanking.nearest(centroids, queries, nprobe, task);
    }
    return ListRanking.nearest(
        task.queryCount(),
        1,
        nprobe,
        task,
        () -> new BitListScan(centroids, queries, null, null, task.cancellation()));
  }

  /** Keeps the k nearest rows of each query. */
  private record Nearest(int k, DistanceRange range) implements ListSearch.Keeper<TopK> {
    @Override
    public TopK[] array(int size) {
      return new TopK[size];
    }

    @Override
    public TopK empty(float bound) {
      return RangeCandidates.of(range, k, bound);
    }

    @Override
    public float threshold(TopK candidates) {
      return candidates.threshold();
    }

    @Override
    public void merge(TopK candidates, TopK other) {
      candidates.pushAll(other);
    }
  }
}
