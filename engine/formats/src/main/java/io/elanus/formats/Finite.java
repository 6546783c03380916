package io.elanus.formats;

/** Finds values that are not finite. */
final class Finite {
  private Finite() {}

  /** The index of the first value of {@code values[0, count)} that is NaN or infinite, or -1. */
  static int firstBad(float[] values, int count) {
    // v * 0 is 0 for finite values and NaN for others; independent sums keep the adders busy.
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      a += values[i] * 0f;
      b += values[i + 1] * 0f;
      c += values[i + 2] * 0f;
      d += values[i + 3] * 0f;
    }
    for (; i < count; i++) {
      a += values[i] * 0f;
    }
    if (a + b + c + d == 0) {
      return -1;
    }
    for (int j = 0; j < count; j++) {
      if (!Float.isFinite(values[j])) {
        return j;
      }
    }
    return -1;
  }
}
