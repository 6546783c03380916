package io.elanus.index.graph.search;

import io.elanus.base.Cancellation;
import io.elanus.kernels.TopK;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Beam search over the graphs of HNSW, RNSG and DISKANN: a greedy search for a query that expands
 * the nearest node of its {@link CandidateList} until that holds none that was not expanded. The
 * scratch memory of one thread.
 */
public final class BeamSearch {
  /** Expansions between two looks at the cancellation. */
  private static final int PATIENCE = 256;

  private final Visited visited;
  private final CandidateList candidates = new CandidateList();
  private final Frontier frontier = new Frontier();
  private int[] links = new int[0];
  private long[] seen = new long[0];
  private int[] fresh = new int[0];
  private float[] distances = new float[0];

  @SuppressWarnings("unused") // keeps reads alive
  private int touched;

  /**
   * @param nodes of the largest layer it will search
   */
  public BeamSearch(int nodes) {
    visited = new Visited(nodes);
  }

  /** Heap bytes of one that keeps so many nodes. */
  public static long bytes(long nodes, long capacity, long width) {
    return nodes + capacity * Long.BYTES + width * (2L * Integer.BYTES + Float.BYTES);
  }

  /** What the last search found. */
  public CandidateList candidates() {
    return candidates;
  }

  /** Starts a search that keeps the nearest {@code capacity} nodes. */
  public void start(int capacity) {
    start(AdaptiveTermination.nearest(capacity));
  }

  /** Starts a search that goes so far. */
  public void start(AdaptiveTermination termination) {
    visited.clear();
    candidates.clear(termination);
  }

  /** Adds a node to start from, once or more often. */
  public void seed(int node, Scorer scorer) {
    if (visited.mark(node)) {
      makeRoom(1);
      fresh[0] = node;
      scorer.score(fresh, 1, distances);
      candidates.offer(distances[0], node);
    }
  }

  /** Adds nodes to start from, of which some may have been added before. */
  public void seed(int[] nodes, Scorer scorer) {
    makeRoom(nodes.length);
    System.arraycopy(nodes, 0, links, 0, nodes.length);
    int count = keepFresh(nodes.length);
    scorer.score(fresh, count, distances);
    for (int i = 0; i < count; i++) {
      candidates.offer(distances[i], fresh[i]);
    }
  }

  /** Expands the nearest node until there is no candidate that was not expanded. */
  public void run(Links graph, Scorer scorer, Cancellation cancellation) {
    makeRoom(graph.width());
    int expansions = 0;
    for (int node = candidates.next(); node >= 0; node = candidates.next()) {
      if (++expansions % PATIENCE == 0) {
        cancellation.check();
      }
      int count = keepFresh(graph.read(node, links));
      int later = candidates.peek();
      if (later >= 0) {
        // Often the next one: its neighbours arrive while distances are waited for.
        touched += graph.touch(later);
      }
      count = scorer.sift(fresh, count, candidates.limit());
      scorer.score(fresh, count, distances);
      for (int i = 0; i < count; i++) {
        candidates.offer(distances[i], fresh[i]);
      }
    }
  }

  /**
   * Makes candidates of accepted nodes only, but goes through others too.
   *
   * @param nearest nodes at less than this distance are only gone through
   * @param budget how many nodes it may look at
   * @return whether it came to its end within the budget
   */
  public boolean runFiltered(
      Links graph,
      Scorer scorer,
      int first,
      int second,
      float nearest,
      IntPredicate accepted,
      int budget,
      Cancellation cancellation) {
    makeRoom(Math.max(2, graph.width()));
    frontier.clear();
    links[0] = first;
    links[1] = second;
    int looked = 0;
    int expansions = 0;
    int count = keepFresh(2);
    while (true) {
      scorer.score(fresh, count, distances);
      looked += count;
      for (int i = 0; i < count; i++) {
        if (!(candidates.full() && distances[i] >= candidates.worst())) {
          frontier.push(distances[i], fresh[i]);
          if (!(distances[i] < nearest) && accepted.test(fresh[i])) {
            candidates.offer(distances[i], fresh[i]);
          }
        }
      }
      if (frontier.isEmpty()
          || candidates.full() && frontier.nearestDistance() > candidates.worst()) {
        return true;
      }
      if (looked > budget) {
        return false;
      }
      if (++expansions % PATIENCE == 0) {
        cancellation.check();
      }
      count = keepFresh(graph.read(frontier.pop(), links));
    }
  }

  /**
   * As {@link #run}, and remembers every node that it looked at.
   *
   * @return how many they are; see {@link #seen}
   */
  public int runAndRemember(Links graph, Scorer scorer, Cancellation cancellation) {
    makeRoom(graph.width());
    int count = 0;
    for (int i = 0; i < candidates.size(); i++) {
      count = remember(candidates.distance(i), candidates.node(i), count);
    }
    for (int node = candidates.next(); node >= 0; node = candidates.next()) {
      int some = keepFresh(graph.read(node, links));
      scorer.score(fresh, some, distances);
      for (int i = 0; i < some; i++) {
        candidates.offer(distances[i], fresh[i]);
        count = remember(distances[i], fresh[i], count);
      }
    }
    cancellation.check();
    return count;
  }

  /** As {@link #run}, and tells of every step. */
  public void runTraced(Links graph, Scorer scorer, Trace trace, Cancellation cancellation) {
    makeRoom(graph.width());
    for (int i = 0; i < candidates.size(); i++) {
      trace.meet(candidates.node(i));
    }
    for (int node = candidates.next(); node >= 0; node = candidates.next()) {
      trace.expand(candidates, candidates.place());
      int count = keepFresh(graph.read(node, links));
      scorer.score(fresh, count, distances);
      for (int i = 0; i < count; i++) {
        candidates.offer(distances[i], fresh[i]);
        trace.meet(fresh[i]);
      }
    }
    cancellation.check();
  }

  private int remember(float distance, int node, int count) {
    if (count == seen.length) {
      seen = Arrays.copyOf(seen, Math.max(1024, 2 * count));
    }
    seen[count] = TopK.key(distance, node);
    return count + 1;
  }

  /** The nodes remembered, packed by {@link TopK#key}, in no order. */
  public long[] seen() {
    return seen;
  }

  private int keepFresh(int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      // No branch: whether a node is fresh cannot be predicted.
      fresh[kept] = links[i];
      kept += visited.markFresh(links[i]);
    }
    return kept;
  }

  /**
   * Goes down through sparse layers, always to the nearest neighbour, and returns where it ends.
   *
   * @param layers the topmost first; all number their nodes alike, and node 0 is in each
   */
  public int descend(List<? extends Links> layers, Scorer scorer) {
    makeRoom(1);
    int nearest = 0;
    fresh[0] = 0;
    scorer.score(fresh, 1, distances);
    float distance = distances[0];
    for (Links layer : layers) {
      makeRoom(layer.width());
      boolean moved = true;
      while (moved) {
        moved = false;
        int count = scorer.sift(links, layer.read(nearest, links), distance);
        scorer.score(links, count, distances);
        for (int i = 0; i < count; i++) {
          if (distances[i] < distance) {
            distance = distances[i];
            nearest = links[i];
            moved = true;
          }
        }
      }
    }
    return nearest;
  }

  private void makeRoom(int width) {
    if (links.length < width) {
      links = new int[width];
      fresh = new int[width];
      distances = new float[width];
    }
  }
}
