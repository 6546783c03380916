package io.elanus.index.graph.build;

import java.util.Arrays;

/**
 * Candidate edges: the neighbours that a point chose in each of its leaves: for each leaf a place
 * of its own, so that threads do not meet. A neighbour is its number in the leaf, which takes ten
 * bits, three of them an int; places left over name the point itself.
 */
final class LeafEdges {
  private static final int BITS = 10;
  private static final int MASK = (1 << BITS) - 1;
  private static final int IN_AN_INT = Integer.SIZE / BITS;

  /** Most points of a leaf. */
  static final int LARGEST_LEAF = 1 << BITS;

  private final Leaves leaves;
  private final int kept;
  private final IntRows room;

  /**
   * @param kept neighbours chosen in each leaf
   * @param room at least {@link #width} ints for each point
   */
  LeafEdges(Leaves leaves, int kept, IntRows room) {
    this.leaves = leaves;
    this.kept = kept;
    this.room = room;
  }

  /** Ints of a point. */
  static int width(int fanout, int kept) {
    return fanout * ints(kept);
  }

  private static int ints(int kept) {
    return (kept + IN_AN_INT - 1) / IN_AN_INT;
  }

  /**
   * Keeps what a point chose in a leaf.
   *
   * @param number of the point in the leaf
   * @param chosen numbers of its neighbours there
   */
  void set(int leaf, int number, int[] chosen, int count) {
    int point = leaves.point(leaf, number);
    int at = leaves.turn(point, leaf) * ints(kept);
    for (int first = 0; first < kept; first += IN_AN_INT) {
      int packed = 0;
      for (int i = IN_AN_INT - 1; i >= 0; i--) {
        packed = packed << BITS | (first + i < count ? chosen[first + i] : number);
      }
      room.set(point, at++, packed);
    }
  }

  /** How many points {@link #read} may give, and room that it needs meanwhile. */
  int most() {
    return leaves.fanout() * ints(kept) * IN_AN_INT;
  }

  /** Copies the candidates of a point, ascending and each once; returns how many there are. */
  int read(int point, int[] into) {
    int count = 0;
    int at = 0;
    for (int turn = 0; turn < leaves.fanout(); turn++) {
      int leaf = leaves.leaf(point, turn);
      for (int i = 0; i < ints(kept); i++) {
        int packed = room.get(point, at++);
        for (int j = 0; j < IN_AN_INT; j++) {
          into[count++] = leaves.point(leaf, packed >>> j * BITS & MASK);
        }
      }
    }
    Arrays.sort(into, 0, count);
    int unique = 0;
    for (int i = 0; i < count; i++) {
      if (into[i] != point && (unique == 0 || into[i] != into[unique - 1])) {
        into[unique++] = into[i];
      }
    }
    return unique;
  }
}
