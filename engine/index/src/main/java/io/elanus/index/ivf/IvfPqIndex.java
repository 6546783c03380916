package io.elanus.index.ivf;

import io.elanus.index.FilteredIndex;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.lists.ListRanking;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.PreparedQueries;
import io.elanus.index.lists.ProbeRounds;
import io.elanus.index.pq.PqLists;
import io.elanus.index.pq.PqSearch;

/**
 * An opened IVF_PQ or SCANN index.
 *
 * @param centroids one list with the centre of every list of {@code lists}
 * @param rows for exact distances of the best {@code reorder_k} candidates; null for distances of
 *     codes
 */
record IvfPqIndex(PdxLists centroids, PqLists lists, FloatRows rows)
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

  private static int reorderK(SearchTask task) {
    return task.parameters(SearchParameters.Scann.class).reorderK();
  }

  private Hits search(SearchTask task, int nprobe, ProbeRounds.Probes probes) {
    PreparedQueries queries =
        PreparedQueries.of(task.floats(), task.queryCount(), centroids.dim(), lists.metric());
    int[][] fresh = probes.fresh(ListRanking.nearest(centroids, queries, nprobe, task));
    return rows == null
        ? PqSearch.search(lists, task, queries, fresh)
        : PqSearch.search(lists, task, queries, fresh, rows, reorderK(task));
  }
}
