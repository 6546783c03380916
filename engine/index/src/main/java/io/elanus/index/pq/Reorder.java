package io.elanus.index.pq;

import io.elanus.api.index.MetricType;
import io.elanus.index.FloatRows;
import io.elanus.index.lists.PreparedQueries;
import io.elanus.index.lists.RowDistances;
import io.elanus.kernels.TopK;

/** Orders candidates by their exact distances; scratch memory of one thread. */
final class Reorder {
  private static final int BATCH = 64;

  private final RowDistances distances;
  private final int[] ordinals = new int[BATCH];
  private double squaredErrors;
  private int measured;

  Reorder(FloatRows rows, MetricType metric) {
    this.distances = new RowDistances(rows, metric, BATCH);
  }

  /** Takes a query. */
  void ask(PreparedQueries queries, int query) {
    distances.ask(queries, query);
    squaredErrors = 0;
    measured = 0;
  }

  /**
   * Offers candidates by their exact distances.
   *
   * @param sign 1, or -1 where they have negated distances
   */
  void offer(PqLists lists, Reservoir candidates, int sign, TopK best) {
    for (int from = 0; from < candidates.size(); from += BATCH) {
      int count = Math.min(BATCH, candidates.size() - from);
      for (int i = 0; i < count; i++) {
        ordinals[i] = lists.checkedRow(candidates.position(from + i));
      }
      distances.measure(ordinals, count);
      for (int i = 0; i < count; i++) {
        double distance = distances.distance(i);
        double error = distance - sign * candidates.distance(from + i);
        squaredErrors += error * error;
        best.push((float) distance, ordinals[i], 0);
      }
    }
    measured += candidates.size();
  }

  /** Root of the mean squared error of the candidates' distances since the query was taken. */
  double error() {
    return Math.sqrt(squaredErrors / Math.max(1, measured));
  }
}
