package io.elanus.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels of leaves against each other and against sums in double precision. */
class LeafKernelsTest {
  private static final LeafKernels[] BOTH = {Kernels.scalarLeaves(), Kernels.leaves()};

  private final Random random = new Random(5);

  private float[] random(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 769})
  void pairsEqualBitForBitAndMirrorEachOther(int dim) {
    for (int count : new int[] {1, 2, 5}) {
      int width = count * 16;
      float[] blocks = random(width * dim);
      float[] bias = random(width);
      bias[width - 2] = Float.POSITIVE_INFINITY;
      float[] expected = new float[width * width];
      float[] given = new float[width * width];
      Kernels.scalarLeaves().pairDistances(blocks, 0, count, count, dim, -2, bias, expected);
      Kernels.leaves().pairDistances(blocks, 1, count, count, dim, -2, bias, given);
      Kernels.leaves().pairDistances(blocks, 0, 1, count, dim, -2, bias, given);
      assertArrayEquals(expected, given);
      for (int row = 0; row < width; row++) {
        for (int column = 0; column < row; column++) {
          assertEquals(given[row * width + column], given[column * width + row]);
        }
      }
      double sum = 0;
      for (int d = 0; d < dim; d++) {
        double value = blocks[((count - 1) * dim + d) * 16 + 15];
        sum += value * blocks[d * 16 + 3];
      }
      double distance = bias[3] + bias[width - 1] - 2 * sum;
      assertEquals(distance, given[3 * width + width - 1], 1e-5 * dim);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 40})
  void nearDistancesAreChosen(int blocks) {
    float[] distances = random(blocks * 16 + 9);
    for (int i = 0; i < distances.length; i += 5) {
      distances[i] = i % 2 == 0 ? Float.NaN : Float.POSITIVE_INFINITY;
    }
    for (int parts = 1; parts <= 3; parts++) {
      float[] least = new float[parts * 16];
      Arrays.fill(least, Float.POSITIVE_INFINITY);
      for (int i = 0; i < blocks * 16; i++) {
        int lane = i / 16 % parts * 16 + i % 16;
        least[lane] = distances[9 + i] < least[lane] ? distances[9 + i] : least[lane];
      }
      Arrays.sort(least);
      for (int wanted : new int[] {1, 2, 13, 16 * parts}) {
        for (LeafKernels kernels : BOTH) {
          float[] room = new float[parts * 16];
          float bound = kernels.boundOf(distances, 9, blocks, parts, wanted, room);
          assertEquals(least[wanted - 1], bound);
        }
      }
    }
    for (float bound : new float[] {Float.NEGATIVE_INFINITY, -1, 0.5f, Float.POSITIVE_INFINITY}) {
      for (LeafKernels kernels : BOTH) {
        int[] chosen = new int[blocks * 16];
        int found = kernels.chooseUpTo(distances, 9, blocks, bound, chosen);
        int expected = 0;
        for (int number = 0; number < blocks * 16; number++) {
          if (distances[9 + number] <= bound) {
            assertEquals(number, chosen[expected++]);
          }
        }
        assertEquals(expected, found);
      }
    }
  }
}
