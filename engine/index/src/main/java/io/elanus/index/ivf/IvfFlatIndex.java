package io.elanus.index.ivf;

import io.elanus.index.Hits;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.panel.ListRanking;
import io.elanus.index.panel.PanelLists;
import io.elanus.index.panel.PanelSearch;
import io.elanus.index.panel.Queries;

/**
 * An opened IVF_FLAT index.
 *
 * @param centroids one list with the centre of every list of {@code lists}
 */
record IvfFlatIndex(PanelLists centroids, PanelLists lists) implements VectorIndex {
  @Override
  public Hits search(SearchTask task) {
    Queries queries = Queries.of(task.floats(), task.queryCount(), lists.dim(), lists.metric());
    int nprobe = Math.min(task.intParameter("nprobe"), lists.lists());
    int[][] probes = ListRanking.nearest(centroids, queries, nprobe, task);
    return PanelSearch.search(lists, task, queries, probes);
  }
}
