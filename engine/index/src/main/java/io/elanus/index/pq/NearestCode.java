package io.elanus.index.pq;

import io.elanus.index.BuildContext;
import io.elanus.kernels.PdxKernels;
import java.util.Arrays;

/** Finds the nearest code for each of some parts of vectors. */
final class NearestCode {
  /** Multiplications of one call of the kernel: a few milliseconds' work. */
  private static final long STEP = 1 << 26;

  private NearestCode() {}

  /**
   * @param points blocks of parts
   * @param distance receives the smallest distances, less the parts' own squared norms
   * @param index receives the codes
   */
  static void find(
      PdxKernels kernels,
      BuildContext context,
      float[] points,
      int blockCount,
      Codebooks.Packed packed,
      int partDim,
      float[] distance,
      float[] index) {
    Arrays.fill(distance, Float.POSITIVE_INFINITY);
    Arrays.fill(index, 0);
    long perGroup = (long) blockCount * PdxKernels.LANES * PdxKernels.GROUP * partDim;
    int step = Math.clamp(STEP / Math.max(1, perGroup), 1, 1 << 20);
    for (int from = 0; from < packed.groupCount(); from += step) {
      context.cancellation().check();
      int to = Math.min(packed.groupCount(), from + step);
      kernels.nearest(
          points, blockCount, packed.groups(), packed.bias(), from, to, partDim, distance, index);
    }
  }
}
