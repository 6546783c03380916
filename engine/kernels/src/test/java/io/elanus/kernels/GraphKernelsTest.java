package io.elanus.kernels;

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
  @ValueSource(ints = {1, 63, 64, 100, 256, 384, 512, 770})
  void differingBitsAreCounted(int dim) {
    int padded = GraphKernels.paddedWords(dim);
    int words = (dim + 63) / 64;
    long stride = padded * 8L + 3;
    byte[] bytes = new byte[(int) (ROWS * stride)];
    random.nextBytes(bytes);
    MemorySegment rows = Arena.ofAuto().allocate(bytes.length, 1);
    MemorySegment.copy(bytes, 0, rows, ValueLayout.JAVA_BYTE, 0, bytes.length);
    long[] planes = new long[4 * padded];
    for (int plane = 0; plane < 4; plane++) {
      for (int word = 0; word < words; word++) {
        planes[plane * padded + word] = random.nextLong();
      }
    }
    int[] numbers = {22, 0, 7, 7, 3};
    for (GraphKernels kernels : BOTH) {
      int[] counts = {-1, -1, -1, -1, -1};
      kernels.differingBits(planes, dim, rows, stride, numbers, 4, counts);
      for (int i = 0; i < 4; i++) {
        int expected = 0;
        for (int bit = 0; bit < words * 64; bit++) {
          int row = bytes[(int) (numbers[i] * stride + bit / 8)] >> bit % 8 & 1;
          for (int plane = 0; plane < 4; plane++) {
            long own = planes[plane * padded + bit / 64] >>> bit % 64 & 1;
            expected += row == own ? 0 : 1 << plane;
          }
        }
        assertEquals(expected, counts[i]);
      }
      assertEquals(-1, counts[4]);
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
}
