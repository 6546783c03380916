package io.elanus.index.pq;

import io.elanus.base.Cancellation;
import io.elanus.index.cluster.Centroids;
import io.elanus.kernels.PdxKernels;
import java.util.Arrays;

/** Finds the nearest code word for each of some parts of vectors. */
public final class NearestCode {
  /** Multiplications of one call of the kernel: a few milliseconds' work. */
  private static final long STEP = 1 << 26;

  private NearestCode() {}

  /**
   * Lays out one part of some vectors in blocks.
   *
   * @param rows row-major vectors of {@code dim} values
   * @param from the part's first value
   * @param length values of the part
   * @param blocks receives the part of the first {@code count} vectors
   */
  public static void toBlocks(
      float[] rows, int dim, int from, int length, int count, float[] blocks) {
    for (int i = 0; i < count; i++) {
      int source = i * dim + from;
      int target = i / PdxKernels.LANES * PdxKernels.LANES * length + i % PdxKernels.LANES;
      for (int d = 0; d < length; d++) {
        blocks[target + d * PdxKernels.LANES] = rows[source + d];
      }
    }
  }

  /**
   * Finds them.
   *
   * @param points blocks of parts
   * @param distance receives the smallest distances, less the parts' own squared norms
   * @param index receives the code words
   */
  public static void find(
      PdxKernels kernels,
      Cancellation cancellation,
      float[] points,
      int blockCount,
      Centroids.Packed words,
      int length,
      float[] distance,
      float[] index) {
    Arrays.fill(distance, Float.POSITIVE_INFINITY);
    Arrays.fill(index, 0);
    long perGroup = (long) blockCount * PdxKernels.LANES * PdxKernels.GROUP * length;
    int step = Math.clamp(STEP / Math.max(1, perGroup), 1, 1 << 20);
    for (int from = 0; from < words.groupCount(); from += step) {
      cancellation.check();
      int to = Math.min(words.groupCount(), from + step);
      kernels.nearest(
          points, blockCount, words.groups(), words.bias(), from, to, length, distance, index);
    }
  }
}
