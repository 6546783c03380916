package io.elanus.index.graph.build;

import io.elanus.index.BuildContext;
import io.elanus.kernels.TopK;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Points cut into overlapping leaves of near ones: each point stands in the leaves of its nearest
 * leaders, and a leaf that is too large is halved until it is not. The points are some nodes of a
 * layer, or all.
 */
final class Leaves {
  private final int[] chosen;
  private final int fanout;
  private final int[] points;
  private final int[] leafOf;
  private int[] starts;
  private int[] ends;
  private int count;

  /**
   * @param leafOf the leader of each leaf of each point, which becomes the leaf
   */
  private Leaves(int[] chosen, int fanout, int[] leafOf, int leaders) {
    this.chosen = chosen;
    this.fanout = fanout;
    this.leafOf = leafOf;
    this.points = new int[leafOf.length];
    this.count = leaders;
    this.starts = new int[leaders];
    this.ends = new int[leaders];
  }

  /**
   * Cuts some nodes.
   *
   * @param nodes how many the layer has
   * @param chosen ascending nodes; null for all
   * @param members the row of each node; null where nodes are rows
   */
  static Leaves of(
      BuildSpace rows,
      int nodes,
      int[] chosen,
      int[] members,
      LeafShape shape,
      BuildContext context) {
    int points = chosen == null ? nodes : chosen.length;
    int leaders = shape.leaders(points);
    int fanout = Math.min(shape.fanout(), leaders);
    int[] nearest =
        members == null
            ? rows.nearestLeaders(chosen, leaders, fanout, context.silent())
            : nearestOfMembers(rows, points, chosen, members, leaders, fanout, context);
    Leaves leaves = new Leaves(chosen, fanout, nearest, leaders);
    leaves.fill(context);
    NodeScorer scorer = rows.scorer(members);
    for (int leader = 0; leader < leaders; leader++) {
      SplittableRandom random = new SplittableRandom(context.seed() + leader);
      context.cancellation().check();
      leaves.halve(leader, shape.most(), scorer, random);
    }
    return leaves;
  }

  /** Heap bytes of the leaves of so many points. */
  static long bytes(LeafShape shape, long points) {
    return 2 * points * shape.fanout() * Integer.BYTES + 2L * Integer.BYTES * shape.leaders(points);
  }

  /** Rows must ascend where their leaders are looked for; the order of nodes is another one. */
  private static int[] nearestOfMembers(
      BuildSpace rows,
      int points,
      int[] chosen,
      int[] members,
      int leaders,
      int fanout,
      BuildContext context) {
    long[] pairs = new long[points];
    Arrays.setAll(pairs, i -> (long) members[chosen == null ? i : chosen[i]] << 32 | i);
    Arrays.sort(pairs);
    int[] ordinals = Arrays.stream(pairs).mapToInt(pair -> (int) (pair >>> 32)).toArray();
    int[] found = rows.nearestLeaders(ordinals, leaders, fanout, context.silent());
    int[] nearest = new int[found.length];
    for (int i = 0; i < points; i++) {
      System.arraycopy(found, i * fanout, nearest, (int) pairs[i] * fanout, fanout);
    }
    return nearest;
  }

  private void fill(BuildContext context) {
    for (int leader : leafOf) {
      ends[leader]++;
    }
    int sum = 0;
    for (int leader = 0; leader < count; leader++) {
      starts[leader] = sum;
      sum += ends[leader];
      ends[leader] = starts[leader];
    }
    for (int i = 0; i < leafOf.length; i++) {
      if ((i & 0xffff) == 0) {
        context.cancellation().check();
      }
      points[ends[leafOf[i]]++] = i / fanout;
    }
  }

  int fanout() {
    return fanout;
  }

  /** How many leaves there are; some may be empty. */
  int count() {
    return count;
  }

  /** How many points stand in a leaf. */
  int size(int leaf) {
    return ends[leaf] - starts[leaf];
  }

  /** The point of a number in a leaf. */
  int point(int leaf, int number) {
    return points[starts[leaf] + number];
  }

  /** The leaf in which a point stands in its turn, the nearest first. */
  int leaf(int point, int turn) {
    return leafOf[point * fanout + turn];
  }

  /** Which of its leaves a leaf is to a point that stands in it. */
  int turn(int point, int leaf) {
    int turn = 0;
    while (leafOf[point * fanout + turn] != leaf) {
      turn++;
    }
    return turn;
  }

  /** The nodes of a leaf, ascending. */
  int[] nodes(int leaf) {
    return nodes(starts[leaf], ends[leaf]);
  }

  private int[] nodes(int from, int to) {
    int[] nodes = Arrays.copyOfRange(points, from, to);
    if (chosen != null) {
      Arrays.setAll(nodes, i -> chosen[nodes[i]]);
    }
    return nodes;
  }

  /** Moves the second half of a leaf that is too large to a new one, and halves both again. */
  private void halve(int leaf, int most, NodeScorer scorer, SplittableRandom random) {
    int from = starts[leaf];
    int to = ends[leaf];
    if (to - from <= most) {
      return;
    }
    int middle = from + (to - from) / 2;
    int[] some = Arrays.copyOfRange(points, from, to);
    int[] order = alongALine(nodes(from, to), scorer, random);
    for (int i = 0; i < order.length; i++) {
      points[from + i] = some[order[i]];
    }
    Arrays.sort(points, from, middle);
    Arrays.sort(points, middle, to);
    int other = add(middle, to);
    ends[leaf] = middle;
    for (int i = middle; i < to; i++) {
      leafOf[points[i] * fanout + turn(points[i], leaf)] = other;
    }
    halve(leaf, most, scorer, random);
    halve(other, most, scorer, random);
  }

  private int add(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count + count / 2 + 1);
      ends = Arrays.copyOf(ends, starts.length);
    }
    starts[count] = start;
    ends[count] = end;
    return count++;
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
    Arrays.setAll(keys, i -> TopK.key(toOne[i] - toOther[i], i));
    Arrays.sort(keys);
    int[] order = new int[some.length];
    Arrays.setAll(order, i -> TopK.row(keys[i]));
    return order;
  }
}
