package io.elanus.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 1-bit codes beside the codes that they stand for. */
class RabitqQueryTest {
  private static final int ROWS = 600;

  private final Random random = new Random(9);

  /** Rows of random codes; in every third one the bias is not 0. */
  private MemorySegment rows(int dim, int stride) {
    MemorySegment rows = Arena.ofAuto().allocate((long) ROWS * stride, 64);
    for (int row = 0; row < ROWS; row++) {
      long start = (long) row * stride;
      long code = start + RabitqQuery.bytes(dim);
      rows.set(ValueLayout.JAVA_FLOAT_UNALIGNED, code, row % 3 == 0 ? 0.3f : 0);
      rows.set(ValueLayout.JAVA_FLOAT_UNALIGNED, code + 4, 0.01f + 0.01f * random.nextFloat());
      for (int d = 0; d < dim; d++) {
        long value = Math.clamp(Math.round(36 * random.nextGaussian()), -127, 127);
        rows.set(ValueLayout.JAVA_BYTE, code + GraphKernels.CODE_HEADER + d, (byte) value);
      }
      RabitqQuery.write(rows, start, dim);
    }
    return rows;
  }

  private static int stride(int dim) {
    int bytes = RabitqQuery.bytes(dim) + GraphKernels.CODE_HEADER + GraphKernels.paddedDim(dim);
    return (bytes + 63) & -64;
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 300, 384, 770})
  void nearCodesAreKeptAndFarOnesAreNot(int dim) {
    int stride = stride(dim);
    MemorySegment rows = rows(dim, stride);
    float[] weights = new float[GraphKernels.paddedDim(dim)];
    for (int d = 0; d < dim; d++) {
      weights[d] = (float) (random.nextGaussian() / Math.sqrt(dim));
    }
    int[] numbers = random.ints(ROWS, 0, ROWS).toArray();
    float[] distances = new float[ROWS];
    MemorySegment codes = rows.asSlice(RabitqQuery.bytes(dim));
    Kernels.graph().codeDistances(weights, codes, stride, numbers, ROWS, distances);
    float[] sorted = distances.clone();
    Arrays.sort(sorted);
    float limit = sorted[ROWS / 10];
    int[] places = new int[ROWS];
    Arrays.setAll(places, i -> i);
    int left =
        new RabitqQuery(weights, dim).sift(rows, stride, numbers, ROWS, limit, places, places);
    boolean[] kept = new boolean[ROWS];
    for (int i = 0; i < left; i++) {
      kept[places[i]] = true;
      assertTrue(i == 0 || places[i] > places[i - 1], "the order stays");
    }
    int lost = 0;
    int far = 0;
    int keptFar = 0;
    for (int i = 0; i < ROWS; i++) {
      lost += distances[i] < limit && !kept[i] ? 1 : 0;
      far += distances[i] > sorted[ROWS * 3 / 4] ? 1 : 0;
      keptFar += distances[i] > sorted[ROWS * 3 / 4] && kept[i] ? 1 : 0;
    }
    assertTrue(lost <= ROWS / 10 / 20, lost + " near codes lost");
    assertTrue(keptFar < far / 2, keptFar + " of " + far + " far codes kept");
  }

  @Test
  void aCodeOfZerosIsAsFarAsItsBias() {
    int dim = 256;
    int stride = stride(dim);
    MemorySegment rows = Arena.ofAuto().allocate(stride, 64);
    rows.set(ValueLayout.JAVA_FLOAT_UNALIGNED, RabitqQuery.bytes(dim), 2);
    RabitqQuery.write(rows, 0, dim);
    float[] weights = new float[dim];
    Arrays.fill(weights, 1);
    RabitqQuery query = new RabitqQuery(weights, dim);
    int[] kept = new int[1];
    assertEquals(1, query.sift(rows, stride, new int[1], 1, 2.1f, new int[] {7}, kept));
    assertArrayEquals(new int[] {7}, kept);
    assertEquals(0, query.sift(rows, stride, new int[1], 1, 2, new int[] {7}, kept));
  }
}
