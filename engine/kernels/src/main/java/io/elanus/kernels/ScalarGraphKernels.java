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
  public void differingBits(
      long[] planes,
      int dim,
      MemorySegment rows,
      long stride,
      int[] numbers,
      int count,
      int[] counts) {
    int padded = GraphKernels.paddedWords(dim);
    int words = (dim + Long.SIZE - 1) / Long.SIZE;
    for (int i = 0; i < count; i++) {
      long at = numbers[i] * stride;
      int sum = 0;
      for (int word = 0; word < words; word++) {
        long bits = rows.get(BitLayout.LONG, at + (long) word * Long.BYTES);
        for (int plane = 0; plane < PLANES; plane++) {
          sum += Long.bitCount(bits ^ planes[plane * padded + word]) << plane;
        }
      }
      counts[i] = sum;
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
      float[] panels,
      int from,
      int to,
      int panelCount,
      int dim,
      float factor,
      float[] bias,
      float[] distances) {
    int width = panelCount * PanelKernels.LANES;
    float[] sums = new float[PanelKernels.LANES];
    for (int row = from * PanelKernels.LANES; row < to * PanelKernels.LANES; row++) {
      int own = row / PanelKernels.LANES;
      for (int panel = own; panel < panelCount; panel++) {
        Arrays.fill(sums, 0);
        for (int d = 0; d < dim; d++) {
          float value = panels[(own * dim + d) * PanelKernels.LANES + row % PanelKernels.LANES];
          int at = (panel * dim + d) * PanelKernels.LANES;
          for (int lane = 0; lane < PanelKernels.LANES; lane++) {
            sums[lane] = Math.fma(value, panels[at + lane], sums[lane]);
          }
        }
        for (int lane = 0; lane < PanelKernels.LANES; lane++) {
          int other = panel * PanelKernels.LANES + lane;
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
    int count = parts * PanelKernels.LANES;
    Arrays.fill(least, 0, count, Float.POSITIVE_INFINITY);
    for (int panel = 0; panel < panelCount; panel++) {
      int at = start + panel * PanelKernels.LANES;
      int to = panel % parts * PanelKernels.LANES;
      for (int lane = 0; lane < PanelKernels.LANES; lane++) {
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
    for (int i = 0; i < panelCount * PanelKernels.LANES; i++) {
      if (distances[start + i] <= bound) {
        chosen[found++] = i;
      }
    }
    return found;
  }
}
