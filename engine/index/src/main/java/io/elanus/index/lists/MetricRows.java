package io.elanus.index.lists;

import io.elanus.api.index.MetricType;
import io.elanus.index.FloatRows;
import io.elanus.kernels.RowLayout;

/**
 * The rows of a segment as the metric sees them: scaled to length 1 for COSINE, as they are
 * otherwise.
 *
 * @param origin what is subtracted from each row under L2, so that float32 loses less of distances
 *     far from zero; null for nothing
 */
public record MetricRows(FloatRows rows, MetricType metric, float[] origin) {
  public MetricRows(FloatRows rows, MetricType metric) {
    this(rows, metric, null);
  }

  public int count() {
    return rows.count();
  }

  public int dim() {
    return rows.dim();
  }

  /** Copies rows [from, from + count) into {@code target} at {@code offset}. */
  public void copy(int from, int count, float[] target, int offset) {
    rows.copy(from, count, target, offset);
    prepare(count, target, offset);
  }

  /**
   * Copies rows {@code ordinals[from]} to {@code ordinals[from + count - 1]} to the start of the
   * target.
   */
  public void gather(int[] ordinals, int from, int count, float[] target) {
    if (count > 0) {
      rows.gather(ordinals, from, count, target);
      prepare(count, target, 0);
    }
  }

  private void prepare(int count, float[] target, int offset) {
    if (metric == MetricType.COSINE) {
      for (int i = 0; i < count; i++) {
        RowLayout.normalise(target, offset + i * dim(), dim());
      }
    } else if (metric == MetricType.L2 && origin != null) {
      for (int i = 0; i < count; i++) {
        for (int d = 0; d < origin.length; d++) {
          target[offset + i * origin.length + d] -= origin[d];
        }
      }
    }
  }
}
