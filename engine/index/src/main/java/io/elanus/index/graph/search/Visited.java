package io.elanus.index.graph.search;

import java.util.Arrays;

/** Marks of nodes that clear in no time: a mark counts only if it is of the present round. */
final class Visited {
  private final byte[] marks;
  private byte round;

  Visited(int nodes) {
    marks = new byte[nodes];
  }

  void clear() {
    if (++round == 0) {
      Arrays.fill(marks, (byte) 0);
      round = 1;
    }
  }

  /** Marks a node; 1 where it was not marked before, otherwise 0. */
  int markFresh(int node) {
    int differing = marks[node] ^ round;
    marks[node] = round;
    return differing == 0 ? 0 : 1;
  }

  /** Marks a node and says whether it was not marked before. */
  boolean mark(int node) {
    if (marks[node] == round) {
      return false;
    }
    marks[node] = round;
    return true;
  }
}
