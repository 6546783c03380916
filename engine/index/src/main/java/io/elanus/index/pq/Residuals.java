package io.elanus.index.pq;

import io.elanus.api.index.MetricType;
import io.elanus.index.BuildContext;
import io.elanus.index.cluster.Clusters;
import io.elanus.index.lists.MetricRows;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.PdxKernels;

/**
 * Rows in the order of their lists, less the origin of the list.
 *
 * <p>The origin is the mean of the list's rows. For L2 that is nearly its centre; for IP and
 * COSINE, whose centres have length 1, residuals to the mean are shorter and so are the errors of
 * codes.
 *
 * @param origins row-major, one for each list
 * @param middle the mean of all rows
 */
public record Residuals(MetricRows rows, Clusters clusters, float[] origins, float[] middle) {
  /** Computes the origins; reads every row once. */
  public static Residuals of(MetricRows rows, Clusters clusters, BuildContext context) {
    int dim = rows.dim();
    int lists = clusters.starts().length - 1;
    float[] origins = new float[Math.multiplyExact(lists, dim)];
    Parallel.run(
        context.threads(),
        context.executor(),
        lists,
        context.cancellation(),
        (list, thread) -> mean(rows, clusters, list, origins, context));
    double[] sum = new double[dim];
    for (int list = 0; list < lists; list++) {
      for (int d = 0; d < dim; d++) {
        sum[d] += (double) origins[list * dim + d] * clusters.size(list);
      }
    }
    float[] middle = new float[dim];
    for (int d = 0; d < dim; d++) {
      middle[d] = (float) (sum[d] / Math.max(1, rows.count()));
    }
    return new Residuals(rows, clusters, origins, middle);
  }

  private static void mean(
      MetricRows rows, Clusters clusters, int list, float[] origins, BuildContext context) {
    int dim = rows.dim();
    double[] sum = new double[dim];
    float[] some = new float[PdxKernels.LANES * dim];
    int end = clusters.starts()[list + 1];
    for (int from = clusters.starts()[list]; from < end; from += PdxKernels.LANES) {
      context.cancellation().check();
      int count = Math.min(PdxKernels.LANES, end - from);
      rows.gather(clusters.order(), from, count, some);
      for (int i = 0; i < count; i++) {
        for (int d = 0; d < dim; d++) {
          sum[d] += some[i * dim + d];
        }
      }
    }
    for (int d = 0; d < dim; d++) {
      origins[list * dim + d] = (float) (sum[d] / Math.max(1, clusters.size(list)));
    }
  }

  int count() {
    return rows.count();
  }

  int dim() {
    return rows.dim();
  }

  MetricType metric() {
    return rows.metric();
  }

  /** The list that a position in the order of lists belongs to. */
  int listOf(int position) {
    return PqLists.find(clusters.starts(), position);
  }

  /**
   * Copies at most 16 residuals to {@code target} at its start.
   *
   * @param position of the first one, all of them in {@code list}
   */
  void copy(int list, int position, int count, float[] target) {
    rows.gather(clusters.order(), position, count, target);
    int dim = rows.dim();
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < dim; d++) {
        target[i * dim + d] -= origins[list * dim + d];
      }
    }
  }
}
