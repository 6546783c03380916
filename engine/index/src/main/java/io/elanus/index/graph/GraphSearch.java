package io.elanus.index.graph;

import io.elanus.index.Hits;
import io.elanus.index.MetricType;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchTask;
import io.elanus.index.panel.Parallel;
import io.elanus.kernels.RowLayout;
import io.elanus.kernels.TopCandidates;
import java.util.Arrays;

/**
 * One search over a graph.
 *
 * <p>A walk over codes keeps {@code ef} candidates, of which those that can be among the nearest
 * are compared exactly: with r the greatest distance of a vector to its code, a candidate whose
 * distance to the query over codes is too great by r or more is left out. So the results are those
 * that a walk with the same candidates over the vectors themselves would return.
 *
 * <p>Under a filter a walk goes on through rows that are filtered out, and ends when it has {@code
 * ef} that are not. Where a walk would look at more nodes than there are rows that pass, and where
 * it found too few, these rows are compared one by one instead.
 */
final class GraphSearch {
  /** Candidates whose memory is asked for together. */
  private static final int TOUCH = 16;

  /** Up to this share of rows filtered out, a plain walk with more candidates is cheaper. */
  private static final double FEW_REJECTED = 0.2;

  /** Nodes that a walk looks at for each candidate, with every row accepted; at least. */
  private static final int NODES_PER_CANDIDATE = 12;

  private static final double UNIT = 0x1p-23;

  private final GraphIndex index;
  private final SearchTask task;
  private final RowFilter filter;
  private final int k;
  private final int ef;
  private final int accepted;
  private final float[] seen;
  private int[] acceptedRows;

  GraphSearch(GraphIndex index, SearchTask task) {
    this.index = index;
    this.task = task;
    int rows = index.facts().rows();
    this.filter = task.filter() == null || task.filter().accepted() == rows ? null : task.filter();
    this.accepted = filter == null ? rows : filter.accepted();
    this.k = Math.min(task.k(), accepted);
    this.ef = Math.clamp(task.intParameter(index.effort()), k, Math.max(k, rows));
    this.seen = seen();
  }

  private float[] seen() {
    if (index.metric() != MetricType.COSINE) {
      return task.floats();
    }
    float[] normalised = task.floats().clone();
    for (int query = 0; query < task.queryCount(); query++) {
      RowLayout.normalise(normalised, query * index.facts().dim(), index.facts().dim());
    }
    return normalised;
  }

  Hits run() {
    Hits hits = task.newHits();
    task.cancellation().check();
    if (k == 0) {
      return hits;
    }
    int threads = Math.max(1, task.threads());
    Walk[] walks = new Walk[threads];
    boolean exact = worthComparingAll();
    Parallel.run(
        threads,
        task.executor(),
        task.queryCount(),
        task.cancellation(),
        (query, thread) -> {
          TopCandidates found = null;
          if (!exact) {
            if (walks[thread] == null) {
              Walk idle = index.walks().poll();
              walks[thread] = idle == null ? new Walk(index.facts().rows()) : idle;
            }
            found = walk(query, walks[thread]);
          }
          if (found == null || found.size() < k) {
            found = compareAll(query);
          }
          hits.put(query, task.k(), found.sorted());
        });
    for (Walk walk : walks) {
      if (walk != null) {
        index.walks().add(walk);
      }
    }
    return hits;
  }

  /** Whether a walk would look at more nodes than there are accepted rows. */
  private boolean worthComparingAll() {
    double nodes = (double) ef * NODES_PER_CANDIDATE * index.facts().rows() / accepted;
    return accepted <= nodes;
  }

  /** Walks, and compares the best exactly; null where the walk would be longer than a scan. */
  private TopCandidates walk(int query, Walk walk) {
    int dim = index.facts().dim();
    float[] weights = index.coding().weights(seen, query * dim);
    long stride = Codes.stride(dim);
    int rows = index.facts().rows();
    int entry = index.facts().entry();
    CodeScorer scorer = new CodeScorer(index.codes(), stride, weights, null);
    int nearest = entry;
    if (!index.upper().isEmpty()) {
      CodeScorer upper = new CodeScorer(index.codes(), stride, weights, index.upperNodes());
      nearest = index.upperNodes()[walk.descend(index.upper(), upper)];
    }
    boolean few = rows - accepted <= FEW_REJECTED * rows;
    int capacity = few ? (int) Math.min(rows, (long) ef * rows / accepted + 1) : ef;
    walk.start(filter == null ? ef : capacity);
    if (filter == null || few) {
      walk.seed(nearest, scorer);
      walk.seed(entry, scorer);
      walk.run(index.links(), scorer, task.cancellation());
      TopCandidates found = compare(query, walk.pool());
      if (found.size() == k || filter == null) {
        return found;
      }
      walk.start(ef);
    }
    boolean ended =
        walk.runFiltered(
            index.links(),
            scorer,
            nearest,
            entry,
            node -> filter.accepts(index.row(node)),
            accepted,
            task.cancellation());
    return ended ? compare(query, walk.pool()) : null;
  }

  /** The nearest of a pool by exact distance. */
  private TopCandidates compare(int query, Pool pool) {
    int dim = index.facts().dim();
    TopCandidates nearest = new TopCandidates(k, Float.POSITIVE_INFINITY);
    ExactDistances exact =
        new ExactDistances(index.rows(), index.metric(), task.floats(), query * dim);
    double constant = index.coding().constant(seen, query * dim);
    double norm = index.metric() == MetricType.COSINE ? 1 : exact.norm();
    for (int from = 0; from < pool.size(); from += TOUCH) {
      int to = Math.min(pool.size(), from + TOUCH);
      int[] chosen = new int[TOUCH];
      int count = 0;
      for (int i = from; i < to; i++) {
        int node = pool.node(i);
        if (nearest.full()) {
          double residual = index.facts().residual() * index.scale(node);
          double distance = pool.distance(i) + constant;
          double slack = (dim + 8) * UNIT * (Math.abs(constant) + Math.abs(distance));
          if (lowest(distance - slack, residual, norm) > nearest.threshold()) {
            continue;
          }
        }
        int row = index.row(node);
        if (filter == null || filter.accepts(row)) {
          exact.touch(row);
          chosen[count++] = row;
        }
      }
      for (int i = 0; i < count; i++) {
        nearest.push((float) exact.to(chosen[i]), chosen[i], 0);
      }
    }
    return nearest;
  }

  /** A lower bound of the distance to a vector no further than the residual from its code. */
  private double lowest(double distance, double residual, double norm) {
    if (index.metric() == MetricType.L2) {
      double root = Math.max(0, Math.sqrt(Math.max(0, distance)) - residual);
      return root * root;
    }
    return distance - norm * residual;
  }

  /** Compares every accepted row. */
  private TopCandidates compareAll(int query) {
    int dim = index.facts().dim();
    TopCandidates nearest = new TopCandidates(k, Float.POSITIVE_INFINITY);
    ExactDistances exact =
        new ExactDistances(index.rows(), index.metric(), task.floats(), query * dim);
    int[] all = acceptedRows();
    for (int from = 0; from < all.length; from += TOUCH) {
      if (from % (TOUCH * 256) == 0) {
        task.cancellation().check();
      }
      int to = Math.min(all.length, from + TOUCH);
      for (int i = from; i < to; i++) {
        exact.touch(all[i]);
      }
      for (int i = from; i < to; i++) {
        nearest.push((float) exact.to(all[i]), all[i], 0);
      }
    }
    return nearest;
  }

  private synchronized int[] acceptedRows() {
    if (acceptedRows == null) {
      int[] all = new int[accepted];
      if (filter == null) {
        Arrays.setAll(all, row -> row);
      } else {
        for (int row = filter.next(0), at = 0; row >= 0; row = filter.next(row + 1)) {
          all[at++] = row;
        }
      }
      acceptedRows = all;
    }
    return acceptedRows;
  }
}
