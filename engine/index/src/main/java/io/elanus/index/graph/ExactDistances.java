package io.elanus.index.graph;

import io.elanus.index.FloatRows;
import io.elanus.index.MetricType;
import io.elanus.kernels.GraphKernels;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.RowLayout;
import java.lang.foreign.MemorySegment;

/** Internal distances of one query to rows, in double precision. */
public final class ExactDistances {
  private static final int LINE = 64;

  private final GraphKernels kernels = Kernels.graph();
  private final FloatRows rows;
  private final MetricType metric;
  private final float[] queries;
  private final int start;
  private final double norm;
  private float touched;

  /**
   * @param start where the query starts in {@code queries}
   */
  public ExactDistances(FloatRows rows, MetricType metric, float[] queries, int start) {
    this.rows = rows;
    this.metric = metric;
    this.queries = queries;
    this.start = start;
    this.norm = Math.sqrt(RowLayout.squaredNorm(queries, start, rows.dim()));
  }

  /** The Euclidean norm of the query. */
  double norm() {
    return norm;
  }

  /** Reads a little of each line of a row, so that the lines of several rows arrive together. */
  public void touch(int row) {
    long at = (long) row * rows.dim() * Float.BYTES;
    long end = at + (long) rows.dim() * Float.BYTES;
    float sum = 0;
    for (; at < end; at += LINE) {
      sum += rows.values().get(FloatRows.FLOAT, at);
    }
    touched += sum; // keeps the reads alive
  }

  /** The distance to a row. */
  public double to(int row) {
    MemorySegment values = rows.values();
    int dim = rows.dim();
    long at = (long) row * dim * Float.BYTES;
    if (metric == MetricType.L2) {
      return kernels.exactSquaredDistance(queries, start, values, at, dim);
    }
    double product = kernels.exactProduct(queries, start, values, at, dim);
    if (metric != MetricType.COSINE) {
      return 0 - product;
    }
    double squared = kernels.exactSquaredNorm(values, at, dim);
    return squared == 0 || norm == 0 ? 0 : 0 - product / (Math.sqrt(squared) * norm);
  }
}
