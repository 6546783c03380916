package io.elanus.index.graph.floats;

import io.elanus.api.index.DistanceRange;
import io.elanus.api.index.MetricType;
import io.elanus.index.FloatRows;
import io.elanus.index.RangeCandidates;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchTask;
import io.elanus.index.graph.file.SpaceQuery;
import io.elanus.index.graph.search.CandidateList;
import io.elanus.index.graph.search.NodeRows;
import io.elanus.index.lists.RowDistances;
import io.elanus.kernels.RowLayout;
import io.elanus.kernels.TopK;

/** A query over float vectors: what a search found is compared again in double precision. */
abstract class RankedQuery implements SpaceQuery {
  /** Rows that are measured together. */
  private static final int TOGETHER = 16;

  private final NodeRows nodes;
  private final RowDistances exact;
  private final double norm;

  /**
   * @param given the queries of a search as they were given
   * @param start where this one starts
   */
  RankedQuery(FloatRows vectors, MetricType metric, NodeRows nodes, float[] given, int start) {
    this.nodes = nodes;
    exact = new RowDistances(vectors, metric, TOGETHER);
    exact.ask(given, start);
    norm = metric == MetricType.COSINE ? 1 : exact.norm();
  }

  /** The queries of a search as the metric sees them. */
  static float[] seen(SearchTask task, MetricType metric, int dim) {
    float[] given = task.floats();
    if (metric != MetricType.COSINE) {
      return given;
    }
    float[] normalised = given.clone();
    for (int query = 0; query < task.queryCount(); query++) {
      RowLayout.normalise(normalised, query * dim, dim);
    }
    return normalised;
  }

  /** The Euclidean norm of the query as the metric sees it. */
  final double norm() {
    return norm;
  }

  /** A lower bound of the distance of the vector behind a candidate. */
  abstract double lowest(CandidateList candidates, int i);

  @Override
  public final TopK nearest(
      CandidateList candidates, int k, RowFilter filter, DistanceRange range) {
    TopK nearest = RangeCandidates.open(range, k);
    int[] chosen = new int[TOGETHER];
    int count = 0;
    for (int i = 0; i < candidates.size(); i++) {
      if (nearest.full() && lowest(candidates, i) > nearest.threshold()) {
        continue;
      }
      int end = nodes.start(candidates.node(i) + 1);
      // Of equal rows the first k that pass; more are never among the k nearest.
      for (int place = nodes.start(candidates.node(i)), left = k;
          place < end && left > 0;
          place++) {
        if (filter == null || filter.accepts(nodes.row(place))) {
          chosen[count++] = nodes.row(place);
          left--;
        }
        if (count == TOGETHER) {
          exact.offer(chosen, 0, count, nearest);
          count = 0;
        }
      }
    }
    exact.offer(chosen, 0, count, nearest);
    return nearest;
  }
}
