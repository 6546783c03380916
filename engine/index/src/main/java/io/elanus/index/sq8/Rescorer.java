package io.elanus.index.sq8;

import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.FloatRows;
import io.elanus.index.lists.PreparedQueries;
import io.elanus.index.lists.RowDistances;

/** Computes distances in double precision; scratch memory of one thread. */
final class Rescorer {
  private static final int BATCH = 16;

  private final Sq8Lists lists;
  private final RowDistances distances;
  private final PreparedQueries queries;
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
  Rescorer(Sq8Lists lists, FloatRows rows, PreparedQueries queries, Cancellation cancellation) {
    this.lists = lists;
    this.distances = rows == null ? null : new RowDistances(rows, lists.metric(), BATCH);
    this.queries = queries;
    this.cancellation = cancellation;
    this.dim = lists.dim();
    this.values = new float[rows == null ? dim : 0];
    this.step = new float[rows == null ? dim : 0];
    this.decoded = new double[rows == null ? dim : 0];
  }

  /** Computes the exact distances of the rows that wait. */
  void resolve(int query, BoundedCandidates candidates) {
    cancellation.check();
    int waiting = candidates.size();
    if (distances != null) {
      distances.ask(queries, query);
    }
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
      if (distances != null) {
        distances.measure(ordinals, count);
      }
      for (int j = 0; j < count; j++) {
        double distance = distances == null ? ofCodes(query, slots[j]) : distances.distance(j);
        candidates.pushExact((float) distance, ordinals[j]);
      }
    }
    candidates.clear();
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
