package io.elanus.index.cluster;

import io.elanus.kernels.PdxKernels;
import io.elanus.kernels.RowLayout;

/**
 * The centres of clusters.
 *
 * @param values row-major
 * @param spherical whether points belong to the centre with the largest inner product, and centres
 *     have length 1; otherwise to the one at the smallest Euclidean distance
 */
public record Centroids(float[] values, int count, int dim, boolean spherical) {
  /** What a dimension of a centre is multiplied by to make the distance {@code bias + sum}. */
  private float factor() {
    return spherical ? -1f : -2f;
  }

  private float bias(int centroid) {
    return spherical ? 0 : (float) RowLayout.squaredNorm(values, centroid * dim, dim);
  }

  /** Groups for {@link PdxKernels#nearest}, padded with centres that nothing is near to. */
  public record Packed(float[] groups, float[] bias, int groupCount) {}

  /** Heap bytes of so many packed centres. */
  static long packedBytes(long count, int dim) {
    return count * (dim + 1L) * Float.BYTES;
  }

  /** Packs all centres. */
  public Packed pack() {
    int groups = (count + PdxKernels.GROUP - 1) / PdxKernels.GROUP;
    Packed packed =
        new Packed(
            new float[groups * PdxKernels.GROUP * dim],
            new float[groups * PdxKernels.GROUP],
            groups);
    for (int i = 0; i < packed.bias.length; i++) {
      put(i < count ? i : -1, i, packed);
    }
    return packed;
  }

  /** Packs some centres into memory that is large enough for them. */
  Packed pack(int[] chosen, int chosenCount, Packed memory) {
    int groups = (chosenCount + PdxKernels.GROUP - 1) / PdxKernels.GROUP;
    for (int i = 0; i < groups * PdxKernels.GROUP; i++) {
      put(i < chosenCount ? chosen[i] : -1, i, memory);
    }
    return new Packed(memory.groups, memory.bias, groups);
  }

  private void put(int centroid, int at, Packed packed) {
    int start = at / PdxKernels.GROUP * PdxKernels.GROUP * dim;
    int r = at % PdxKernels.GROUP;
    if (centroid >= 0) {
      RowLayout.toGroup(values, centroid * dim, dim, factor(), packed.groups, start, r);
      packed.bias[at] = bias(centroid);
    } else {
      for (int d = 0; d < dim; d++) {
        packed.groups[start + r + d * PdxKernels.GROUP] = 0;
      }
      packed.bias[at] = Float.POSITIVE_INFINITY;
    }
  }
}
