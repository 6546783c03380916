package io.elanus.index.graph;

import io.elanus.index.BuildContext;
import io.elanus.index.FloatRows;
import io.elanus.index.MetricType;
import io.elanus.index.panel.Parallel;
import io.elanus.kernels.RowLayout;

/**
 * The rows that a graph is built over, read where they lie.
 *
 * @param inverseNorms for COSINE one over the Euclidean norm of each row, 0 for a row of zeros;
 *     null otherwise
 */
record GraphRows(FloatRows rows, MetricType metric, float[] inverseNorms) {
  private static final int STEP = 1024;

  static GraphRows of(FloatRows rows, MetricType metric, BuildContext context) {
    if (metric != MetricType.COSINE) {
      return new GraphRows(rows, metric, null);
    }
    float[] inverse = new float[rows.count()];
    Parallel.run(
        context.threads(),
        context.executor(),
        (rows.count() + STEP - 1) / STEP,
        context.cancellation(),
        (item, thread) -> {
          float[] row = new float[rows.dim()];
          for (int i = item * STEP; i < Math.min(rows.count(), (item + 1) * STEP); i++) {
            rows.copy(i, 1, row, 0);
            double squared = RowLayout.squaredNorm(row, 0, row.length);
            inverse[i] = squared == 0 ? 0 : (float) (1 / Math.sqrt(squared));
          }
        });
    return new GraphRows(rows, metric, inverse);
  }

  int count() {
    return rows.count();
  }

  int dim() {
    return rows.dim();
  }

  /** Copies a row as the metric sees it. */
  void copy(int row, float[] target) {
    rows.copy(row, 1, target, 0);
    if (inverseNorms != null) {
      RowLayout.normalise(target, 0, dim());
    }
  }
}
