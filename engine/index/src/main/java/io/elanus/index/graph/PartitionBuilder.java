package io.elanus.index.graph;

import io.elanus.index.BuildContext;
import io.elanus.index.panel.Parallel;
import io.elanus.kernels.TopCandidates;
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
  private final Pruner[] pruners;
  private final NodeScorer[] scorers;

  PartitionBuilder(
      BuildSpace rows, LayerBuilder.Layer layer, LeafShape shape, BuildContext context) {
    this.rows = rows;
    this.layer = layer;
    this.shape = shape;
    this.context = context;
    int threads = Math.max(1, context.threads());
    pruners = new Pruner[threads];
    scorers = new NodeScorer[threads];
    for (int thread = 0; thread < threads; thread++) {
      pruners[thread] = new Pruner(rows.scorer(layer.members()));
      scorers[thread] = rows.scorer(layer.members());
    }
  }

  /**
   * Heap bytes that it takes besides the links.
   *
   * @param linkerBytes of one {@link LeafLinker}
   */
  static long scratchBytes(
      LeafShape shape, LayerBuilder.Layer layer, long nodes, long linkerBytes, long threads) {
    long half = (shape.fanout() + 1) / 2;
    long lists =
        CandidateLists.bytes(nodes, shape.fanout(), shape.kept())
            + CandidateLists.bytes(nodes / PART, half, shape.kept());
    // the nearest leaders of each node, and the nodes of each leaf with their turns
    long leaves = nodes * shape.fanout() * (2L * Integer.BYTES + 1);
    long turned = nodes * chosen(layer) * (Integer.BYTES + Float.BYTES);
    return Math.max(lists + leaves + threads * linkerBytes, turned);
  }

  /** Neighbours that a node chooses before links are turned round. */
  private static int chosen(LayerBuilder.Layer layer) {
    return Math.min(layer.most(), layer.m() + (layer.m() + 3) / 4);
  }

  /** Links every node; the links must be empty. */
  void link(BuildLinks links) {
    chooseAll(links);
    ReverseLinks reverse = new ReverseLinks(links, layer.most(), context, pruners);
    reverse.addAll();
    reverse.trim();
  }

  /** The candidates of all leaves live no longer than this. */
  private void chooseAll(BuildLinks links) {
    int[] part = part();
    LeafShape less =
        new LeafShape(
            (shape.fanout() + 1) / 2, shape.size(), shape.most(), shape.met(), shape.kept());
    CandidateLists far = new CandidateLists(layer.nodes(), PART, less.fanout(), less.kept());
    linkLeaves(Leaves.of(rows, part, layer.members(), less, context), less, far, part.length);
    CandidateLists near = new CandidateLists(layer.nodes(), 1, shape.fanout(), shape.kept());
    int[] all = null;
    if (layer.members() != null) {
      all = new int[layer.nodes()];
      Arrays.setAll(all, i -> i);
    }
    Leaves leaves = Leaves.of(rows, all, layer.members(), shape, context);
    linkLeaves(leaves, shape, near, layer.nodes() - part.length);
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

  private void linkLeaves(Leaves leaves, LeafShape of, CandidateLists lists, long rowsToTell) {
    LeafLinker[] linkers = new LeafLinker[pruners.length];
    int count = leaves.count();
    Parallel.run(
        context.threads(),
        context.executor(),
        count,
        context.cancellation(),
        (leaf, thread) -> {
          if (linkers[thread] == null) {
            linkers[thread] = rows.leafLinker(layer.members(), of, context.cancellation());
          }
          linkers[thread].link(leaves.nodes().get(leaf), leaves.turns().get(leaf), lists);
          context.listener().advance(rowsToTell * (leaf + 1) / count - rowsToTell * leaf / count);
        });
    if (count == 0) {
      context.listener().advance(rowsToTell);
    }
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
          float[] distances = new float[ids.length];
          long[] keys = new long[ids.length];
          for (int node = item * STEP; node < Math.min(layer.nodes(), (item + 1) * STEP); node++) {
            int count = near.read(node, ids);
            if (node / PART < part.length && part[node / PART] == node) {
              count = merge(far, node, ids, count);
            }
            scorers[thread].from(node);
            scorers[thread].score(ids, count, distances);
            for (int i = 0; i < count; i++) {
              keys[i] = TopCandidates.key(distances[i], ids[i]);
            }
            Arrays.sort(keys, 0, count);
            int chosen = pruners[thread].prune(keys, count, most);
            links.set(node, pruners[thread].ids(), pruners[thread].distances(), chosen);
          }
        });
  }

  private static int merge(CandidateLists far, int node, int[] ids, int count) {
    int[] more = new int[far.most()];
    int moreCount = far.read(node, more);
    for (int i = 0; i < moreCount; i++) {
      if (Arrays.binarySearch(ids, 0, count, more[i]) < 0) {
        ids[count + i] = more[i];
      } else {
        ids[count + i] = -1;
      }
    }
    int merged = count;
    for (int i = 0; i < moreCount; i++) {
      if (ids[count + i] >= 0) {
        ids[merged++] = ids[count + i];
      }
    }
    return merged;
  }
}
