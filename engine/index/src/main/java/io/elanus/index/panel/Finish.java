package io.elanus.index.panel;

import io.elanus.index.Hits;
import io.elanus.index.MetricType;
import io.elanus.kernels.TopCandidates;

/**
 * Turns the candidates of a query into its answer.
 *
 * <p>A panel distance differs from the exact one by at most {@code (dim + 2) * u * (bias + |factor|
 * |q| |x|)}, where u is the rounding unit of float32 (the usual bound of a sum of products). A row
 * that is no candidate has a panel distance not below the worst candidate's; when the k-th exact
 * distance lies further than that error below it, no such row can belong to the answer. Otherwise,
 * as with many equal rows or rows far from the origin under L2, the probed lists are searched once
 * more by exact distances.
 */
record Finish(PanelLists lists, Queries queries, int k, ListScan scan) {
  private static final double UNIT = 0x1p-24;

  void write(int query, int[] probes, TopCandidates candidates, int stride, Hits hits) {
    int dim = lists.dim();
    TopCandidates exact = new TopCandidates(k, Float.POSITIVE_INFINITY);
    for (int i = 0; i < candidates.size(); i++) {
      int slot = candidates.slotAt(i);
      double distance = lists.exactDistance(queries.values(), query * dim, slot);
      exact.push((float) distance, TopCandidates.row(candidates.keyAt(i)), slot);
    }
    if (candidates.full() && candidates.size() < lists.rows()) {
      boolean squared = lists.metric() == MetricType.L2;
      double norm = Math.sqrt(queries.squaredNorms()[query]);
      // A panel distance leaves out the query's own norm.
      double constant = squared ? queries.squaredNorms()[query] : 0;
      double magnitude =
          squared ? lists.maxNorm() * (lists.maxNorm() + 2 * norm) : lists.maxNorm() * norm;
      double kth = TopCandidates.distance(exact.sorted()[k - 1]);
      double slack =
          (dim + 2) * UNIT * magnitude + Math.ulp((float) kth) + Math.ulp((float) constant);
      if (!(kth - constant + slack < candidates.threshold())) {
        exact = scan.scanExactly(queries, query, probes, k, kth, constant, slack);
      }
    }
    hits.put(query, stride, exact.sorted());
  }
}
