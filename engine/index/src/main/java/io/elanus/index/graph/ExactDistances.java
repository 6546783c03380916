package io.elanus.index.graph;

import io.elanus.index.FloatRows;
import io.elanus.index.MetricType;
import io.elanus.kernels.RowLayout;
import java.lang.foreign.MemorySegment;

/** Internal distances of one query to rows, in double precision. */
public final class ExactDistances {
  private static final int LINE = 64;

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
    // Four sums: one alone would wait for each addition.
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double squared = 0;
    int d = 0;
    switch (metric) {
      case L2 -> {
        for (; d + 4 <= dim; d += 4) {
          double d0 = (double) queries[start + d] - value(values, at, d);
          double d1 = (double) queries[start + d + 1] - value(values, at, d + 1);
          double d2 = (double) queries[start + d + 2] - value(values, at, d + 2);
          double d3 = (double) queries[start + d + 3] - value(values, at, d + 3);
          s0 += d0 * d0;
          s1 += d1 * d1;
          s2 += d2 * d2;
          s3 += d3 * d3;
        }
        for (; d < dim; d++) {
          double difference = (double) queries[start + d] - value(values, at, d);
          s0 += difference * difference;
        }
        return s0 + s1 + (s2 + s3);
      }
      case COSINE -> {
        for (int i = 0; i < dim; i++) {
          double x = value(values, at, i);
          squared += x * x;
        }
        if (squared == 0 || norm == 0) {
          return 0;
        }
      }
      default -> {}
    }
    for (; d + 4 <= dim; d += 4) {
      s0 += (double) queries[start + d] * value(values, at, d);
      s1 += (double) queries[start + d + 1] * value(values, at, d + 1);
      s2 += (double) queries[start + d + 2] * value(values, at, d + 2);
      s3 += (double) queries[start + d + 3] * value(values, at, d + 3);
    }
    for (; d < dim; d++) {
      s0 += (double) queries[start + d] * value(values, at, d);
    }
    double product = s0 + s1 + (s2 + s3);
    return metric == MetricType.COSINE ? 0 - product / (Math.sqrt(squared) * norm) : 0 - product;
  }

  private static float value(MemorySegment values, long row, int d) {
    return values.get(FloatRows.FLOAT, row + (long) d * Float.BYTES);
  }
}
