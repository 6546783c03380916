package io.elanus.index.codes;

import io.elanus.base.Cancellation;
import io.elanus.index.FloatRows;
import io.elanus.index.MetricType;
import io.elanus.index.panel.Queries;

/** Computes distances in double precision; scratch memory of one thread. */
final class Rescorer {
  private static final int BATCH = 16;

  private final ByteLists lists;
  private final FloatRows rows;
  private final Queries queries;
  private final Cancellation cancellation;
  private final int dim;
  private final int[] slots = new int[BATCH];
  private final int[] ordinals = new int[BATCH];
  private final float[] values;
  private final float[] step;
  private final double[] decoded;

  /**
   * @param rows the vectors that were encoded; null where what codes stand for counts instead
   */
  Rescorer(ByteLists lists, FloatRows rows, Queries queries, Cancellation cancellation) {
    this.lists = lists;
    this.rows = rows;
    this.queries = queries;
    this.cancellation = cancellation;
    this.dim = lists.dim();
    this.values = new float[(rows == null ? 1 : BATCH) * dim];
    this.step = new float[rows == null ? dim : 0];
    this.decoded = new double[rows == null ? dim : 0];
  }

  /** Computes the exact distances of the rows that wait. */
  void resolve(int query, Candidates candidates) {
    cancellation.check();
    int waiting = candidates.size();
    int i = 0;
    while (i < waiting) {
      int count = 0;
      for (; i < waiting && count < BATCH; i++) {
        if (!(candidates.lower(i) > candidates.threshold())) {
          int row = lists.row(candidates.slot(i));
          if (row >= 0) {
            slots[count] = candidates.slot(i);
            ordinals[count++] = row;
          }
        }
      }
      if (rows != null && count > 0) {
        rows.gather(ordinals, 0, count, values);
      }
      for (int j = 0; j < count; j++) {
        double distance = rows == null ? ofCodes(query, slots[j]) : ofRow(query, j * dim);
        candidates.pushExact((float) distance, ordinals[j]);
      }
    }
    candidates.clear();
  }

  private double ofRow(int query, int at) {
    float[] asked = queries.values();
    int q = query * dim;
    // Four sums in turn, so that an addition need not wait for the one before it.
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int d = 0;
    if (lists.metric() == MetricType.L2) {
      for (; d + 4 <= dim; d += 4) {
        double a = (double) asked[q + d] - values[at + d];
        double b = (double) asked[q + d + 1] - values[at + d + 1];
        double c = (double) asked[q + d + 2] - values[at + d + 2];
        double e = (double) asked[q + d + 3] - values[at + d + 3];
        sum0 += a * a;
        sum1 += b * b;
        sum2 += c * c;
        sum3 += e * e;
      }
      for (; d < dim; d++) {
        double a = (double) asked[q + d] - values[at + d];
        sum0 += a * a;
      }
      return sum0 + sum1 + (sum2 + sum3);
    }
    for (; d + 4 <= dim; d += 4) {
      sum0 += (double) asked[q + d] * values[at + d];
      sum1 += (double) asked[q + d + 1] * values[at + d + 1];
      sum2 += (double) asked[q + d + 2] * values[at + d + 2];
      sum3 += (double) asked[q + d + 3] * values[at + d + 3];
    }
    for (; d < dim; d++) {
      sum0 += (double) asked[q + d] * values[at + d];
    }
    double product = sum0 + sum1 + (sum2 + sum3);
    if (lists.metric() == MetricType.COSINE) {
      double squared = io.elanus.kernels.RowLayout.squaredNorm(values, at, dim);
      product = squared == 0 ? 0 : product / Math.sqrt(squared);
    }
    return 0 - product;
  }

  private double ofCodes(int query, int slot) {
    lists.decode(slot, values, step, decoded);
    float[] asked = queries.values();
    int q = query * dim;
    double sum = 0;
    if (lists.metric() == MetricType.L2) {
      for (int d = 0; d < dim; d++) {
        double difference = asked[q + d] - decoded[d];
        sum += difference * difference;
      }
      return sum;
    }
    for (int d = 0; d < dim; d++) {
      sum += asked[q + d] * decoded[d];
    }
    return 0 - sum;
  }
}
