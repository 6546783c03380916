package io.elanus.index.pq;

import io.elanus.index.FloatRows;
import io.elanus.index.MetricType;
import io.elanus.index.panel.Queries;
import io.elanus.index.panel.RowDistance;
import io.elanus.kernels.PanelKernels;
import io.elanus.kernels.TopCandidates;

/** Orders candidates by their exact distances; scratch memory of one thread. */
final class Reorder {
  private static final int BATCH = PanelKernels.LANES;

  private final FloatRows rows;
  private final MetricType metric;
  private final float[] values;
  private final int[] ordinals = new int[BATCH];

  Reorder(FloatRows rows, MetricType metric) {
    this.rows = rows;
    this.metric = metric;
    this.values = new float[BATCH * rows.dim()];
  }

  void run(PqLists lists, Queries queries, int query, Reservoir candidates, TopCandidates best) {
    int dim = rows.dim();
    for (int from = 0; from < candidates.size(); from += BATCH) {
      int count = Math.min(BATCH, candidates.size() - from);
      for (int i = 0; i < count; i++) {
        ordinals[i] = lists.checkedRow(candidates.position(from + i));
      }
      rows.gather(ordinals, 0, count, values);
      for (int i = 0; i < count; i++) {
        double distance =
            RowDistance.of(metric, queries.values(), query * dim, values, i * dim, dim);
        best.push((float) distance, ordinals[i], 0);
      }
    }
  }
}
