package io.elanus.index.graph.file;

import io.elanus.api.index.DistanceRange;
import io.elanus.index.Hits;
import io.elanus.index.RangeCandidates;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.graph.search.BeamSearch;
import io.elanus.index.graph.search.Scorer;
import io.elanus.index.graph.search.TerminationTable;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.TopK;

/**
 * One search over a graph.
 *
 * <p>The beam search keeps {@code ef} candidates, or what a {@link TerminationTable} has in their
 * place, of which the nearest by exact distance are returned.
 *
 * <p>Under a filter it goes on through rows that are filtered out, and ends when it has {@code ef}
 * that are not. Where it would take longer than to compare all rows that pass, or finds too few, it
 * leaves the query to that. A range that leaves out near rows is such a filter too: a search goes
 * on through them.
 */
final class GraphSearch {
  /** Up to this share of rows filtered out, a plain search with more candidates is cheaper. */
  private static final double FEW_REJECTED = 0.2;

  /** Nodes that a search looks at for each candidate, with every row accepted; at least. */
  private static final int NODES_PER_CANDIDATE = 12;

  /** Of the candidates that a search keeps only so many may turn out to be too near. */
  private static final int MOST_TOO_NEAR = 4;

  /**
   * Rows that are compared in their order in the time in which a search through near rows looks at
   * a node and keeps it in mind.
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

  GraphSearch(GraphIndex index, SearchTask task) {
    this.index = index;
    this.task = task;
    this.space = index.space();
    this.rows = space.rows();
    this.filter = task.filter();
    this.range = task.range();
    this.accepted = task.accepted(rows);
    this.k = Math.min(task.k(), accepted);
    this.ef = ef(index, task);
    this.queries = space.queries(task);
  }

  /** How many candidates a search keeps, before it knows of a filter. */
  private static int ef(GraphIndex index, SearchTask task) {
    int rows = index.space().rows();
    int k = Math.min(task.k(), task.accepted(rows));
    return Math.clamp(task.parameters(SearchParameters.Beam.class).width(), k, Math.max(k, rows));
  }

  /** About how many nodes a search looks at. */
  static long comparable(GraphIndex index, SearchTask task) {
    int rows = index.space().rows();
    return (long) ((double) ef(index, task) * NODES_PER_CANDIDATE * rows / task.accepted(rows));
  }

  Hits run() {
    Hits hits = task.newHits();
    int threads = Math.max(1, task.threads());
    BeamSearch[] beams = new BeamSearch[threads];
    Parallel.run(
        threads,
        task.executor(),
        task.queryCount(),
        task.cancellation(),
        (query, thread) -> {
          SpaceQuery one = queries.at(query);
          if (beams[thread] == null) {
            BeamSearch idle = index.beams().poll();
            beams[thread] = idle == null ? new BeamSearch(space.nodes().count()) : idle;
          }
          TopK found = search(one, beams[thread]);
          if (found == null || found.size() < k) {
            hits.leave(query);
          } else {
            hits.put(query, task.k(), RangeCandidates.within(range, found).sorted());
          }
        });
    for (BeamSearch beam : beams) {
      if (beam != null) {
        index.beams().add(beam);
      }
    }
    return hits;
  }

  /**
   * Searches, and compares the best exactly; null where that would be longer than a scan. What it
   * finds may be too far for the range.
   */
  private TopK search(SpaceQuery query, BeamSearch beam) {
    int entry = index.entry();
    LinkSections graph = index.graph();
    int nearest = entry;
    if (!graph.upper().isEmpty()) {
      Scorer upper = query.scorer(index.upper());
      nearest = graph.upperNodes()[beam.descend(graph.upper(), upper)];
    }
    boolean fewRejected = rows - accepted <= FEW_REJECTED * rows;
    if (!range.leavesOutNear() && (filter == null || fewRejected)) {
      TopK found = searchPlainly(query, beam, nearest);
      if (found.size() == k || filter == null) {
        return found;
      }
    }
    int kept = ef;
    while (searchFiltered(query, beam, nearest, kept)) {
      TopK found = query.nearest(beam.candidates(), k, filter, range);
      boolean few = found.tooNear() <= kept - ef + ef / MOST_TOO_NEAR;
      if (few && found.size() == k || !beam.candidates().full()) {
        return found;
      }
      // Their codes did not tell that these are too near: others found no room for them.
      kept = (int) Math.min(rows, ef + 2L * found.tooNear());
    }
    return null;
  }

  /** Keeps so many more candidates that enough of them pass. */
  private TopK searchPlainly(SpaceQuery query, BeamSearch beam, int nearest) {
    Scorer scorer = query.scorer(index.lowest());
    int capacity = filter == null ? ef : (int) Math.min(rows, (long) ef * rows / accepted + 1);
    int neighbours = Math.max(k, TerminationTable.rank(0));
    double slope = index.terminations().slope(neighbours, ef);
    if (slope == Double.POSITIVE_INFINITY) {
      beam.start(capacity);
    } else {
      int most = (int) Math.min(rows, (long) capacity * TerminationTable.MOST);
      int rank = (int) Math.min(rows, (long) neighbours * rows / accepted);
      beam.start(query.termination(most, rank, slope, index.terminations()));
    }
    beam.seed(nearest, scorer);
    beam.seed(index.entry(), scorer);
    beam.run(index.graph().links(), scorer, task.cancellation());
    return query.nearest(beam.candidates(), k, filter, range);
  }

  /** Keeps only what passes; false where that would take longer than a scan. */
  private boolean searchFiltered(SpaceQuery query, BeamSearch beam, int nearest, int kept) {
    beam.start(kept);
    return beam.runFiltered(
        index.graph().links(),
        query.scorer(index.lowest()),
        nearest,
        index.entry(),
        range.leavesOutNear()
            ? query.scored(range.nearest(), index.terminations())
            : Float.NEGATIVE_INFINITY,
        node -> filter == null || space.nodes().accepts(node, filter),
        range.leavesOutNear() ? accepted / SCANNED : accepted,
        task.cancellation());
  }
}
