package io.elanus.index.graph;

import io.elanus.index.BuildContext;
import io.elanus.kernels.TopCandidates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Nodes cut into overlapping leaves of near ones: each node stands in the leaves of its nearest
 * leaders, and a leaf that is too large is halved until it is not.
 *
 * @param nodes of each leaf
 * @param turns for each of them which of its leaves it is, the nearest first
 * @param nearest the leader nearest to each node that was cut, in their order
 */
record Leaves(List<int[]> nodes, List<byte[]> turns, int[] nearest) {
  /**
   * Cuts some nodes.
   *
   * @param chosen ascending nodes; null for all rows
   * @param members the row of each node; null where nodes are rows
   */
  static Leaves of(
      BuildSpace rows, int[] chosen, int[] members, LeafShape shape, BuildContext context) {
    int count = chosen == null ? rows.count() : chosen.length;
    int[] ordinals = chosen;
    int[] order = null;
    if (members != null) {
      // Rows must ascend; the order of nodes is another one.
      long[] pairs = new long[count];
      Arrays.setAll(pairs, i -> (long) members[chosen == null ? i : chosen[i]] << 32 | i);
      Arrays.sort(pairs);
      ordinals = Arrays.stream(pairs).mapToInt(pair -> (int) (pair >>> 32)).toArray();
      order = Arrays.stream(pairs).mapToInt(pair -> (int) pair).toArray();
    }
    int leaders = Math.clamp((long) count * shape.fanout() / shape.size(), 1, count);
    int fanout = Math.min(shape.fanout(), leaders);
    int[] nearest = rows.nearestLeaders(ordinals, leaders, fanout, context.silent());
    int[] sizes = new int[leaders];
    for (int leader : nearest) {
      sizes[leader]++;
    }
    int[][] nodes = new int[leaders][];
    byte[][] turns = new byte[leaders][];
    for (int leader = 0; leader < leaders; leader++) {
      nodes[leader] = new int[sizes[leader]];
      turns[leader] = new byte[sizes[leader]];
    }
    int[] filled = new int[leaders];
    int[] first = new int[count];
    for (int i = 0; i < count; i++) {
      if ((i & 0xffff) == 0) {
        context.cancellation().check();
      }
      int position = order == null ? i : order[i];
      first[position] = nearest[i * fanout];
      for (int turn = 0; turn < fanout; turn++) {
        int leader = nearest[i * fanout + turn];
        nodes[leader][filled[leader]] = chosen == null ? position : chosen[position];
        turns[leader][filled[leader]++] = (byte) turn;
      }
    }
    Leaves leaves = new Leaves(new ArrayList<>(), new ArrayList<>(), first);
    NodeScorer scorer = rows.scorer(members);
    for (int leader = 0; leader < leaders; leader++) {
      SplittableRandom random = new SplittableRandom(context.seed() + leader);
      context.cancellation().check();
      leaves.add(nodes[leader], turns[leader], shape.most(), scorer, random);
    }
    return leaves;
  }

  int count() {
    return nodes.size();
  }

  private void add(
      int[] some, byte[] ofThem, int most, NodeScorer scorer, SplittableRandom random) {
    if (some.length <= most) {
      if (some.length > 1) {
        nodes.add(some);
        turns.add(ofThem);
      }
      return;
    }
    int half = some.length / 2;
    int[] order = alongALine(some, scorer, random);
    for (int side = 0; side < 2; side++) {
      int from = side == 0 ? 0 : half;
      int to = side == 0 ? half : some.length;
      Arrays.sort(order, from, to);
      int[] halfNodes = new int[to - from];
      byte[] halfTurns = new byte[to - from];
      for (int i = from; i < to; i++) {
        halfNodes[i - from] = some[order[i]];
        halfTurns[i - from] = ofThem[order[i]];
      }
      add(halfNodes, halfTurns, most, scorer, random);
    }
  }

  /** Positions sorted by how much nearer each node is to one random node than to another. */
  private static int[] alongALine(int[] some, NodeScorer scorer, SplittableRandom random) {
    float[] toOne = new float[some.length];
    float[] toOther = new float[some.length];
    scorer.from(some[random.nextInt(some.length)]);
    scorer.score(some, some.length, toOne);
    scorer.from(some[random.nextInt(some.length)]);
    scorer.score(some, some.length, toOther);
    long[] keys = new long[some.length];
    Arrays.setAll(keys, i -> TopCandidates.key(toOne[i] - toOther[i], i));
    Arrays.sort(keys);
    int[] order = new int[some.length];
    Arrays.setAll(order, i -> TopCandidates.row(keys[i]));
    return order;
  }
}
