package io.elanus.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.index.BitRows;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexShape;
import io.elanus.index.VectorRows;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each type's plan says within 15 % how much a build holds at most; a megabyte is allowed for what
 * is small.
 */
@Tag("long")
class MemoryPlanTest {
  private static final int THREADS = 2;
  private static final double SHARE = 0.15;
  private static final double SMALL = 1e6;

  private static void check(IndexType type, MetricType metric, VectorRows rows, Map<String, ?> with)
      throws IOException {
    IndexShape shape =
        new IndexShape(type, metric, rows.count(), rows.dim(), Map.<String, Object>copyOf(with));
    MemoryBench found = MemoryBench.of(rows, shape, THREADS);
    double peak = found.meter().peak();
    assertEquals(
        peak,
        found.plan().peakHeapBytes(),
        SHARE * peak + SMALL,
        () -> "planned " + found.plan().phases() + ", held " + found.meter().peaks());
  }

  /** Around a few hundred centres. */
  private static FloatRows floats(int count, int dim) {
    Random random = new Random(11);
    float[] centres = new float[300 * dim];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = (float) random.nextGaussian();
    }
    float[] values = new float[count * dim];
    for (int i = 0; i < values.length; i++) {
      int centre = i / dim * 31 % 300;
      values[i] = centres[centre * dim + i % dim] + 0.5f * random.nextFloat();
    }
    return FloatRows.of(values, count, dim);
  }

  private static BitRows bits(int count, int dim) {
    byte[] bytes = new byte[count * dim / Byte.SIZE];
    new Random(12).nextBytes(bytes);
    return BitRows.of(bytes, count, dim);
  }

  @Test
  void flat() throws IOException {
    check(IndexType.FLAT, MetricType.L2, floats(150_000, 16), Map.of());
    check(IndexType.BIN_FLAT, MetricType.JACCARD, bits(500_000, 64), Map.of());
  }

  @Test
  void lists() throws IOException {
    FloatRows rows = floats(60_000, 16);
    check(IndexType.IVF_FLAT, MetricType.L2, rows, Map.of("nlist", 500));
    check(IndexType.IVF_SQ8, MetricType.COSINE, rows, Map.of("nlist", 200));
    check(IndexType.BIN_IVF_FLAT, MetricType.HAMMING, bits(200_000, 64), Map.of("nlist", 128));
  }

  @Test
  void quantisedLists() throws IOException {
    FloatRows rows = floats(30_000, 32);
    check(IndexType.IVF_PQ, MetricType.L2, rows, Map.of("nlist", 256, "m", 16, "nbits", 8));
    check(IndexType.IVF_PQ, MetricType.IP, rows, Map.of("nlist", 256, "m", 16, "nbits", 4));
    check(IndexType.SCANN, MetricType.COSINE, rows, Map.of("nlist", 256, "with_raw_data", true));
  }

  @Test
  void graphs() throws IOException {
    FloatRows rows = floats(24_000, 24);
    Map<String, Integer> hnsw = Map.of("M", 12, "efConstruction", 60);
    check(IndexType.HNSW, MetricType.COSINE, rows, hnsw);
    check(IndexType.HNSW, MetricType.HAMMING, bits(24_000, 128), hnsw);
    check(
        IndexType.RNSG,
        MetricType.L2,
        rows,
        Map.of("out_degree", 24, "candidate_pool_size", 60, "search_length", 30, "knng", 30));
    check(IndexType.DISKANN, MetricType.L2, rows, Map.of("max_degree", 16, "search_list_size", 30));
  }
}
