package io.elanus.api.index;

/** How two vectors are compared. */
public enum MetricType {
  /** Squared Euclidean distance; smaller is closer. */
  L2,
  /** Inner product; larger is closer. */
  IP,
  /** Cosine similarity in [-1, 1]; larger is closer. */
  COSINE,
  JACCARD,
  HAMMING,
  SUBSTRUCTURE,
  SUPERSTRUCTURE;

  /** Whether it compares binary vectors rather than float vectors. */
  public boolean isBinary() {
    return switch (this) {
      case L2, IP, COSINE -> false;
      case JACCARD, HAMMING, SUBSTRUCTURE, SUPERSTRUCTURE -> true;
    };
  }

  /** Whether a larger reported value means a closer vector. */
  public boolean largerIsCloser() {
    return this == IP || this == COSINE;
  }

  /** The value a user sees for an internal distance, where smaller is always closer. */
  public float reported(float distance) {
    return largerIsCloser() ? -distance : distance;
  }
}
