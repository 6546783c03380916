package io.elanus.index.pq;

import io.elanus.index.FloatRows;
import io.elanus.index.MetricType;
import io.elanus.index.panel.Queries;
import io.elanus.kernels.PanelKernels;
import io.elanus.kernels.RowLayout;
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

  void run(
      PqLists lists, Queries queries, int query, TopCandidates candidates, TopCandidates best) {
    int dim = rows.dim();
    for (int from = 0; from < candidates.size(); from += BATCH) {
      int count = Math.min(BATCH, candidates.size() - from);
      for (int i = 0; i < count; i++) {
        ordinals[i] = lists.checkedRow(candidates.slotAt(from + i));
      }
      rows.gather(ordinals, 0, count, values);
      for (int i = 0; i < count; i++) {
        double distance = distance(queries.values(), query * dim, i * dim, dim);
        best.push((float) distance, ordinals[i], 0);
      }
    }
  }

  private double distance(float[] queries, int q, int x, int dim) {
    double sum = 0;
    if (metric == MetricType.L2) {
      for (int d = 0; d < dim; d++) {
        double difference = (double) queries[q + d] - values[x + d];
        sum += difference * difference;
      }
      return sum;
    }
    for (int d = 0; d < dim; d++) {
      sum += (double) queries[q + d] * values[x + d];
    }
    if (metric == MetricType.COSINE) {
      double squared = RowLayout.squaredNorm(values, x, dim);
      sum = squared > 0 ? sum / Math.sqrt(squared) : 0;
    }
    return 0 - sum;
  }
}
