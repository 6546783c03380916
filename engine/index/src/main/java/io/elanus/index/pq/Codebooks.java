package io.elanus.index.pq;

import io.elanus.index.cluster.Centroids;

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

  /**
   * Packs one part's codes.
   *
   * @param used how many codes may be chosen
   */
  Centroids.Packed pack(int part, int used) {
    int dim = shape.partDim();
    float[] words = new float[used * dim];
    for (int code = 0; code < used; code++) {
      for (int d = 0; d < dim; d++) {
        words[code * dim + d] = value(part * dim + d, code);
      }
    }
    return new Centroids(words, used, dim, false).pack();
  }

  /** Sets the first codes of one part from row-major code words. */
  void set(int part, float[] words) {
    int dim = shape.partDim();
    for (int i = 0; i < words.length; i++) {
      values[(part * dim + i % dim) * shape.codes() + i / dim] = words[i];
    }
  }
}
