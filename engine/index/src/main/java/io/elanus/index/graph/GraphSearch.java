package io.elanus.index.graph;

import io.elanus.index.Hits;
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
 * it found too few, these rows are compared one by one instead.
 */
final class GraphSearch {
  /** Rows compared between two looks at the cancellation. */
  private static final int STEP = 4096;

  /** Up to this share of rows filtered out, a plain walk with more candidates is cheaper. */
  private static final double FEW_REJECTED = 0.2;

  /** Nodes that a walk looks at for each candidate, with every row accepted; at least. */
  private static final int NODES_PER_CANDIDATE = 12;

  private final GraphIndex index;
  private final SearchTask task;
  private final RowFilter filter;
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
          if (found == null || found.size() < k) {
            found = compareAll(one);
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
    double nodes = (double) ef * NODES_PER_CANDIDATE * rows / accepted;
    return accepted <= nodes;
  }

  /** Walks, and compares the best exactly; null where the walk would be longer than a scan. */
  private TopCandidates walk(SpaceQuery query, Walk walk) {
    LinkSections graph = index.graph();
    int entry = index.entry();
    Scorer scorer = query.scorer(index.lowest());
    int nearest = entry;
    if (!graph.upper().isEmpty()) {
      Scorer upper = query.scorer(index.upper());
      nearest = graph.upperNodes()[walk.descend(graph.upper(), upper)];
    }
    boolean few = rows - accepted <= FEW_REJECTED * rows;
    int capacity =
        few && filter != null ? (int) Math.min(rows, (long) ef * rows / accepted + 1) : ef;
    int neighbours = Math.max(k, ReachTable.RANKS[0]);
    double slope = index.reach().slope(neighbours, ef);
    if (slope == Double.POSITIVE_INFINITY) {
      walk.start(capacity);
    } else {
      int most = (int) Math.min(rows, (long) capacity * ReachTable.MOST);
      int rank = (int) Math.min(rows, (long) neighbours * rows / accepted);
      walk.start(query.reach(most, rank, slope, index.reach()));
    }
    if (filter == null || few) {
      walk.seed(nearest, scorer);
      walk.seed(entry, scorer);
      walk.run(graph.links(), scorer, task.cancellation());
      TopCandidates found = query.nearest(walk.pool(), k, filter);
      if (found.size() == k || filter == null) {
        return found;
      }
      walk.start(ef);
    }
    boolean ended =
        walk.runFiltered(
            graph.links(),
            scorer,
            nearest,
            entry,
            node -> space.nodes().accepts(node, filter),
            accepted,
            task.cancellation());
    return ended ? query.nearest(walk.pool(), k, filter) : null;
  }

  /** Compares every accepted row. */
  private TopCandidates compareAll(SpaceQuery query) {
    TopCandidates nearest = new TopCandidates(k, Float.POSITIVE_INFINITY);
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
