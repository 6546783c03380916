package io.elanus.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The kernels of graphs in plain Java: the reference and the fallback. */
final class ScalarGraphKernels implements GraphKernels {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @Override
  public void codeDistances(
      float[] weights,
      MemorySegment codes,
      long stride,
      int[] numbers,
      int count,
      float[] distances) {
    for (int i = 0; i < count; i++) {
      long at = numbers[i] * stride;
      float sum = 0;
      for (int d = 0; d < weights.length; d++) {
        sum += weights[d] * codes.get(ValueLayout.JAVA_BYTE, at + CODE_HEADER + d);
      }
      distances[i] = Math.fma(codes.get(FLOAT, at + Float.BYTES), sum, codes.get(FLOAT, at));
    }
  }

  @Override
  public void innerProducts(
      float[] query, MemorySegment rows, int dim, int[] numbers, int count, float[] products) {
    for (int i = 0; i < count; i++) {
      long at = (long) numbers[i] * dim * Float.BYTES;
      float sum = 0;
      for (int d = 0; d < dim; d++) {
        sum = Math.fma(query[d], rows.get(FLOAT, at + (long) d * Float.BYTES), sum);
      }
      products[i] = sum;
    }
  }

  @Override
  public void squaredDistances(
      float[] query, MemorySegment rows, int dim, int[] numbers, int count, float[] distances) {
    for (int i = 0; i < count; i++) {
      long at = (long) numbers[i] * dim * Float.BYTES;
      float sum = 0;
      for (int d = 0; d < dim; d++) {
        float difference = query[d] - rows.get(FLOAT, at + (long) d * Float.BYTES);
        sum = Math.fma(difference, difference, sum);
      }
      distances[i] = sum;
    }
  }

  @Override
  public void pairDistances(
      float[] groups,
      int fromGroup,
      int toGroup,
      float[] panels,
      float[] bias,
      int panelCount,
      int dim,
      float[] distances) {
    for (int group = fromGroup; group < toGroup; group++) {
      for (int panel = 0; panel < panelCount; panel++) {
        for (int r = 0; r < PanelKernels.GROUP; r++) {
          int out = ((group * panelCount + panel) * PanelKernels.GROUP + r) * PanelKernels.LANES;
          System.arraycopy(bias, panel * PanelKernels.LANES, distances, out, PanelKernels.LANES);
          for (int d = 0; d < dim; d++) {
            float factor = groups[(group * dim + d) * PanelKernels.GROUP + r];
            int at = (panel * dim + d) * PanelKernels.LANES;
            for (int lane = 0; lane < PanelKernels.LANES; lane++) {
              distances[out + lane] = Math.fma(factor, panels[at + lane], distances[out + lane]);
            }
          }
        }
      }
    }
  }

  @Override
  public void leastOfLanes(float[] distances, int start, int panelCount, int parts, float[] least) {
    Arrays.fill(least, 0, parts * PanelKernels.LANES, Float.POSITIVE_INFINITY);
    for (int panel = 0; panel < panelCount; panel++) {
      int at = start + panel * PanelKernels.GROUP * PanelKernels.LANES;
      int to = panel % parts * PanelKernels.LANES;
      for (int lane = 0; lane < PanelKernels.LANES; lane++) {
        if (distances[at + lane] < least[to + lane]) {
          least[to + lane] = distances[at + lane];
        }
      }
    }
  }

  @Override
  public int chooseUpTo(float[] distances, int start, int panelCount, float bound, int[] chosen) {
    int found = 0;
    for (int panel = 0; panel < panelCount; panel++) {
      int at = start + panel * PanelKernels.GROUP * PanelKernels.LANES;
      for (int lane = 0; lane < PanelKernels.LANES; lane++) {
        if (distances[at + lane] <= bound) {
          chosen[found++] = panel * PanelKernels.LANES + lane;
        }
      }
    }
    return found;
  }
}
