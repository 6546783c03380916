package io.elanus.index.ivf;

import io.elanus.index.FilteredIndex;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.lists.ListRanking;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.PreparedQueries;
import io.elanus.index.lists.ProbeRounds;
import io.elanus.index.sq8.Sq8Lists;
import io.elanus.index.sq8.Sq8Search;

/**
 * An opened IVF_FLAT or IVF_SQ8 index.
 *
 * @param centroids one list with the centre of every list of {@code lists}
 * @param rows the vectors that were encoded; null for IVF_SQ8
 */
record IvfSq8Index(PdxLists centroids, Sq8Lists lists, FloatRows rows)
    implements FilteredIndex.Inside {
  @Override
  public long comparable(SearchTask task) {
    return ProbeRounds.comparable(task, lists.rows(), lists.lists(), nprobe(task));
  }

  private int nprobe(SearchTask task) {
    return Math.min(task.nprobe(), lists.lists());
  }

  @Override
  public Hits search(SearchTask task) {
    return ProbeRounds.search(task, lists.lists(), nprobe(task), this::search);
  }

  private Hits search(SearchTask task, int nprobe, ProbeRounds.Probes probes) {
    PreparedQueries queries =
        PreparedQueries.of(task.floats(), task.queryCount(), lists.dim(), lists.metric());
    int[][] ranked = ListRanking.nearest(centroids, queries, nprobe, task);
    return Sq8Search.search(lists, rows, task, queries, probes.fresh(ranked));
  }
}
