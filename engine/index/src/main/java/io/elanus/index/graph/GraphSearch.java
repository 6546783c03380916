package io.elanus.index.graph;

import io.elanus.api.index.DistanceRange;
import io.elanus.index.Hits;
import io.elanus.index.RangeCandidates;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchTask;
import io.elanus.index.panel.Parallel;
import io.elanus.kernels.TopCandidates;
import java.util.Arrays;

/**
 * One search over a graph.
 *
 * <p>A walk keeps {@code ef} candidates, or what a {@link ReachTable} has in their place, of which
 * the nearest by exact distance are returned.
 *
 * <p>Under a filter a walk goes on through rows that are filtered out, and ends when it has {@code
 * ef} that are not. Where a walk would look at more nodes than there are rows that pass, and where
 * it found too few, these rows are compared one by one instead. A range that leaves out near rows
 * is such a filter too: a walk goes on through them.
 */
final class GraphSearch {
  /** Rows compared between two looks at the cancellation. */
  private static final int STEP = 4096;

  /** Up to this share of rows filtered out, a plain walk with more candidates is cheaper. */
  private static final double FEW_REJECTED = 0.2;

  /** Nodes that a walk looks at for each candidate, with every row accepted; at least. */
  private static final int NODES_PER_CANDIDATE = 12;

  /** Of the candidates that a walk keeps only so many may turn out to be too near. */
  private static final int MOST_TOO_NEAR = 4;

  /**
   * Rows that are compared in their order in the time in which a walk through near rows looks at a
   * node and keeps it in mind.
   */
  private static final int SCANNED = 8;

  private final GraphIndex index;
  private final SearchTask task;
  private final RowFilter filter;
  private final DistanceRange range;
  private final int k;
  private final int ef;
  private final int accepted;
  private final SearchSpace space;
  private final SearchSpace.SpaceQueries queries;
  private final int rows;
  private int[] acceptedRows;

  GraphSearch(GraphIndex index, SearchTask task) {
    this.index = index;
    this.task = task;
    this.space = index.space();
    this.rows = space.rows();
    this.filter = task.filter() == null || task.filter().accepted() == rows ? null : task.filter();
    this.range = task.range();
    this.accepted = filter == null ? rows : filter.accepted();
    this.k = Math.min(task.k(), accepted);
    this.ef = Math.clamp(task.intParameter(index.effort()), k, Math.max(k, rows));
    this.queries = space.queries(task);
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
          SpaceQuery one = queries.at(query);
          TopCandidates found = null;
          if (!exact) {
            if (walks[thread] == null) {
              Walk idle = index.walks().poll();
              walks[thread] = idle == null ? new Walk(space.nodes().count()) : idle;
            }
            found = walk(one, walks[thread]);
          }
          found =
              found == null || found.size() < k
                  ? compareAll(one)
                  : RangeCandidates.within(range, found);
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
    double nodes = (double) ef * NODES_PER_CANDIDATE * rows / accepted;
    return accepted <= nodes;
  }

  /**
   * Walks, and compares the best exactly; null where the walk would be longer than a scan. What it
   * finds may be too far for the range.
   */
  private TopCandidates walk(SpaceQuery query, Walk walk) {
    int entry = index.entry();
    LinkSections graph = index.graph();
    int nearest = entry;
    if (!graph.upper().isEmpty()) {
      Scorer upper = query.scorer(index.upper());
      nearest = graph.upperNodes()[walk.descend(graph.upper(), upper)];
    }
    boolean fewRejected = rows - accepted <= FEW_REJECTED * rows;
    if (!range.leavesOutNear() && (filter == null || fewRejected)) {
      TopCandidates found = walkPlainly(query, walk, nearest);
      if (found.size() == k || filter == null) {
        return found;
      }
    }
    int kept = ef;
    while (walkThrough(query, walk, nearest, kept)) {
      TopCandidates found = query.nearest(walk.pool(), k, filter, range);
      boolean few = found.tooNear() <= kept - ef + ef / MOST_TOO_NEAR;
      if (few && found.size() == k || !walk.pool().full()) {
        return found;
      }
      // Their codes did not tell that these are too near: others found no room for them.
      kept = (int) Math.min(rows, ef + 2L * found.tooNear());
    }
    return null;
  }

  /** Keeps so many more candidates that enough of them pass. */
  private TopCandidates walkPlainly(SpaceQuery query, Walk walk, int nearest) {
    Scorer scorer = query.scorer(index.lowest());
    int capacity = filter == null ? ef : (int) Math.min(rows, (long) ef * rows / accepted + 1);
    int neighbours = Math.max(k, ReachTable.RANKS[0]);
    double slope = index.reach().slope(neighbours, ef);
    if (slope == Double.POSITIVE_INFINITY) {
      walk.start(capacity);
    } else {
      int most = (int) Math.min(rows, (long) capacity * ReachTable.MOST);
      int rank = (int) Math.min(rows, (long) neighbours * rows / accepted);
      walk.start(query.reach(most, rank, slope, index.reach()));
    }
    walk.seed(nearest, scorer);
    walk.seed(index.entry(), scorer);
    walk.run(index.graph().links(), scorer, task.cancellation());
    return query.nearest(walk.pool(), k, filter, range);
  }

  /** Keeps only what passes; false where that would take longer than a scan. */
  private boolean walkThrough(SpaceQuery query, Walk walk, int nearest, int kept) {
    walk.start(kept);
    return walk.runFiltered(
        index.graph().links(),
        query.scorer(index.lowest()),
        nearest,
        index.entry(),
        range.leavesOutNear()
            ? query.scored(range.nearest(), index.reach())
            : Float.NEGATIVE_INFINITY,
        node -> filter == null || space.nodes().accepts(node, filter),
        range.leavesOutNear() ? accepted / SCANNED : accepted,
        task.cancellation());
  }

  /** Compares every accepted row. */
  private TopCandidates compareAll(SpaceQuery query) {
    TopCandidates nearest = RangeCandidates.of(range, k);
    int[] all = acceptedRows();
    for (int from = 0; from < all.length; from += STEP) {
      task.cancellation().check();
      query.compare(all, from, Math.min(all.length, from + STEP), nearest);
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
