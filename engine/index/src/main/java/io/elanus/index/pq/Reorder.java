package io.elanus.index.pq;

import io.elanus.index.FloatRows;
import io.elanus.index.MetricType;
import io.elanus.index.panel.Queries;
import io.elanus.index.panel.RowDistances;
import io.elanus.kernels.TopCandidates;

/** Orders candidates by their exact distances; scratch memory of one thread. */
final class Reorder {
  private static final int BATCH = 64;

  private final RowDistances distances;
  private final int[] ordinals = new int[BATCH];

  Reorder(FloatRows rows, MetricType metric) {
    this.distances = new RowDistances(rows, metric, BATCH);
  }

  void run(PqLists lists, Queries queries, int query, Reservoir candidates, TopCandidates best) {
    distances.ask(queries, query);
    for (int from = 0; from < candidates.size(); from += BATCH) {
      int count = Math.min(BATCH, candidates.size() - from);
      for (int i = 0; i < count; i++) {
        ordinals[i] = lists.checkedRow(candidates.position(from + i));
      }
      distances.offer(ordinals, 0, count, best);
    }
  }
}
