package io.elanus.index.graph.build;

import io.elanus.index.BuildContext;
import io.elanus.index.BuildStep;
import io.elanus.index.graph.search.BeamSearch;
import io.elanus.index.graph.search.CandidateList;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.TopK;
import java.util.List;

/**
 * Links the nodes of one layer in batches (after ParlayANN, Manohar and others, 2023): the nodes of
 * a batch search the graph of those before them, which stands still, and choose their neighbours;
 * then the links are turned round. No locks, and the same graph for any number of threads.
 */
public final class LayerBuilder {
  private static final int LARGEST_BATCH = 4096;

  /** Nodes to one piece of work; a few milliseconds. */
  private static final int STEP = 8;

  /**
   * Multiplications for what a search does for a candidate and a value; an estimate, not measured.
   */
  private static final double WALK = 400;

  /** The same for what a node does in a leaf beside comparing. */
  private static final double LEAF = 640;

  private final Layer layer;
  private final BuildLinks links;
  private final List<BuildLinks> upper;
  private final int[] order;
  private final BuildContext context;
  private final Scratch[] scratches;
  private final Chooser[] choosers;
  private final ReverseLinks reverse;
  private int linked;

  /**
   * What a layer is to become.
   *
   * @param nodes how many it has
   * @param members the row of each; null where nodes are rows
   * @param m neighbours a node chooses
   * @param most neighbours a node may keep
   * @param ef candidates kept while a node is linked
   */
  public record Layer(int nodes, int[] members, int m, int most, int ef) {
    /** What it takes to link all nodes, as {@link BuildStep} counts it. */
    public double work(LeafShape leaves, int dim) {
      double met =
          nodes < LeafShape.FROM
              ? WALK * Math.min(ef, nodes)
              : (leaves.fanout() + 1) * (leaves.size() + LEAF);
      return nodes * met * dim;
    }

    /** Room of a node's links while the layer is built. */
    public int width(LeafShape leaves) {
      return nodes < LeafShape.FROM
          ? (int) Math.min(most + most / 2L, Math.max(1, nodes - 1))
          : PartitionBuilder.width(leaves, this);
    }

    /** Links for all nodes, empty yet. */
    public BuildLinks links(LeafShape leaves) {
      return new BuildLinks(nodes, width(leaves));
    }
  }

  /** The memory of one thread. */
  private static final class Scratch {
    final NodeScorer scorer;
    final NodeScorer upperScorer;
    final BeamSearch beam;
    long[] candidates = new long[0];

    Scratch(BuildSpace rows, Layer layer, int[] upperMembers) {
      scorer = rows.scorer(layer.members);
      upperScorer = rows.scorer(upperMembers);
      beam = new BeamSearch(layer.nodes);
    }
  }

  /**
   * @param upper complete layers above this one, the topmost first
   * @param order the nodes in the order in which they are linked; those of the layer above come
   *     first, and their positions are their numbers there
   * @param links of the first {@code linked} nodes of the order, empty otherwise
   */
  public LayerBuilder(
      BuildSpace rows,
      Layer layer,
      List<BuildLinks> upper,
      int[] order,
      BuildLinks links,
      int linked,
      BuildContext context) {
    this.layer = layer;
    this.upper = upper;
    this.order = order;
    this.links = links;
    this.linked = linked;
    this.context = context;
    int threads = Math.max(1, context.threads());
    scratches = new Scratch[threads];
    choosers = Chooser.of(rows, layer.members, threads);
    int[] upperMembers = layer.members == null ? order : layer.members;
    for (int thread = 0; thread < threads; thread++) {
      scratches[thread] = new Scratch(rows, layer, upperMembers);
    }
    reverse = new ReverseLinks(links, layer.most, context, choosers);
  }

  int linked() {
    return linked;
  }

  public boolean done() {
    return linked == layer.nodes;
  }

  /** Links one batch. */
  public void linkBatch() {
    int from = linked;
    int to = from + Math.clamp(from / 10, 1, Math.min(LARGEST_BATCH, layer.nodes - from));
    Parallel.ranges(
        context,
        from,
        to,
        STEP,
        (first, end, thread) -> {
          for (int i = first; i < end; i++) {
            link(i, scratches[thread], choosers[thread].pruner());
          }
          context.listener().advance(end - first);
        });
    reverse.add(order, from, to);
    linked = to;
  }

  /** Ends the layer: every node keeps as many neighbours as it may. */
  public void finish() {
    reverse.trim();
  }

  private void link(int position, Scratch scratch, DiversePruner pruner) {
    if (linked == 0) {
      return;
    }
    int node = order[position];
    scratch.scorer.from(node);
    BeamSearch beam = scratch.beam;
    int nearest = upper.isEmpty() ? 0 : descend(position, scratch);
    beam.start(Math.min(layer.ef, linked));
    seedFromAbove(position, scratch);
    beam.seed(order[nearest < linked ? nearest : 0], scratch.scorer);
    beam.run(links, scratch.scorer, context.cancellation());
    CandidateList candidates = beam.candidates();
    if (scratch.candidates.length < candidates.size()) {
      scratch.candidates = new long[candidates.size()];
    }
    for (int i = 0; i < candidates.size(); i++) {
      scratch.candidates[i] = TopK.key(candidates.distance(i), candidates.node(i));
    }
    int chosen = pruner.prune(scratch.candidates, candidates.size(), layer.m);
    links.set(node, pruner.chosen(), chosen);
  }

  private int descend(int position, Scratch scratch) {
    scratch.upperScorer.from(position);
    return scratch.beam.descend(upper, scratch.upperScorer);
  }

  /** A node of the layer above has neighbours there, of which some are linked here already. */
  private void seedFromAbove(int position, Scratch scratch) {
    if (upper.isEmpty() || position >= upper.getLast().nodes()) {
      return;
    }
    BuildLinks above = upper.getLast();
    for (int i = 0; i < above.size(position); i++) {
      if (above.id(position, i) < linked) {
        scratch.beam.seed(order[above.id(position, i)], scratch.scorer);
      }
    }
  }
}
