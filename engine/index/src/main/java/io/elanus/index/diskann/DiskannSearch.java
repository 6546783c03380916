package io.elanus.index.diskann;

import io.elanus.api.index.MetricType;
import io.elanus.index.Hits;
import io.elanus.index.RangeCandidates;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.graph.search.CandidateList;
import io.elanus.index.graph.search.NodeRows;
import io.elanus.index.lists.Parallel;
import io.elanus.index.lists.RowDistances;
import io.elanus.kernels.RowLayout;
import io.elanus.kernels.TopK;
import java.util.Arrays;

/**
 * One search: a beam search over codes keeps {@code search_list} candidates, whose exact distances
 * decide.
 *
 * <p>Under a filter it keeps as many more as it takes for {@code search_list} of them to pass.
 * Where it found fewer than there are, it leaves the query to a comparison of all of them. Where
 * some of the kept ones lie nearer than the range of the search, another beam search keeps as many
 * more.
 */
final class DiskannSearch {
  /** Comparing so many rows exactly takes about as long as one more candidate of a beam search. */
  private static final int ROWS_PER_CANDIDATE = 8;

  /** Rows that are measured together. */
  private static final int TOGETHER = 16;

  /** Of the candidates that a search keeps only so many may turn out to be too near. */
  private static final int MOST_TOO_NEAR = 4;

  private final DiskannIndex index;
  private final SearchTask task;
  private final RowFilter filter;
  private final int accepted;
  private final int k;
  private final int capacity;
  private final float[] queries;

  DiskannSearch(DiskannIndex index, SearchTask task) {
    this.index = index;
    this.task = task;
    int rows = index.rows().count();
    this.filter = task.filter();
    this.accepted = task.accepted(rows);
    this.k = Math.min(task.k(), accepted);
    this.capacity = capacity(index, task);
    this.queries = points(task, index);
  }

  /** Queries as points of the {@link Space}; the value that IP adds to rows is 0 in them. */
  private static float[] points(SearchTask task, DiskannIndex index) {
    int dim = index.rows().dim();
    Frame frame = index.frame();
    int width = frame.middle().length;
    float[] points = new float[Math.multiplyExact(task.queryCount(), width)];
    for (int query = 0; query < task.queryCount(); query++) {
      int start = query * width;
      System.arraycopy(task.floats(), query * dim, points, start, dim);
      if (index.metric() != MetricType.L2) {
        // No product ranks rows otherwise for that.
        RowLayout.normalise(points, start, dim);
      }
      if (squared(index)) {
        frame.apply(points, start, dim);
      }
    }
    return points;
  }

  /** Whether searches go by squared distances, not by inner products. */
  private static boolean squared(DiskannIndex index) {
    return index.metric() != MetricType.IP;
  }

  /** How many candidates a search keeps at first. */
  private static int capacity(DiskannIndex index, SearchTask task) {
    int rows = index.rows().count();
    int accepted = task.accepted(rows);
    long wanted =
        Math.max(
            Math.min(task.k(), accepted),
            task.parameters(SearchParameters.Diskann.class).searchList());
    return (int) Math.min(wanted * rows / accepted, index.distinct().count());
  }

  /** How many rows are compared in the time of a beam search. */
  static long comparable(DiskannIndex index, SearchTask task) {
    return (long) capacity(index, task) * ROWS_PER_CANDIDATE;
  }

  Hits run() {
    Hits hits = task.newHits();
    QueryBeam[] beams = new QueryBeam[Math.max(1, task.threads())];
    forQueries(
        (query, thread) -> {
          if (beams[thread] == null) {
            QueryBeam idle = index.beams().poll();
            beams[thread] = idle == null ? index.newBeam() : idle;
          }
          QueryBeam beam = beams[thread];
          int width = index.frame().middle().length;
          beam.steering().set(queries, query * width, squared(index));
          int start = beam.nearest(index.graph().entry());
          TopK found = found(query, beam, start);
          if (found == null) {
            hits.leave(query);
          } else {
            hits.put(query, task.k(), found.sorted());
          }
        });
    for (QueryBeam beam : beams) {
      if (beam != null) {
        index.beams().add(beam);
      }
    }
    return hits;
  }

  /** Searches; null where it would take longer than to compare all rows that pass. */
  private TopK found(int query, QueryBeam beam, int start) {
    for (long kept = capacity; cheaperThanScan(kept); ) {
      int[] rows = rows(beam.run(start, (int) kept, task.cancellation()));
      if (rows.length < k) {
        break;
      }
      TopK found = nearest(query, rows, RangeCandidates.open(task.range(), k));
      long tooNear = (long) found.tooNear() * index.rows().count() / accepted;
      if (found.size() == k && tooNear <= kept - capacity + capacity / MOST_TOO_NEAR) {
        return RangeCandidates.within(task.range(), found);
      }
      kept = capacity + Math.max(kept, 2 * tooNear);
    }
    return null;
  }

  private boolean cheaperThanScan(long kept) {
    return kept * ROWS_PER_CANDIDATE < accepted;
  }

  /**
   * The rows of the kept nodes, and of those that searches start from, that pass the filter; of
   * equal ones the first k, as more are never among the k nearest.
   */
  private int[] rows(CandidateList candidates) {
    NodeRows behind = index.distinct();
    int[] nodes = nodes(candidates);
    int[] rows = new int[nodes.length];
    int count = 0;
    for (int kept : nodes) {
      int node = index.distinct(kept);
      int end = behind.start(node + 1);
      for (int place = behind.start(node), left = k; place < end && left > 0; place++) {
        if (filter == null || filter.accepts(behind.row(place))) {
          if (count == rows.length) {
            rows = Arrays.copyOf(rows, 2 * count);
          }
          rows[count++] = behind.row(place);
          left--;
        }
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /** The codes of nodes that searches start from tell little: all of them are compared exactly. */
  private int[] nodes(CandidateList candidates) {
    int[] starts = index.starts();
    int[] nodes = Arrays.copyOf(starts, starts.length + candidates.size());
    int count = starts.length;
    for (int i = 0; i < candidates.size(); i++) {
      if (Arrays.binarySearch(starts, candidates.node(i)) < 0) {
        nodes[count++] = candidates.node(i);
      }
    }
    return Arrays.copyOf(nodes, count);
  }

  private void forQueries(Parallel.Body body) {
    Parallel.run(
        Math.max(1, task.threads()), task.executor(), task.queryCount(), task.cancellation(), body);
  }

  private TopK nearest(int query, int[] rows, TopK nearest) {
    int start = query * index.rows().dim();
    RowDistances exact = new RowDistances(index.rows(), index.metric(), TOGETHER);
    exact.ask(task.floats(), start);
    for (int from = 0; from < rows.length; from += TOGETHER * 256) {
      task.cancellation().check();
      exact.offer(rows, from, Math.min(rows.length, from + TOGETHER * 256), nearest);
    }
    return nearest;
  }
}
