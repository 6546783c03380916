package io.elanus.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector kernels against the scalar ones, bit for bit, over odd sizes. */
class KernelsTest {
  private final PdxKernels vector = Kernels.best();
  private final PdxKernels scalar = Kernels.scalar();

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Outside the heap, after some bytes that break the alignment. */
  private static MemorySegment segment(float[] values, int skip) {
    MemorySegment segment = Arena.ofAuto().allocate(values.length * 4L + skip, 1);
    MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT_UNALIGNED, skip, values.length);
    return segment;
  }

  private static String describe(PdxHits hits) {
    StringBuilder text = new StringBuilder();
    for (int hit = 0; hit < hits.count(); hit++) {
      text.append(hits.block(hit)).append(' ').append(hits.query(hit)).append(' ');
      text.append(Integer.toHexString(hits.mask(hit)));
      for (int lane = 0; lane < PdxKernels.LANES; lane++) {
        text.append(' ').append(Float.floatToIntBits(hits.distance(hit, lane)));
      }
      text.append('\n');
    }
    return text.toString();
  }

  @Test
  void theVectorModuleIsInUse() {
    assertTrue(
        Kernels.vectorised(), "these tests would compare the scalar kernels with themselves");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 16, 31, 100, 769})
  void scansEqual(int dim) {
    for (int blocks : new int[] {1, 2, 3, 4, 5, 9, 64}) {
      float[] values = random(blocks * dim * 16, 1);
      float[] bias = random(blocks * 16, 2);
      bias[bias.length - 1] = Float.POSITIVE_INFINITY;
      bias[0] = Float.NaN;
      float[] query = random(dim, 3);
      float[] group = random(dim * 4 + 5, 4);
      float spread = (float) Math.sqrt(dim);
      MemorySegment x = segment(values, 12);
      MemorySegment b = segment(bias, 3);
      PdxHits expected = new PdxHits();
      PdxHits given = new PdxHits();
      for (float threshold : new float[] {-9 * spread, -spread, 0, Float.POSITIVE_INFINITY}) {
        scalar.scan(query, x, 12, b, 3, blocks, dim, threshold, expected);
        vector.scan(query, x, 12, b, 3, blocks, dim, threshold, given);
        assertEquals(describe(expected), describe(given));
        assertEquals(1, given.mask(0) & 1, "an undecidable distance is always kept");
        float[] thresholds = {threshold, -spread, spread, Float.NEGATIVE_INFINITY};
        scalar.scanGroup(group, 5, x, 12, b, 3, blocks, dim, thresholds, expected);
        for (PdxKernels kernels : List.of(vector, new VectorKernels(false))) {
          kernels.scanGroup(group, 5, x, 12, b, 3, blocks, dim, thresholds, given);
          assertEquals(describe(expected), describe(given));
        }
      }
      float[] expectedDistances = new float[blocks * 64];
      float[] distances = new float[blocks * 64];
      scalar.distances(group, 5, values, bias, blocks, dim, expectedDistances);
      vector.distances(group, 5, values, bias, blocks, dim, distances);
      assertArrayEquals(expectedDistances, distances);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 16, 31, 100, 257})
  void scansOfCodesEqual(int dim) {
    List<PdxKernels> others = new ArrayList<>(List.of(new VectorKernels(false)));
    if (WideKernels.suitable()) {
      others.add(new VectorKernels(true));
    }
    for (int blocks : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 15, 60}) {
      byte[] values = new byte[blocks * dim * 16];
      new Random(9).nextBytes(values);
      values[0] = -128;
      MemorySegment x = Arena.ofAuto().allocate(values.length + 5L, 1);
      MemorySegment.copy(values, 0, x, ValueLayout.JAVA_BYTE, 5, values.length);
      float[] bias = random(blocks * 16, 2);
      bias[bias.length - 1] = Float.POSITIVE_INFINITY;
      bias[0] = Float.NaN;
      MemorySegment b = segment(bias, 3);
      float[] query = random(dim, 3);
      float[] group = random(dim * 4 + 5, 4);
      float spread = 70 * (float) Math.sqrt(dim);
      float[] expectedBlocks = new float[blocks * dim * 16];
      scalar.decode(values, blocks, dim, expectedBlocks);
      assertEquals(values[values.length - 1], expectedBlocks[expectedBlocks.length - 1]);
      PdxHits expected = new PdxHits();
      PdxHits given = new PdxHits();
      for (PdxKernels kernels : others) {
        float[] decoded = new float[blocks * dim * 16];
        kernels.decode(values, blocks, dim, decoded);
        assertArrayEquals(expectedBlocks, decoded);
        for (float threshold : new float[] {-9 * spread, -spread, 0, Float.POSITIVE_INFINITY}) {
          scalar.scanCodes(query, x, 5, b, 3, blocks, dim, threshold, expected);
          kernels.scanCodes(query, x, 5, b, 3, blocks, dim, threshold, given);
          assertEquals(describe(expected), describe(given));
          assertEquals(1, given.mask(0) & 1, "an undecidable distance is always kept");
          scalar.scan(query, segment(decoded, 0), 0, b, 3, blocks, dim, threshold, expected);
          assertEquals(describe(expected), describe(given), "codes are like their floats");
          float[] thresholds = {threshold, -spread, spread, Float.NEGATIVE_INFINITY};
          scalar.scanGroup(group, 5, decoded, bias, blocks, dim, thresholds, expected);
          kernels.scanGroup(group, 5, decoded, bias, blocks, dim, thresholds, given);
          assertEquals(describe(expected), describe(given));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 17, 100, 256})
  void nearestEqual(int dim) {
    for (int groups : new int[] {1, 2, 5, 33}) {
      int blocks = 3;
      float[] points = random(blocks * dim * 16, 5);
      float[] centroids = random(groups * 4 * dim, 6);
      // The second group repeats the first: of equals the first must win.
      if (groups > 1) {
        System.arraycopy(centroids, 0, centroids, 4 * dim, 4 * dim);
      }
      float[] bias = new float[groups * 4];
      bias[bias.length - 1] = Float.POSITIVE_INFINITY;
      float[][] distance = new float[2][blocks * 16];
      float[][] index = new float[2][blocks * 16];
      Arrays.fill(distance[0], Float.POSITIVE_INFINITY);
      Arrays.fill(distance[1], Float.POSITIVE_INFINITY);
      int half = groups / 2;
      scalar.nearest(points, blocks, centroids, bias, 0, groups, dim, distance[0], index[0]);
      vector.nearest(points, blocks, centroids, bias, 0, half, dim, distance[1], index[1]);
      vector.nearest(points, blocks, centroids, bias, half, groups, dim, distance[1], index[1]);
      assertArrayEquals(index[0], index[1]);
      assertArrayEquals(distance[0], distance[1]);
      for (float i : index[1]) {
        assertTrue(groups == 1 || i < 4 || i >= 8, "a later equal centroid won");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 13, 100, 771})
  void rowScansAgreeWithDoublePrecision(int dim) {
    for (int rows : new int[] {1, 3, 4, 5, 11}) {
      float[] values = random(rows * dim, 7);
      float[] query = random(dim, 8);
      MemorySegment segment = segment(values, 20);
      for (PdxKernels kernels : new PdxKernels[] {scalar, vector}) {
        float[] products = new float[rows];
        float[] distances = new float[rows];
        kernels.innerProducts(query, segment, 20, rows, dim, products);
        kernels.squaredDistances(query, segment, 20, rows, dim, distances);
        for (int row = 0; row < rows; row++) {
          double product = 0;
          double squared = 0;
          for (int d = 0; d < dim; d++) {
            double x = values[row * dim + d];
            product += query[d] * x;
            squared += (query[d] - x) * (query[d] - x);
          }
          assertEquals(product, products[row], 1e-6 * dim);
          assertEquals(squared, distances[row], 1e-6 * squared + 1e-6);
        }
      }
    }
  }
}
