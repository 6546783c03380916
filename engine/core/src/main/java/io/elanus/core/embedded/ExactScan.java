package io.elanus.core.embedded;

import io.elanus.base.Cancellation;
import io.elanus.index.FloatRows;
import io.elanus.index.MetricType;
import io.elanus.index.RowFilter;

/** Compares one query with every row of a segment. */
final class ExactScan {
  private static final int BLOCK = 256;

  private ExactScan() {}

  /** Offers every accepted row to {@code nearest}, with its internal distance. */
  static void scan(
      FloatRows rows,
      MetricType metric,
      float[] queries,
      int query,
      RowFilter filter,
      long firstRow,
      Nearest nearest,
      Cancellation cancellation) {
    int dim = rows.dim();
    float[] block = new float[BLOCK * dim];
    int at = query * dim;
    float queryNorm = (float) Math.sqrt(dot(queries, at, queries, at, dim));
    for (int from = 0; from < rows.count(); from += BLOCK) {
      cancellation.check();
      int count = Math.min(BLOCK, rows.count() - from);
      rows.copy(from, count, block, 0);
      for (int i = 0; i < count; i++) {
        if (filter == null || filter.accepts(from + i)) {
          float distance =
              switch (metric) {
                case L2 -> squaredL2(queries, at, block, i * dim, dim);
                case IP -> -dot(queries, at, block, i * dim, dim);
                case COSINE -> {
                  float norm = (float) Math.sqrt(dot(block, i * dim, block, i * dim, dim));
                  float product = dot(queries, at, block, i * dim, dim);
                  yield norm == 0 || queryNorm == 0 ? 0 : -product / (norm * queryNorm);
                }
                case JACCARD, HAMMING, SUBSTRUCTURE, SUPERSTRUCTURE ->
                    throw new IllegalArgumentException(metric + " compares binary vectors");
              };
          nearest.offer(firstRow + from + i, distance);
        }
      }
    }
  }

  private static float dot(float[] a, int aFrom, float[] b, int bFrom, int dim) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < dim; i += 4) {
      s0 += a[aFrom + i] * b[bFrom + i];
      s1 += a[aFrom + i + 1] * b[bFrom + i + 1];
      s2 += a[aFrom + i + 2] * b[bFrom + i + 2];
      s3 += a[aFrom + i + 3] * b[bFrom + i + 3];
    }
    for (; i < dim; i++) {
      s0 += a[aFrom + i] * b[bFrom + i];
    }
    return s0 + s1 + (s2 + s3);
  }

  private static float squaredL2(float[] a, int aFrom, float[] b, int bFrom, int dim) {
    float s0 = 0;
    float s1 = 0;
    int i = 0;
    for (; i + 1 < dim; i += 2) {
      float d0 = a[aFrom + i] - b[bFrom + i];
      float d1 = a[aFrom + i + 1] - b[bFrom + i + 1];
      s0 += d0 * d0;
      s1 += d1 * d1;
    }
    if (i < dim) {
      float d = a[aFrom + i] - b[bFrom + i];
      s0 += d * d;
    }
    return s0 + s1;
  }
}
