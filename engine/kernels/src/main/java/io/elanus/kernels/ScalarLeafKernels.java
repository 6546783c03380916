package io.elanus.kernels;

import java.util.Arrays;

/** The kernels of leaves in plain Java: the reference and the fallback. */
final class ScalarLeafKernels implements LeafKernels {
  @Override
  public void pairDistances(
      float[] blocks,
      int from,
      int to,
      int blockCount,
      int dim,
      float factor,
      float[] bias,
      float[] distances) {
    int width = blockCount * PdxKernels.LANES;
    float[] sums = new float[PdxKernels.LANES];
    for (int row = from * PdxKernels.LANES; row < to * PdxKernels.LANES; row++) {
      int own = row / PdxKernels.LANES;
      for (int block = own; block < blockCount; block++) {
        Arrays.fill(sums, 0);
        for (int d = 0; d < dim; d++) {
          float value = blocks[(own * dim + d) * PdxKernels.LANES + row % PdxKernels.LANES];
          int at = (block * dim + d) * PdxKernels.LANES;
          for (int lane = 0; lane < PdxKernels.LANES; lane++) {
            sums[lane] = Math.fma(value, blocks[at + lane], sums[lane]);
          }
        }
        for (int lane = 0; lane < PdxKernels.LANES; lane++) {
          int other = block * PdxKernels.LANES + lane;
          float distance = Math.fma(factor, sums[lane], bias[row] + bias[other]);
          distances[row * width + other] = distance;
          distances[other * width + row] = distance;
        }
      }
    }
  }

  @Override
  public float boundOf(
      float[] distances, int start, int blockCount, int parts, int wanted, float[] least) {
    int count = parts * PdxKernels.LANES;
    Arrays.fill(least, 0, count, Float.POSITIVE_INFINITY);
    for (int block = 0; block < blockCount; block++) {
      int at = start + block * PdxKernels.LANES;
      int to = block % parts * PdxKernels.LANES;
      for (int lane = 0; lane < PdxKernels.LANES; lane++) {
        if (distances[at + lane] < least[to + lane]) {
          least[to + lane] = distances[at + lane];
        }
      }
    }
    Arrays.sort(least, 0, count);
    return least[wanted - 1];
  }

  @Override
  public int chooseUpTo(float[] distances, int start, int blockCount, float bound, int[] chosen) {
    int found = 0;
    for (int i = 0; i < blockCount * PdxKernels.LANES; i++) {
      if (distances[start + i] <= bound) {
        chosen[found++] = i;
      }
    }
    return found;
  }
}
