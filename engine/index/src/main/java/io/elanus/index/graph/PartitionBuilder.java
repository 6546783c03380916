package io.elanus.index.graph;

import io.elanus.index.BuildContext;
import io.elanus.index.panel.Parallel;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Links all nodes of a layer at once (after PiPNN, 2026): the nodes are cut into overlapping
 * leaves, each node chooses neighbours in each of its leaves, then among those of all leaves; a
 * part of the nodes, cut into leaves of their own, adds links of middle length; then links are
 * turned round.
 *
 * <p>Nearly all the work is the distances of a leaf's nodes to each other, a product of small
 * matrices that stay in the cache, where a walk for each node would wait for memory.
 */
final class PartitionBuilder {
  /** One node of so many is linked once more among its like. */
  private static final int PART = 4;

  private static final int STEP = 64;

  private final BuildSpace rows;
  private final LayerBuilder.Layer layer;
  private final LeafShape shape;
  private final BuildContext context;
  private final Chooser[] choosers;

  PartitionBuilder(
      BuildSpace rows, LayerBuilder.Layer layer, LeafShape shape, BuildContext context) {
    this.rows = rows;
    this.layer = layer;
    this.shape = shape;
    this.context = context;
    choosers = Chooser.of(rows, layer.members(), context.threads());
  }

  /** Room that a node's links must have: for its candidates first. */
  static int width(LeafShape shape, LayerBuilder.Layer layer) {
    return Math.max(layer.most(), CandidateLists.width(shape.fanout(), shape.kept()));
  }

  /**
   * Heap bytes that it takes besides the links.
   *
   * @param linkerBytes of one {@link LeafLinker}
   */
  static long scratchBytes(
      LeafShape shape, LayerBuilder.Layer layer, long nodes, long linkerBytes, long threads) {
    LeafShape less = shape.less();
    long part = nodes / PART;
    long far =
        IntRows.bytes(part, CandidateLists.width(less.fanout(), less.kept()))
            + Leaves.bytes(less, part);
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
   * @param links empty, and as wide as {@link #width} says
   */
  void link(BuildLinks links) {
    chooseAll(links);
    new ReverseLinks(links, layer.most(), context, choosers).addAll();
  }

  /** The candidates of all leaves live no longer than this. */
  private void chooseAll(BuildLinks links) {
    int[] part = part();
    LeafShape less = shape.less();
    int width = CandidateLists.width(less.fanout(), less.kept());
    CandidateLists far = linkLeaves(part, less, new IntRows(part.length, width), part.length);
    CandidateLists near = linkLeaves(null, shape, links.room(), layer.nodes() - part.length);
    choose(near, far, part, links);
  }

  private int[] part() {
    SplittableRandom random = new SplittableRandom(context.seed() ^ 0x5deece66dL);
    int[] part = new int[layer.nodes() / PART];
    for (int i = 0; i < part.length; i++) {
      part[i] = i * PART + random.nextInt(PART);
    }
    return part;
  }

  /**
   * Cuts some nodes into leaves and links these.
   *
   * @param chosen ascending nodes; null for all
   * @param room for what they choose
   */
  private CandidateLists linkLeaves(int[] chosen, LeafShape of, IntRows room, long rowsToTell) {
    int[] members = layer.members();
    Leaves leaves = Leaves.of(rows, layer.nodes(), chosen, members, of, context);
    CandidateLists lists = new CandidateLists(leaves, of.kept(), room);
    LeafLinker[] linkers = new LeafLinker[choosers.length];
    int count = leaves.count();
    Parallel.run(
        context.threads(),
        context.executor(),
        count,
        context.cancellation(),
        (leaf, thread) -> {
          if (linkers[thread] == null) {
            linkers[thread] = rows.leafLinker(members, of, context.cancellation());
          }
          linkers[thread].link(leaf, leaves.nodes(leaf), lists);
          context.listener().advance(rowsToTell * (leaf + 1) / count - rowsToTell * leaf / count);
        });
    return lists;
  }

  /** Chooses each node's neighbours among the candidates of all its leaves. */
  private void choose(CandidateLists near, CandidateLists far, int[] part, BuildLinks links) {
    int most = chosen(layer);
    Parallel.run(
        context.threads(),
        context.executor(),
        (layer.nodes() + STEP - 1) / STEP,
        context.cancellation(),
        (item, thread) -> {
          int[] ids = new int[near.most() + far.most()];
          int[] more = new int[far.most()];
          for (int node = item * STEP; node < Math.min(layer.nodes(), (item + 1) * STEP); node++) {
            int count = near.read(node, ids);
            int point = node / PART;
            if (point < part.length && part[point] == node) {
              int moreCount = far.read(point, more);
              for (int i = 0; i < moreCount; i++) {
                more[i] = part[more[i]];
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
