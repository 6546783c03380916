package io.elanus.index.ivf;

import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.codes.ByteLists;
import io.elanus.index.codes.ByteSearch;
import io.elanus.index.panel.ListRanking;
import io.elanus.index.panel.PanelLists;
import io.elanus.index.panel.ProbeRounds;
import io.elanus.index.panel.Queries;

/**
 * An opened IVF_FLAT or IVF_SQ8 index.
 *
 * @param centroids one list with the centre of every list of {@code lists}
 * @param rows the vectors that were encoded; null for IVF_SQ8
 */
record IvfBytesIndex(PanelLists centroids, ByteLists lists, FloatRows rows) implements VectorIndex {
  @Override
  public Hits search(SearchTask task) {
    int nprobe = Math.min(task.intParameter("nprobe"), lists.lists());
    return ProbeRounds.search(task, lists.lists(), nprobe, this::search);
  }

  private Hits search(SearchTask task, int nprobe, ProbeRounds.Probes probes) {
    Queries queries = Queries.of(task.floats(), task.queryCount(), lists.dim(), lists.metric());
    int[][] ranked = ListRanking.nearest(centroids, queries, nprobe, task);
    return ByteSearch.search(lists, rows, task, queries, probes.fresh(ranked));
  }
}
