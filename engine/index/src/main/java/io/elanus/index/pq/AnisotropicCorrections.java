package io.elanus.index.pq;

import java.util.Arrays;

/**
 * Anisotropic correction: what codes miss of the inner products that matter, as one more code of 4
 * bits for each vector.
 *
 * <p>With x for a vector and e for its difference from the vector that its codes stand for, an
 * inner product q . x is that with the codes and q . e. Queries to which x is near have about the
 * direction of x: on average q . e is {@code |q| t (e . x / |x|)}, with t for the cosine of such a
 * query and x. The cosine of a vector and the origin of its list is about as large, so its mean
 * serves for t.
 *
 * <p>The values of {@code e . x / |x|} that codes stand for are learnt from some of the vectors by
 * Lloyd's algorithm on numbers in order. Idea: Guo et al., "Accelerating Large-Scale Inference with
 * Anisotropic Vector Quantization" (ICML 2020), whose codes themselves keep the error along x
 * small.
 *
 * @param learnt what codes stand for, ascending
 * @param cosine t
 */
record AnisotropicCorrections(float[] learnt, double cosine) {
  private static final int ITERATIONS = 20;

  /**
   * Learns what codes stand for.
   *
   * @param missed values of {@code e . x / |x|}, which this sorts
   */
  static AnisotropicCorrections learn(double[] missed, double cosine, int codes) {
    float[] learnt = new float[codes];
    Arrays.sort(missed);
    for (int code = 0; code < codes && missed.length > 0; code++) {
      learnt[code] = (float) missed[(int) ((2L * code + 1) * missed.length / (2L * codes))];
    }
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double[] sums = new double[codes];
      int[] counts = new int[codes];
      int code = 0;
      for (double value : missed) {
        code = code(learnt, value, code);
        sums[code] += value;
        counts[code]++;
      }
      for (int i = 0; i < codes; i++) {
        if (counts[i] > 0) {
          learnt[i] = (float) (sums[i] / counts[i]);
        }
      }
    }
    return new AnisotropicCorrections(learnt, cosine);
  }

  /** The code whose value is nearest. */
  int code(double missed) {
    return code(learnt, missed, 0);
  }

  private static int code(float[] learnt, double value, int least) {
    int code = least;
    while (code + 1 < learnt.length && 2 * value > (double) learnt[code] + learnt[code + 1]) {
      code++;
    }
    return code;
  }

  /** What codes stand for times t: the corrections of a query of length 1. */
  float[] values() {
    float[] values = new float[learnt.length];
    for (int code = 0; code < values.length; code++) {
      values[code] = (float) (cosine * learnt[code]);
    }
    return values;
  }

  /** A number as float32 has it at most; 0 for what could not be computed. */
  static double finite(double value) {
    return Double.isNaN(value) ? 0 : Math.clamp(value, -Float.MAX_VALUE, Float.MAX_VALUE);
  }
}
