package io.elanus.index.diskann;

import java.util.function.IntUnaryOperator;

/** Exact distances, where codes cannot tell which of two nodes is nearer. */
final class ExactScorer implements QueryScorer {
  private static final int SUMS = 4;

  private final Space space;
  private final IntUnaryOperator rows;
  private final float[] point;
  private final float[] other;
  private final int[] one = new int[1];
  private boolean squared;

  /**
   * @param rows the distinct row of each node
   */
  ExactScorer(Space space, IntUnaryOperator rows) {
    this.space = space;
    this.rows = rows;
    this.point = new float[space.dim()];
    this.other = new float[space.dim()];
  }

  @Override
  public void set(float[] points, int start, boolean newSquared) {
    System.arraycopy(points, start, point, 0, point.length);
    squared = newSquared;
  }

  @Override
  public void score(int[] nodes, int count, float[] distances) {
    for (int i = 0; i < count; i++) {
      distances[i] = distance(nodes[i]);
    }
  }

  @Override
  public float distance(int node) {
    one[0] = rows.applyAsInt(node);
    space.gather(one, 0, 1, other, 0);
    double distance = squared ? squared(point, 0, other, 0, point.length) : -product();
    // The first bits of a double, which has the exponents that squares of floats may have, taken
    // for
    // those of a float: they are in the same order.
    return Float.intBitsToFloat((int) (Double.doubleToRawLongBits(distance) >> Integer.SIZE));
  }

  private double product() {
    double sum = 0;
    for (int d = 0; d < point.length; d++) {
      sum += (double) point[d] * other[d];
    }
    return sum;
  }

  /** The squared distance of two points of so many values, in sums of their own. */
  static double squared(float[] one, int oneStart, float[] other, int otherStart, int dim) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int d = 0;
    for (; d + SUMS <= dim; d += SUMS) {
      double a = (double) one[oneStart + d] - other[otherStart + d];
      double b = (double) one[oneStart + d + 1] - other[otherStart + d + 1];
      double c = (double) one[oneStart + d + 2] - other[otherStart + d + 2];
      double e = (double) one[oneStart + d + 3] - other[otherStart + d + 3];
      first += a * a;
      second += b * b;
      third += c * c;
      fourth += e * e;
    }
    for (; d < dim; d++) {
      double difference = (double) one[oneStart + d] - other[otherStart + d];
      first += difference * difference;
    }
    return first + second + (third + fourth);
  }
}
