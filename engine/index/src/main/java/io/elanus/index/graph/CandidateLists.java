package io.elanus.index.graph;

import java.util.Arrays;

/**
 * The neighbours that a node chose in each of its leaves: for each leaf a place of its own, so that
 * threads do not meet.
 */
final class CandidateLists {
  private final int kept;
  private final int every;
  private final int[][] ids;

  /**
   * @param every of so many nodes that follow each other one has candidates
   * @param fanout leaves of a node
   * @param kept neighbours chosen in each
   */
  CandidateLists(int nodes, int every, int fanout, int kept) {
    this.kept = kept;
    this.every = every;
    ids = new int[fanout][(nodes + every - 1) / every * kept];
    for (int[] turn : ids) {
      Arrays.fill(turn, -1);
    }
  }

  static long bytes(long nodes, long fanout, long kept) {
    return nodes * fanout * kept * Integer.BYTES;
  }

  void set(int node, int turn, int i, int id) {
    ids[turn][node / every * kept + i] = id;
  }

  /** How many ids {@link #read} may give. */
  int most() {
    return ids.length * kept;
  }

  /** Copies the candidates of a node, ascending and each once; returns how many there are. */
  int read(int node, int[] into) {
    int count = 0;
    for (int[] turn : ids) {
      int from = node / every * kept;
      for (int i = from; i < from + kept && turn[i] >= 0; i++) {
        into[count++] = turn[i];
      }
    }
    Arrays.sort(into, 0, count);
    int unique = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || into[i] != into[i - 1]) {
        into[unique++] = into[i];
      }
    }
    return unique;
  }
}
