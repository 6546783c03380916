package io.elanus.kernels;

import java.util.Arrays;

/** The kernels of leaves in plain Java: the reference and the fallback. */
final class ScalarLeafKernels implements LeafKernels {
  @Override
  public void pairDistances(
      float[] panels,
      int from,
      int to,
      int panelCount,
      int dim,
      float factor,
      float[] bias,
      float[] distances) {
    int width = panelCount * PdxKernels.LANES;
    float[] sums = new float[PdxKernels.LANES];
    for (int row = from * PdxKernels.LANES; row < to * PdxKernels.LANES; row++) {
      int own = row / PdxKernels.LANES;
      for (int panel = own; panel < panelCount; panel++) {
        Arrays.fill(sums, 0);
        for (int d = 0; d < dim; d++) {
          float value = panels[(own * dim + d) * PdxKernels.LANES + row % PdxKernels.LANES];
          int at = (panel * dim + d) * PdxKernels.LANES;
          for (int lane = 0; lane < PdxKernels.LANES; lane++) {
            sums[lane] = Math.fma(value, panels[at + lane], sums[lane]);
          }
        }
        for (int lane = 0; lane < PdxKernels.LANES; lane++) {
          int other = panel * PdxKernels.LANES + lane;
          float distance = Math.fma(factor, sums[lane], bias[row] + bias[other]);
          distances[row * width + other] = distance;
          distances[other * width + row] = distance;
        }
      }
    }
  }

  @Override
  public float boundOf(
      float[] distances, int start, int panelCount, int parts, int wanted, float[] least) {
    int count = parts * PdxKernels.LANES;
    Arrays.fill(least, 0, count, Float.POSITIVE_INFINITY);
    for (int panel = 0; panel < panelCount; panel++) {
      int at = start + panel * PdxKernels.LANES;
      int to = panel % parts * PdxKernels.LANES;
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
  public int chooseUpTo(float[] distances, int start, int panelCount, float bound, int[] chosen) {
    int found = 0;
    for (int i = 0; i < panelCount * PdxKernels.LANES; i++) {
      if (distances[start + i] <= bound) {
        chosen[found++] = i;
      }
    }
    return found;
  }
}
