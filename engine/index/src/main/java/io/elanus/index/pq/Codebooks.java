package io.elanus.index.pq;

import io.elanus.kernels.PdxKernels;

/**
 * The trained vectors that codes stand for.
 *
 * @param values value {@code d} (of the whole vector) of code {@code c} is float {@code d *
 *     shape.codes() + c}: one part's values for all its codes lie together
 */
public record Codebooks(CodeShape shape, float[] values) {
  float value(int d, int code) {
    return values[d * shape.codes() + code];
  }

  /** Groups for {@link PdxKernels#nearest}. */
  record Packed(float[] groups, float[] bias, int groupCount) {}

  /**
   * Packs one part's codes.
   *
   * @param used how many codes may be chosen
   */
  Packed pack(int part, int used) {
    int dim = shape.partDim();
    int groups = (used + PdxKernels.GROUP - 1) / PdxKernels.GROUP;
    float[] packed = new float[groups * PdxKernels.GROUP * dim];
    float[] bias = new float[groups * PdxKernels.GROUP];
    for (int code = 0; code < bias.length; code++) {
      if (code >= used) {
        bias[code] = Float.POSITIVE_INFINITY;
        continue;
      }
      int at = code / PdxKernels.GROUP * PdxKernels.GROUP * dim + code % PdxKernels.GROUP;
      double squared = 0;
      for (int d = 0; d < dim; d++) {
        float value = value(part * dim + d, code);
        squared += (double) value * value;
        packed[at + d * PdxKernels.GROUP] = -2 * value;
      }
      bias[code] = (float) squared;
    }
    return new Packed(packed, bias, groups);
  }
}
