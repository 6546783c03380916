package io.elanus.index.diskann;

import io.elanus.base.Cancellation;
import io.elanus.index.graph.build.LeafLinker;

/**
 * Links leaves of points. Distances are differences of squares; where they have lost their digits
 * to the points' norms, those of near points are computed once more, value by value, for the whole
 * leaf, as its points are compared with each other.
 */
final class PointLeafLinker extends LeafLinker {
  private final Space space;
  private final Cancellation cancellation;
  private final PointBlock points;
  private final SortedCandidates candidates;
  private final int met;
  private float[] matrix = new float[0];
  private int size;
  private boolean rough;

  /**
   * @param met nearest points among which a point chooses
   * @param kept neighbours that it chooses at most
   */
  PointLeafLinker(Space space, int met, int kept, Cancellation cancellation) {
    super(met, kept);
    this.space = space;
    this.cancellation = cancellation;
    this.points = new PointBlock(space.dim());
    this.candidates = new SortedCandidates(met);
    this.met = met;
  }

  @Override
  protected void load(int[] rows) {
    size = rows.length;
    rough = true;
    if (matrix.length < size * size) {
      matrix = new float[size * size];
    }
    points.load(space, rows, 0, size);
    for (int first = 0; first < size; first += 4) {
      if (first % 64 == 0) {
        cancellation.check();
      }
      points.measure(first);
      for (int r = 0; r < Math.min(4, size - first); r++) {
        points.distances(r, matrix, (first + r) * size);
      }
    }
  }

  @Override
  protected int findNearest(int point, int count) {
    if (point % 64 == 0) {
      cancellation.check();
    }
    candidates.clear(met);
    int row = point * size;
    for (int other = 0; other < size; other++) {
      if (matrix[row + other] <= candidates.worst() && other != point) {
        candidates.offer(matrix[row + other], other);
      }
    }
    for (int i = 0; i < candidates.size(); i++) {
      nearest[i] = candidates.number(i);
      near[i] = candidates.distance(i);
      if (rough && points.isRough(point, nearest[i], near[i])) {
        measureNear();
        rough = false;
        return -1;
      }
    }
    return candidates.size();
  }

  private void measureNear() {
    for (int i = 0; i < size; i++) {
      cancellation.check();
      for (int other = 0; other < i; other++) {
        if (points.isRough(i, other, matrix[i * size + other])) {
          float distance = points.between(i, other);
          matrix[i * size + other] = distance;
          matrix[other * size + i] = distance;
        }
      }
    }
  }

  @Override
  protected float between(int one, int other) {
    return matrix[one * size + other];
  }
}
