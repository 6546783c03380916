package io.elanus.index.graph.build;

import io.elanus.index.BuildContext;
import io.elanus.index.BuildStep;
import io.elanus.index.graph.search.BeamSearch;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.TopK;
import java.util.Arrays;

/**
 * Chooses the neighbours of each node as NSG does: among the nodes that a search for it from the
 * entry looks at, and its neighbours in the graph that is searched.
 */
public final class NsgLinker {
  /** Nodes to one piece of work; a few milliseconds. */
  private static final int STEP = 16;

  /**
   * Multiplications for what a search does for a candidate and a value: as 340,479 rows of 100
   * values took with AVX2.
   */
  private static final double WALK = 72;

  private final BuildSpace rows;
  private final BuildLinks near;
  private final BuildLinks links;
  private final RnsgShape shape;
  private final int entry;
  private final BuildContext context;
  private final BeamSearch[] beams;
  private final NodeScorer[] scorers;
  private final Chooser[] choosers;

  /**
   * @param near the graph of near neighbours, which stands still
   * @param links receives the chosen neighbours
   */
  public NsgLinker(
      BuildSpace rows,
      BuildLinks near,
      BuildLinks links,
      RnsgShape shape,
      int entry,
      BuildContext context) {
    this.rows = rows;
    this.near = near;
    this.links = links;
    this.shape = shape;
    this.entry = entry;
    this.context = context;
    int threads = Math.max(1, context.threads());
    beams = new BeamSearch[threads];
    scorers = new NodeScorer[threads];
    choosers = Chooser.of(rows, null, threads);
    for (int thread = 0; thread < threads; thread++) {
      beams[thread] = new BeamSearch(rows.count());
      scorers[thread] = rows.scorer(null);
    }
  }

  /** What linking all nodes takes, as {@link BuildStep} counts it. */
  public static double work(RnsgShape shape, int dim) {
    double met = Math.min(shape.nodes(), shape.searchLength() + shape.candidates());
    return WALK * shape.nodes() * met * dim;
  }

  /** Links the nodes [from, to). */
  public void link(int from, int to) {
    Parallel.ranges(
        context,
        from,
        to,
        STEP,
        (first, end, thread) -> {
          for (int node = first; node < end; node++) {
            link(node, beams[thread], scorers[thread], choosers[thread].pruner());
          }
          context.listener().advance(end - first);
        });
  }

  private void link(int node, BeamSearch beam, NodeScorer scorer, DiversePruner pruner) {
    scorer.from(node);
    beam.start(Math.min(shape.searchLength(), rows.count()));
    for (int i = 0; i < near.size(node); i++) {
      beam.seed(near.id(node, i), scorer);
    }
    beam.seed(entry, scorer);
    int count = beam.runAndRemember(near, scorer, context.cancellation());
    long[] seen = beam.seen();
    Arrays.sort(seen, 0, count);
    int kept = 0;
    for (int i = 0; i < count && kept < shape.candidates(); i++) {
      if (TopK.row(seen[i]) != node) {
        seen[kept++] = seen[i];
      }
    }
    int chosen = pruner.prune(seen, kept, shape.degree());
    links.set(node, pruner.chosen(), chosen);
  }
}
