package io.elanus.index.diskann;

import io.elanus.base.Cancellation;

/**
 * Chooses the links of a node among candidates as DiskANN's RobustPrune does: the nearest first,
 * and none that lies nearer to a chosen one than a part of its own distance. One thread's.
 */
final class RobustPruner {
  /**
   * DiskANN's alpha for squared distances. Its usual 1.2 for distances themselves, 1.44 here, fills
   * nodes with near neighbours before they come to far ones.
   */
  private static final float ALPHA = 1.2f;

  private final Space space;
  private final int[] rows;
  private final PointBlock points;
  private final int[] chosen;
  private final Cancellation cancellation;
  private float[] matrix = new float[0];
  private int[] ordinals = new int[0];
  private boolean[] measured = new boolean[0];
  private int count;

  /**
   * @param rows the row of each node
   * @param most links ever wanted
   */
  RobustPruner(Space space, int[] rows, int most, Cancellation cancellation) {
    this.space = space;
    this.rows = rows;
    this.points = new PointBlock(space.dim());
    this.chosen = new int[most];
    this.cancellation = cancellation;
  }

  /** Heap bytes of one for so many candidates. */
  static long bytes(long candidates, long dim) {
    return PointBlock.bytes(candidates, dim) + candidates * (candidates * 4 + 16);
  }

  /**
   * Chooses at most {@code most} candidates and returns how many.
   *
   * @param point of the node: what is not nearer to it than to each other is never compared, so
   *     distances taken from there keep their digits
   */
  int choose(SortedCandidates candidates, float[] point, int most) {
    int size = candidates.size();
    if (ordinals.length < size) {
      ordinals = new int[size];
      measured = new boolean[size];
      matrix = new float[size * size];
    }
    for (int i = 0; i < size; i++) {
      ordinals[i] = rows[candidates.number(i)];
      measured[i] = false;
    }
    points.load(space, ordinals, 0, size, point);
    count = 0;
    for (int i = 0; i < size && count < most; i++) {
      if (isDiverse(i, candidates.distance(i), size)) {
        measure(i, size);
        chosen[count++] = i;
      }
    }
    return count;
  }

  /** Which candidate was chosen i-th. */
  int chosen(int i) {
    return chosen[i];
  }

  private boolean isDiverse(int candidate, float distance, int size) {
    for (int i = 0; i < count; i++) {
      if (ALPHA * matrix[chosen[i] * size + candidate] <= distance) {
        return false;
      }
    }
    return true;
  }

  private void measure(int candidate, int size) {
    if (measured[candidate]) {
      return;
    }
    cancellation.check();
    int first = candidate / 4 * 4;
    points.measure(first);
    for (int r = 0; r < Math.min(4, size - first); r++) {
      points.distances(r, matrix, (first + r) * size);
      measured[first + r] = true;
    }
  }
}
