package io.elanus.index.diskann;

import io.elanus.index.BuildParameters;
import io.elanus.index.IndexShape;
import java.util.Arrays;

/**
 * What a build does, derived from its parameters.
 *
 * @param rows how many there are, of equal ones one
 * @param dim values of a point
 * @param degree most neighbours of a node
 * @param fanout leaves that a row belongs to
 * @param perLeaf neighbours that a row takes from each of its leaves
 * @param listSize nodes that the search for a node keeps
 * @param leaf most rows of a leaf
 */
record DiskannShape(
    int rows, int dim, int degree, int fanout, int perLeaf, int listSize, int leaf) {
  /** A leaf's distances stay in a core's share of the last cache. */
  private static final int LARGEST_LEAF = 1024;

  private static final int LONGEST_LIST = 2048;
  private static final int SMALLEST_LEAF = 128;
  private static final long LEAF_BYTES = 12L << 20;

  /** Each level of the build has one node of so many of the level below. */
  static final int THINNING = 8;

  /** Levels above the first have few rows, but their links decide how far a search can leap. */
  private static final int UPPER_FANOUT = 3;

  /**
   * @param rows distinct ones
   */
  static DiskannShape of(IndexShape shape, int rows) {
    int dim = Space.values(shape.dim(), shape.metric());
    BuildParameters.Diskann asked = shape.parameters(BuildParameters.Diskann.class);
    int candidates = asked.searchListSize();
    int others = Math.max(1, rows - 1);
    int degree = Math.min(asked.maxDegree(), others);
    int fanout = Math.clamp(Math.round(0.6 * Math.sqrt(candidates)), 1, 24);
    int perLeaf = Math.clamp(Math.round(0.75 * candidates / fanout), 1, LARGEST_LEAF / 8);
    int listSize = Math.clamp(candidates / 2, 1, Math.min(others, LONGEST_LIST));
    int leaf = LARGEST_LEAF;
    while (leaf > SMALLEST_LEAF && leafBytes(leaf, dim) > LEAF_BYTES) {
      leaf /= 2;
    }
    return new DiskannShape(rows, dim, degree, fanout, perLeaf, listSize, leaf);
  }

  private static long leafBytes(long leaf, long dim) {
    return PointBlock.bytes(leaf, dim) + leaf * leaf * Float.BYTES;
  }

  /** Heap bytes of the work on one leaf. */
  long leafBytes() {
    long largest = Math.min(leaf, rows);
    return leafBytes(largest, dim);
  }

  /** How many levels there are: the last one fits a leaf. */
  int levels() {
    int levels = 1;
    for (long count = rows; count > leaf; count = (count + THINNING - 1) / THINNING) {
      levels++;
    }
    return levels;
  }

  /** Nodes of a level: those whose number is a multiple of the level's step. */
  int count(int level) {
    return (rows + step(level) - 1) / step(level);
  }

  int step(int level) {
    int step = 1;
    for (int i = 0; i < level; i++) {
      step *= THINNING;
    }
    return step;
  }

  /** The rows of a level's nodes, of those of all nodes. */
  int[] thinned(int[] all, int level) {
    int[] some = new int[count(level)];
    Arrays.setAll(some, i -> all[i * step(level)]);
    return some;
  }

  /** Leaves of a level. */
  int leaves(int level) {
    long wanted = (long) count(level) * wantedFanout(level);
    long usual = leaf * 5L / 8;
    return count(level) <= leaf ? 1 : (int) ((wanted + usual - 1) / usual);
  }

  private int wantedFanout(int level) {
    return level == 0 ? fanout : Math.min(fanout, UPPER_FANOUT);
  }

  /** Leaves that a node of a level belongs to. */
  int fanout(int level) {
    return Math.min(wantedFanout(level), leaves(level));
  }

  /** Neighbours that a node of a level takes from each leaf. */
  int perLeaf(int level) {
    return leaves(level) == 1 ? perLeaf * fanout : perLeaf;
  }

  /** Neighbours that a node of a level takes from all leaves. */
  int slots(int level) {
    return fanout(level) * perLeaf(level);
  }
}
