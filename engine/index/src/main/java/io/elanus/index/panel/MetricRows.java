package io.elanus.index.panel;

import io.elanus.index.FloatRows;
import io.elanus.index.MetricType;
import io.elanus.kernels.RowLayout;

/**
 * The rows of a segment as the metric sees them: scaled to length 1 for COSINE, as they are
 * otherwise.
 */
public record MetricRows(FloatRows rows, MetricType metric) {
  public int count() {
    return rows.count();
  }

  public int dim() {
    return rows.dim();
  }

  /** Copies rows [from, from + count) into {@code target} at {@code offset}. */
  public void copy(int from, int count, float[] target, int offset) {
    rows.copy(from, count, target, offset);
    normalise(count, target, offset);
  }

  /**
   * Copies rows {@code ordinals[from]} to {@code ordinals[from + count - 1]} to the start of the
   * target.
   */
  public void gather(int[] ordinals, int from, int count, float[] target) {
    if (count > 0) {
      rows.gather(ordinals, from, count, target);
      normalise(count, target, 0);
    }
  }

  private void normalise(int count, float[] target, int offset) {
    if (metric == MetricType.COSINE) {
      for (int i = 0; i < count; i++) {
        RowLayout.normalise(target, offset + i * dim(), dim());
      }
    }
  }
}
