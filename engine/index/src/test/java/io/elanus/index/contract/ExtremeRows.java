package io.elanus.index.contract;

import java.util.Random;

/** Finite vectors whose squares, products or sums leave the range of float32. */
enum ExtremeRows {
  /** Squares straddle the largest float. */
  ROOTS(1e19),
  /** Every square is beyond the largest float. */
  HUGE(1e30),
  /** Up to the largest float: differences of values overflow too. */
  LARGEST(0),
  /** Every square is below the smallest float. */
  TINY(1e-30),
  /** No value has all its bits. */
  DENORMAL(1e-42),
  /** Each row of its own magnitude, from the smallest to the largest. */
  MIXED(0),
  /** One row in eight is huge, the others are usual ones. */
  OUTLIERS(1e30);

  private final double factor;

  ExtremeRows(double factor) {
    this.factor = factor;
  }

  /** Two of the rows, and one of every kind. */
  static float[] queries(float[] rows, int dim) {
    float[] queries = new float[(2 + values().length) * dim];
    System.arraycopy(rows, 0, queries, 0, dim);
    System.arraycopy(rows, 5 * dim, queries, dim, dim);
    for (ExtremeRows kind : values()) {
      System.arraycopy(kind.values(1, dim, 62), 0, queries, (2 + kind.ordinal()) * dim, dim);
    }
    return queries;
  }

  /** Rows in clusters, as {@link TestData#blobs} makes them, scaled. */
  float[] values(int rows, int dim, long seed) {
    float[] values = TestData.blobs(rows, dim, 10, seed);
    Random random = new Random(seed + 2);
    for (int row = 0; row < rows; row++) {
      double scale =
          switch (this) {
            case ROOTS, HUGE, TINY, DENORMAL -> factor;
            case LARGEST -> Float.MAX_VALUE / 4;
            case MIXED -> Math.pow(10, random.nextDouble() * 82 - 45);
            case OUTLIERS -> row % 8 == 5 ? factor : 1;
          };
      for (int at = row * dim; at < (row + 1) * dim; at++) {
        double scaled = values[at] * scale;
        values[at] = (float) Math.clamp(scaled, -Float.MAX_VALUE, Float.MAX_VALUE);
      }
    }
    return values;
  }
}
