package io.elanus.index.graph.build;

import io.elanus.index.BuildContext;
import io.elanus.index.lists.Parallel;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Links all nodes of a layer at once (after PiPNN, 2026): the nodes are cut into overlapping
 * leaves, each node chooses neighbours in each of its leaves, then among those of all leaves; a
 * part of the nodes, cut into leaves of their own, adds links of middle length; then links are
 * turned round.
 *
 * <p>Nearly all the work is the distances of a leaf's nodes to each other, a product of small
 * matrices that stay in the cache, where a search for each node would wait for memory.
 */
public final class PartitionBuilder {
  /** One node of so many is linked once more among its like. */
  private static final int PART = 4;

  // Of the time that a layer of 340,479 nodes takes.
  private static final double FAR_SHARE = 0.11;
  private static final double QUARTER_SHARE = 0.18;
  private static final double CHOOSE_SHARE = 0.16;

  private final BuildSpace rows;
  private final LayerBuilder.Layer layer;
  private final LeafShape shape;
  private final BuildContext context;
  private final Chooser[] choosers;

  /** What happens after each step. */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param state that the rest may be taken up from, with the links as they are
     * @param share of the whole work that it took since the last call, about
     */
    void reached(LeafState state, double share) throws IOException;
  }

  public PartitionBuilder(
      BuildSpace rows, LayerBuilder.Layer layer, LeafShape shape, BuildContext context) {
    this.rows = rows;
    this.layer = layer;
    this.shape = shape;
    this.context = context;
    choosers = Chooser.of(rows, layer.members(), context.threads());
  }

  /** Room that a node's links must have: for its candidates first. */
  public static int width(LeafShape shape, LayerBuilder.Layer layer) {
    return Math.max(layer.most(), LeafEdges.width(shape.fanout(), shape.kept()));
  }

  /**
   * Heap bytes that it takes besides the links.
   *
   * @param linkerBytes of one {@link LeafLinker}
   */
  public static long scratchBytes(
      LeafShape shape, LayerBuilder.Layer layer, long nodes, long linkerBytes, long threads) {
    LeafShape less = shape.less();
    long part = nodes / PART;
    long far =
        IntRows.bytes(part, LeafEdges.width(less.fanout(), less.kept())) + Leaves.bytes(less, part);
    long leaves = far + Leaves.bytes(shape, nodes) + threads * linkerBytes;
    return Math.max(leaves, ReverseLinks.bytes(nodes, nodes * chosen(layer)));
  }

  /** Neighbours that a node chooses before links are turned round. */
  private static int chosen(LayerBuilder.Layer layer) {
    return Math.min(layer.most(), layer.m() + (layer.m() + 3) / 4);
  }

  /**
   * Links every node.
   *
   * @param links as wide as {@link #width} says; empty, or as they were at the state
   * @param state from which to go on
   */
  public void link(BuildLinks links, LeafState state, Listener listener) throws IOException {
    if (state.step() < LeafState.CHOSEN) {
      chooseAll(links, state, listener);
      listener.reached(new LeafState(LeafState.CHOSEN, null), CHOOSE_SHARE);
    } else {
      context.listener().advance(layer.nodes());
    }
    new ReverseLinks(links, layer.most(), context, choosers).addAll();
  }

  /** The candidates of all leaves live no longer than this. */
  private void chooseAll(BuildLinks links, LeafState state, Listener listener) throws IOException {
    int[] part = part();
    LeafShape less = shape.less();
    IntRows farRoom = state.far();
    if (farRoom == null) {
      int width = LeafEdges.width(less.fanout(), less.kept());
      farRoom = new IntRows(part.length, width);
    }
    boolean farDone = state.far() != null;
    int done = state.quarters();
    long nearRows = (long) layer.nodes() - part.length;
    context.listener().advance((farDone ? part.length : 0) + nearRows * done / LeafState.QUARTERS);
    Cut far = new Cut(part, less, farRoom, part.length);
    if (!farDone) {
      far.link(0, 1);
      listener.reached(new LeafState(LeafState.FAR, farRoom), FAR_SHARE);
    }
    Cut near = new Cut(null, shape, links.room(), nearRows);
    for (; done < LeafState.QUARTERS; done++) {
      near.link(done, LeafState.QUARTERS);
      listener.reached(new LeafState(LeafState.FAR + done + 1, farRoom), QUARTER_SHARE);
    }
    choose(near, far.lists, part, links);
  }

  private int[] part() {
    SplittableRandom random = new SplittableRandom(context.seed() ^ 0x5deece66dL);
    int[] part = new int[layer.nodes() / PART];
    for (int i = 0; i < part.length; i++) {
      part[i] = i * PART + random.nextInt(PART);
    }
    return part;
  }

  /** Some nodes, cut into leaves. */
  private final class Cut {
    final LeafEdges lists;
    private final Leaves leaves;
    private final LeafShape shape;
    private final long rowsToTell;

    /**
     * @param chosen ascending nodes; null for all
     * @param room for what they choose
     */
    Cut(int[] chosen, LeafShape shape, IntRows room, long rowsToTell) {
      this.shape = shape;
      this.rowsToTell = rowsToTell;
      leaves = Leaves.of(rows, layer.nodes(), chosen, layer.members(), shape, context);
      lists = new LeafEdges(leaves, shape.kept(), room);
    }

    /** Links the nodes of one of so many parts of the leaves. */
    void link(int part, int parts) {
      int from = (int) ((long) leaves.count() * part / parts);
      int count = (int) (leaves.count() * (part + 1L) / parts) - from;
      long toTell = rowsToTell * (part + 1) / parts - rowsToTell * part / parts;
      // No longer than this: each holds a matrix.
      LeafLinker[] linkers = new LeafLinker[choosers.length];
      Parallel.run(
          context.threads(),
          context.executor(),
          count,
          context.cancellation(),
          (item, thread) -> {
            if (linkers[thread] == null) {
              linkers[thread] = rows.leafLinker(layer.members(), shape, context.cancellation());
            }
            int leaf = from + item;
            linkers[thread].link(
                leaves.nodes(leaf),
                (node, chosen, distances, size) -> lists.set(leaf, node, chosen, size));
            context.listener().advance(toTell * (item + 1) / count - toTell * item / count);
          });
    }
  }

  /**
   * Chooses each node's neighbours among the candidates of all its leaves. Nodes of a leaf, which
   * share many of them, follow each other, so that most are in a cache.
   */
  private void choose(Cut near, LeafEdges far, int[] part, BuildLinks links) {
    int most = chosen(layer);
    Leaves leaves = near.leaves;
    Parallel.run(
        context.threads(),
        context.executor(),
        leaves.count(),
        context.cancellation(),
        (leaf, thread) -> {
          int[] ids = new int[near.lists.most() + far.most()];
          int[] more = new int[far.most()];
          for (int i = 0; i < leaves.size(leaf); i++) {
            int node = leaves.point(leaf, i);
            if (leaves.leaf(node, 0) != leaf) {
              continue;
            }
            int count = near.lists.read(node, ids);
            int point = node / PART;
            if (point < part.length && part[point] == node) {
              int moreCount = far.read(point, more);
              for (int j = 0; j < moreCount; j++) {
                more[j] = part[more[j]];
              }
              count = merge(ids, count, more, moreCount);
            }
            choosers[thread].choose(node, ids, count, most, links);
          }
        });
  }

  /** Adds the ids that are not among the first ones, which ascend. */
  private static int merge(int[] ids, int count, int[] more, int moreCount) {
    int merged = count;
    for (int i = 0; i < moreCount; i++) {
      if (Arrays.binarySearch(ids, 0, count, more[i]) < 0) {
        ids[merged++] = more[i];
      }
    }
    return merged;
  }
}
