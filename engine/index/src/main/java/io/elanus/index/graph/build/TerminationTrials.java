package io.elanus.index.graph.build;

import io.elanus.index.BuildContext;
import io.elanus.index.graph.search.BeamSearch;
import io.elanus.index.graph.search.TerminationTable;
import io.elanus.index.graph.search.Trace;
import io.elanus.index.lists.Parallel;

/**
 * Finds out, by searches of a graph for vectors that lie beside some of its nodes as their
 * neighbours lie beside each other, how far a search must go to find as many neighbours as one that
 * keeps a number of nodes.
 *
 * <p>All searches expand the nearest node that they know, and differ only in when they end. So one
 * long search for each node shows what every other one would have found.
 */
public final class TerminationTrials {
  private static final int SAMPLE = 256;

  /** Graphs with fewer nodes are searched as they are. */
  private static final int FEWEST = 1 << 12;

  private static final int STEPS = 48;
  private static final double STEEPEST = 64;

  private final BuildSpace space;
  private final double greatestNorm;
  private final BuiltGraph graph;
  private final BuildContext context;
  private final Trace.Findings[][] findings;

  private TerminationTrials(
      BuildSpace space, double greatestNorm, BuiltGraph graph, BuildContext context) {
    this.space = space;
    this.greatestNorm = greatestNorm;
    this.graph = graph;
    this.context = context;
    this.findings = new Trace.Findings[SAMPLE][];
  }

  /**
   * The slopes of a {@link TerminationTable}.
   *
   * @param greatestNorm of the rows; of meaning only where the metric is IP
   */
  public static double[][] slopes(
      BuildSpace space, double greatestNorm, BuiltGraph graph, BuildContext context) {
    double[][] slopes = TerminationTable.noSlopes();
    if (space.count() >= FEWEST) {
      TerminationTrials trials = new TerminationTrials(space, greatestNorm, graph, context);
      trials.run();
      for (int rank = 0; rank < slopes.length; rank++) {
        for (int i = 0; i < slopes[rank].length; i++) {
          slopes[rank][i] = trials.slope(rank, TerminationTable.ef(i));
        }
      }
    }
    return slopes;
  }

  /** Heap bytes of the trials over a graph of so many nodes. */
  public static long bytes(long nodes, long threads) {
    return nodes < FEWEST ? 0 : SAMPLE * Trace.Findings.bytes() + threads * (nodes + Trace.bytes());
  }

  private void run() {
    int threads = Math.max(1, context.threads());
    BeamSearch[] beams = new BeamSearch[threads];
    Trace[] traces = new Trace[threads];
    int capacity = TerminationTable.MOST * TerminationTable.greatestEf();
    Parallel.run(
        threads,
        context.executor(),
        SAMPLE,
        context.cancellation(),
        (item, thread) -> {
          if (beams[thread] == null) {
            beams[thread] = new BeamSearch(space.count());
            traces[thread] = new Trace();
          }
          BeamSearch beam = beams[thread];
          int node = (int) ((long) item * space.count() / SAMPLE);
          NodeScorer scorer = space.scorer(null);
          scorer.ask(node, graph.links());
          int nearest = graph.descend(beam, scorer);
          beam.start(capacity);
          beam.seed(nearest, scorer);
          beam.seed(graph.entry(), scorer);
          Trace trace = traces[thread];
          trace.begin(scorer.zero(greatestNorm));
          beam.runTraced(graph.links(), scorer, trace, context.cancellation());
          findings[item] = trace.end(beam.candidates());
        });
  }

  /** The least slope that finds as many neighbours as half as many nodes again as ef do. */
  private double slope(int rank, int ef) {
    int kept = Math.max(ef, TerminationTable.rank(rank));
    // More than ef itself finds, as queries may be harder than those tried: steps are about as
    // many.
    long wanted = found(rank, kept + kept / 2, Double.POSITIVE_INFINITY);
    int most = TerminationTable.MOST * kept;
    double low = 1;
    double high = STEEPEST;
    if (found(rank, most, high) < wanted) {
      return Double.POSITIVE_INFINITY;
    }
    for (int i = 0; i < STEPS; i++) {
      context.cancellation().check();
      double middle = (low + high) / 2;
      if (found(rank, most, middle) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private long found(int rank, int capacity, double slope) {
    long found = 0;
    for (Trace.Findings[] one : findings) {
      found += one[rank].found(capacity, slope);
    }
    return found;
  }
}
