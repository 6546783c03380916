package io.elanus.index.diskann;

import io.elanus.base.Cancellation;
import io.elanus.index.graph.build.Pruner;
import java.util.Arrays;

/**
 * DISKANN's RobustPrune: leaves out a candidate that is so near to a chosen one as a part of its
 * own distance. Candidates are compared four at a time with all, as vectors in blocks.
 */
final class RobustPruner extends Pruner {
  /**
   * DiskANN's alpha for squared distances. Its usual 1.2 for distances themselves, 1.44 here, fills
   * nodes with near neighbours before they come to far ones.
   */
  private static final float ALPHA = 1.2f;

  private final Space space;
  private final int[] rows;
  private final PointBlock points;
  private final Cancellation cancellation;
  private float[] matrix = new float[0];
  private int[] ordinals = new int[0];
  private boolean[] measured = new boolean[0];
  private int size;

  /**
   * @param rows the row of each node
   */
  RobustPruner(Space space, int[] rows, Cancellation cancellation) {
    this.space = space;
    this.rows = rows;
    this.points = new PointBlock(space.dim());
    this.cancellation = cancellation;
  }

  /** Heap bytes of one for so many candidates. */
  static long bytes(long candidates, long dim) {
    return PointBlock.bytes(candidates, dim) + candidates * (candidates * 4 + 16);
  }

  /**
   * Chooses at most {@code most} candidates and returns how many; {@link #chosen} says which, by
   * their places among the candidates.
   *
   * @param point of the node: what is not nearer to it than to each other is never compared, so
   *     distances taken from there keep their digits
   */
  int prune(SortedCandidates candidates, float[] point, int most) {
    size = candidates.size();
    if (ordinals.length < size) {
      ordinals = new int[size];
      measured = new boolean[size];
      matrix = new float[size * size];
    }
    int[] places = reserve(size);
    for (int i = 0; i < size; i++) {
      places[i] = i;
      ordinals[i] = rows[candidates.number(i)];
    }
    Arrays.fill(measured, 0, size, false);
    points.load(space, ordinals, 0, size, point);
    return choose(candidates.keys(), size, most);
  }

  @Override
  protected int occlude(int chosen, int[] candidates, float[] distances, int count) {
    measure(chosen);
    int left = 0;
    for (int i = 0; i < count; i++) {
      if (!(ALPHA * matrix[chosen * size + candidates[i]] <= distances[i])) {
        candidates[left] = candidates[i];
        distances[left++] = distances[i];
      }
    }
    return left;
  }

  private void measure(int candidate) {
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
