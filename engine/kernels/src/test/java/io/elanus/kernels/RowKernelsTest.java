package io.elanus.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The row kernels against sums in plain order, and against each other bit by bit. */
class RowKernelsTest {
  private static final int ROWS = 40;

  @Test
  void vectorKernelsAreChosen() {
    assertNotSame(Kernels.scalarRows(), Kernels.rows());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15, 16, 17, 100, 384, 1031})
  void distancesAreRightAndTheSameBits(int dim) {
    Random random = new Random(dim);
    double[] query = new double[dim];
    for (int d = 0; d < dim; d++) {
      query[d] = (float) random.nextGaussian();
    }
    MemorySegment rows = Arena.ofAuto().allocate((long) ROWS * dim * Float.BYTES, 4);
    for (int i = 0; i < ROWS * dim; i++) {
      rows.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextGaussian() * (1 + i % 7));
    }
    for (int count : new int[] {0, 1, 7, 8, 9, 21}) {
      int[] numbers = random.ints(count + 2, 0, ROWS).toArray();
      double[][] expected = new double[3][count];
      for (int i = 0; i < count; i++) {
        for (int d = 0; d < dim; d++) {
          double x = rows.getAtIndex(ValueLayout.JAVA_FLOAT, numbers[i] * (long) dim + d);
          expected[0][i] += query[d] * x;
          expected[1][i] += (query[d] - x) * (query[d] - x);
          expected[2][i] += x * x;
        }
      }
      double[][] scalar = measure(Kernels.scalarRows(), query, rows, numbers, count);
      for (int kind = 0; kind < 3; kind++) {
        assertEquals(77, scalar[kind][count], "nothing is written past the end");
        for (int i = 0; i < count; i++) {
          double scale = expected[2][i] + dim;
          assertEquals(expected[kind][i], scalar[kind][i], 1e-13 * scale);
        }
      }
      assertArrayEquals(scalar, measure(Kernels.rows(), query, rows, numbers, count));
    }
  }

  private static double[][] measure(
      RowKernels kernels, double[] query, MemorySegment rows, int[] numbers, int count) {
    double[][] values = new double[3][count + 1];
    for (double[] some : values) {
      some[count] = 77;
    }
    kernels.products(query, rows, numbers, count, values[0]);
    kernels.squaredDistances(query, rows, numbers, count, values[1]);
    kernels.squaredNorms(rows, query.length, numbers, count, values[2]);
    return values;
  }
}
