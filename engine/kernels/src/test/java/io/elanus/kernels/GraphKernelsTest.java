package io.elanus.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels of graphs against sums in double precision, over odd sizes. */
class GraphKernelsTest {
  private static final int ROWS = 23;
  private static final GraphKernels[] BOTH = {Kernels.scalarGraph(), Kernels.graph()};

  private final Random random = new Random(5);

  private float[] random(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 7, 8, 9, 13, 16, 100, 127, 768})
  void rowsAgreeWithDoublePrecision(int dim) {
    float[] values = random(ROWS * dim);
    MemorySegment rows = Arena.ofAuto().allocate(values.length * 4L, 4);
    MemorySegment.copy(values, 0, rows, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, values.length);
    float[] query = random(dim);
    int[] numbers = {22, 0, 7, 7, 3, 19, 1, 20, 22, 4, 5};
    for (int count = 0; count <= numbers.length; count++) {
      for (GraphKernels kernels : BOTH) {
        float[] products = random(count + 1);
        float[] distances = products.clone();
        float beyond = products[count];
        kernels.innerProducts(query, rows, dim, numbers, count, products);
        kernels.squaredDistances(query, rows, dim, numbers, count, distances);
        for (int i = 0; i < count; i++) {
          double product = 0;
          double squared = 0;
          for (int d = 0; d < dim; d++) {
            double x = values[numbers[i] * dim + d];
            product += query[d] * x;
            squared += (query[d] - x) * (query[d] - x);
          }
          assertEquals(product, products[i], 1e-6 * dim);
          assertEquals(squared, distances[i], 1e-6 * squared);
        }
        assertEquals(beyond, products[count]);
        assertEquals(beyond, distances[count]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 100, 771})
  void codesAgreeWithDoublePrecision(int dim) {
    int padded = GraphKernels.paddedDim(dim);
    long stride = GraphKernels.CODE_HEADER + padded + 5;
    MemorySegment codes = Arena.ofAuto().allocate(ROWS * stride, 1);
    byte[] bytes = new byte[(int) codes.byteSize()];
    random.nextBytes(bytes);
    MemorySegment.copy(bytes, 0, codes, ValueLayout.JAVA_BYTE, 0, bytes.length);
    float[] headers = random(ROWS * 2);
    for (int row = 0; row < ROWS; row++) {
      codes.set(ValueLayout.JAVA_FLOAT_UNALIGNED, row * stride, headers[row * 2]);
      codes.set(ValueLayout.JAVA_FLOAT_UNALIGNED, row * stride + 4, headers[row * 2 + 1]);
    }
    float[] weights = random(padded);
    int[] numbers = {22, 0, 7, 7, 3, 19, 1, 20, 22, 4, 5};
    for (int count = 0; count <= numbers.length; count++) {
      for (GraphKernels kernels : BOTH) {
        float[] distances = random(count + 1);
        float beyond = distances[count];
        kernels.codeDistances(weights, codes, stride, numbers, count, distances);
        for (int i = 0; i < count; i++) {
          double sum = 0;
          for (int d = 0; d < padded; d++) {
            long at = numbers[i] * stride + GraphKernels.CODE_HEADER + d;
            sum += (double) weights[d] * codes.get(ValueLayout.JAVA_BYTE, at);
          }
          double expected = headers[numbers[i] * 2] + headers[numbers[i] * 2 + 1] * sum;
          assertEquals(expected, distances[i], 1e-4 * dim);
        }
        assertEquals(beyond, distances[count]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 769})
  void pairsEqualBitForBit(int dim) {
    for (int panels : new int[] {1, 2, 5}) {
      int groups = panels * 4 - 1;
      float[] left = random(groups * 4 * dim);
      float[] right = random(panels * 16 * dim);
      float[] bias = random(panels * 16);
      float[] expected = new float[groups * panels * 64];
      float[] given = new float[expected.length];
      Kernels.scalarGraph().pairDistances(left, 0, groups, right, bias, panels, dim, expected);
      Kernels.graph().pairDistances(left, 2, groups, right, bias, panels, dim, given);
      Kernels.graph().pairDistances(left, 0, 2, right, bias, panels, dim, given);
      assertArrayEquals(expected, given);
      double sum = bias[bias.length - 1];
      for (int d = 0; d < dim; d++) {
        sum += left[((groups - 1) * dim + d) * 4 + 3] * right[((panels - 1) * dim + d) * 16 + 15];
      }
      assertEquals(sum, given[given.length - 1], 1e-5 * dim);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 40})
  void nearDistancesAreChosen(int panels) {
    float[] distances = random(panels * 64 + 9);
    for (int i = 0; i < distances.length; i += 5) {
      distances[i] = i % 2 == 0 ? Float.NaN : Float.POSITIVE_INFINITY;
    }
    float[][] least = new float[2][3 * 16];
    for (int parts = 1; parts <= 3; parts++) {
      for (int i = 0; i < 2; i++) {
        BOTH[i].leastOfLanes(distances, 9, panels, parts, least[i]);
      }
      assertArrayEquals(least[0], least[1]);
      for (int at = 0; at < parts * 16; at++) {
        float expected = Float.POSITIVE_INFINITY;
        for (int panel = at / 16; panel < panels; panel += parts) {
          float distance = distances[9 + panel * 64 + at % 16];
          expected = distance < expected ? distance : expected;
        }
        assertEquals(expected, least[0][at]);
      }
    }
    for (float bound : new float[] {Float.NEGATIVE_INFINITY, -1, 0.5f, Float.POSITIVE_INFINITY}) {
      for (GraphKernels kernels : BOTH) {
        int[] chosen = new int[panels * 16];
        int found = kernels.chooseUpTo(distances, 9, panels, bound, chosen);
        int expected = 0;
        for (int number = 0; number < panels * 16; number++) {
          if (distances[9 + number / 16 * 64 + number % 16] <= bound) {
            assertEquals(number, chosen[expected++]);
          }
        }
        assertEquals(expected, found);
      }
    }
  }
}
