package io.elanus.index.binary;

import io.elanus.api.index.MetricType;

/**
 * How a binary metric follows from the number of differing bits h and the numbers of set bits of
 * query and row.
 *
 * <ul>
 *   <li>HAMMING: h
 *   <li>JACCARD: h over the bits set in either, (|q| + |x| + h) / 2; 0 for two empty vectors
 *   <li>SUBSTRUCTURE: 0 where every bit of the query is set in the row, that is h = |x| - |q|
 *   <li>SUPERSTRUCTURE: 0 where every bit of the row is set in the query, that is h = |q| - |x|
 * </ul>
 *
 * <p>The last two, as in Milvus, have no other distance: rows that do not match are never found.
 */
public enum BitMetric {
  HAMMING,
  JACCARD,
  SUBSTRUCTURE,
  SUPERSTRUCTURE;

  /** More than float32 rounding can change a Jaccard bound. */
  private static final double SLACK = 1e-6;

  public static BitMetric of(MetricType metric) {
    return switch (metric) {
      case HAMMING -> HAMMING;
      case JACCARD -> JACCARD;
      case SUBSTRUCTURE -> SUBSTRUCTURE;
      case SUPERSTRUCTURE -> SUPERSTRUCTURE;
      case L2, IP, COSINE ->
          throw new IllegalArgumentException(metric + " does not compare binary vectors");
    };
  }

  /** Whether it needs the number of set bits of rows. */
  public boolean needsOnes() {
    return this != HAMMING;
  }

  /** Whether a row has a distance at all. */
  boolean matches(int differing, int queryOnes, int rowOnes) {
    return switch (this) {
      case HAMMING, JACCARD -> true;
      case SUBSTRUCTURE -> differing == rowOnes - queryOnes;
      case SUPERSTRUCTURE -> differing == queryOnes - rowOnes;
    };
  }

  /** The distance of a row that {@link #base} and {@link #slope} let through. */
  public float distance(int differing, int queryOnes, int rowOnes) {
    return switch (this) {
      case HAMMING -> differing;
      case JACCARD -> {
        int either = (queryOnes + rowOnes + differing) / 2;
        yield either == 0 ? 0 : (float) differing / either;
      }
      case SUBSTRUCTURE, SUPERSTRUCTURE -> 0;
    };
  }

  /**
   * A row can only be within a threshold if {@code h <= base + slope * |x|}; for all metrics but
   * JACCARD it then is.
   */
  public float base(float threshold, int queryOnes) {
    return switch (this) {
      case HAMMING -> threshold;
      case JACCARD -> threshold >= 1 ? Float.POSITIVE_INFINITY : slope(threshold) * queryOnes;
      case SUBSTRUCTURE -> -queryOnes;
      case SUPERSTRUCTURE -> queryOnes;
    };
  }

  /** See {@link #base}. */
  public float slope(float threshold) {
    return switch (this) {
      case HAMMING -> 0;
      // h / either <= t with either = (|q| + |x| + h) / 2 solved for h
      case JACCARD -> threshold >= 1 ? 0 : (float) (threshold / (2.0 - threshold) * (1 + SLACK));
      case SUBSTRUCTURE -> 1;
      case SUPERSTRUCTURE -> -1;
    };
  }
}
