package io.elanus.index.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildListener;
import io.elanus.index.BuildNotes;
import io.elanus.index.Checkpoints;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.QueryVectors;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.algorithms.IndexAlgorithms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Recall over {@link OddRows}, against brute force: no outlier and no uneven scale takes neighbours
 * from a type that finds them among ordinary rows.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddRowsTest {
  private static final int ROWS = 2000;
  private static final int DIM = 24;
  private static final int QUERIES = 40;
  private static final int K = 10;

  /** What may be lost to chance: five of 400 neighbours. */
  private static final double CHANCE = 0.0125;

  private final ExecutorService executor = Executors.newFixedThreadPool(2);

  /** How a type comes to its results. */
  private enum Kind {
    /** Exact where every list is looked into. */
    SCAN,
    /** By codes of a list, which are coarse where the list is wide. */
    CODES,
    /** Along links. */
    GRAPH
  }

  private record Case(
      IndexType type, Kind kind, Map<String, Object> build, Map<String, Object> search) {}

  private static final List<Case> CASES =
      List.of(
          new Case(IndexType.FLAT, Kind.SCAN, Map.of(), Map.of()),
          new Case(IndexType.IVF_FLAT, Kind.SCAN, Map.of("nlist", 16), Map.of("nprobe", 16)),
          new Case(IndexType.IVF_SQ8, Kind.CODES, Map.of("nlist", 16), Map.of("nprobe", 16)),
          new Case(
              IndexType.IVF_PQ,
              Kind.CODES,
              Map.of("nlist", 16, "m", 24, "nbits", 8),
              Map.of("nprobe", 16)),
          new Case(
              IndexType.SCANN,
              Kind.CODES,
              Map.of("nlist", 16, "with_raw_data", true),
              Map.of("nprobe", 16, "reorder_k", 200)),
          new Case(
              IndexType.HNSW,
              Kind.GRAPH,
              Map.of("M", 16, "efConstruction", 100),
              Map.of("ef", 128)),
          new Case(
              IndexType.RNSG,
              Kind.GRAPH,
              Map.of(
                  "out_degree", 50, "candidate_pool_size", 300, "search_length", 60, "knng", 100),
              Map.of("search_length", 128)),
          new Case(
              IndexType.DISKANN,
              Kind.GRAPH,
              Map.of("max_degree", 32, "search_list_size", 64),
              Map.of("search_list", 128)));

  @AfterAll
  void stop() {
    executor.close();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SENTINEL", "TINY", "WHOLE_NUMBERS", "FAR_GROUPS", "RARE_FAR_GROUP", "SPARSE"})
  void neighboursAreFoundByL2(OddRows family) throws IOException {
    assertFound(family, ROWS, DIM, MetricType.L2, CASES);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "NORMAL",
        "SENTINEL",
        "FEW_HUGE_ROWS",
        "WIDER_AND_WIDER",
        "FAR_GROUPS",
        "LOGNORMAL_ROWS",
        "HUGE",
        "TINY"
      })
  void neighboursAreFoundByProducts(OddRows family) throws IOException {
    assertFound(family, ROWS, DIM, MetricType.IP, graphs());
  }

  @ParameterizedTest
  @EnumSource(
      names = {"SENTINEL", "WIDE_COLUMN", "FEW_FAR_GROUPS", "CAUCHY", "SPARSE", "HUGE", "TINY"})
  void neighboursAreFoundByAngles(OddRows family) throws IOException {
    assertFound(family, ROWS, DIM, MetricType.COSINE, graphs());
  }

  /**
   * Rows on a line, as good as: a search from afar passes hundreds whose distances a code cannot
   * tell apart.
   */
  @Test
  void searchesAlongAWideColumnDoNotEndHalfway() throws IOException {
    List<Case> graphs = CASES.stream().filter(one -> one.kind() == Kind.GRAPH).toList();
    assertFound(OddRows.WIDE_COLUMN, 5000, 16, MetricType.L2, graphs);
  }

  private static List<Case> graphs() {
    return CASES.stream()
        .filter(one -> one.kind() == Kind.GRAPH || one.type() == IndexType.FLAT)
        .toList();
  }

  private void assertFound(OddRows family, int count, int dim, MetricType metric, List<Case> cases)
      throws IOException {
    float[] all = family.values(count + QUERIES, dim, 5);
    float[] values = Arrays.copyOf(all, count * dim);
    float[] queries = queries(all, count, dim);
    double[][] truth = distances(new BruteForce(values, count, dim, metric), count, queries);
    List<String> seen = new ArrayList<>();
    boolean good = true;
    double exact = 1;
    for (Case one : cases) {
      double found = recall(truth, search(one, metric, values, count, dim, queries));
      // Of neighbours that no float32 distance tells apart an exact search finds some.
      exact = one.type() == IndexType.FLAT ? found : exact;
      double wanted =
          switch (one.kind()) {
            case SCAN -> exact;
            case CODES -> family.byCodes();
            case GRAPH -> {
              boolean shortCodes = one.type() == IndexType.DISKANN;
              double recall = shortCodes ? family.byShortCodes(metric) : family.bySearch();
              yield exact < 1 ? 0.85 * exact : recall - CHANCE;
            }
          };
      good &= found >= wanted;
      seen.add("%s %.4f of %.4f".formatted(one.type(), found, wanted));
    }
    assertTrue(metric != MetricType.L2 || exact == 1, seen.toString());
    assertTrue(good, seen.toString());
  }

  /** Rows of the family that are not indexed, then as many that are. */
  private static float[] queries(float[] all, int count, int dim) {
    float[] queries = Arrays.copyOfRange(all, count * dim, (count + QUERIES) * dim);
    for (int query = QUERIES / 2; query < QUERIES; query++) {
      int row = (int) ((long) query * count / QUERIES);
      System.arraycopy(all, row * dim, queries, query * dim, dim);
    }
    return queries;
  }

  private Hits search(
      Case one, MetricType metric, float[] values, int count, int dim, float[] queries)
      throws IOException {
    FloatRows rows = FloatRows.of(values, count, dim);
    IndexShape shape = new IndexShape(one.type(), metric, count, dim, one.build());
    IndexAlgorithm algorithm = IndexAlgorithms.find(one.type()).orElseThrow();
    MemorySections sections = new MemorySections();
    algorithm.build(rows, shape, context(2), sections);
    QueryVectors asked = new QueryVectors.Floats(queries, QUERIES);
    return algorithm
        .open(sections.open(), shape, rows)
        .search(
            new SearchTask(
                asked,
                K,
                SearchParameters.of(one.type(), one.search()),
                null,
                2,
                executor,
                new Cancellation()));
  }

  private BuildContext context(int threads) {
    return new BuildContext(
        threads, executor, 7, new Cancellation(), BuildListener.none(), Checkpoints.none());
  }

  private static double[][] distances(BruteForce oracle, int count, float[] queries) {
    double[][] distances = new double[QUERIES][count];
    for (int query = 0; query < QUERIES; query++) {
      int q = query;
      Arrays.setAll(distances[query], row -> oracle.distance(queries, q, row));
    }
    return distances;
  }

  /** The share of hits that are as near as the k-th neighbour. */
  private static double recall(double[][] truth, Hits hits) {
    int right = 0;
    for (int query = 0; query < QUERIES; query++) {
      double[] sorted = truth[query].clone();
      Arrays.sort(sorted);
      double furthest = sorted[K - 1] + 1e-12 * Math.abs(sorted[K - 1]);
      assertEquals(K, hits.counts()[query]);
      for (int i = 0; i < K; i++) {
        right += truth[query][hits.rows()[query * K + i]] <= furthest ? 1 : 0;
      }
    }
    return right / (double) (K * QUERIES);
  }

  /** Users read why searches are slower than elsewhere, and only where they are. */
  @ParameterizedTest
  @EnumSource(names = {"SENTINEL", "FAR_GROUPS", "HUGE"})
  void aNoteSaysWhereCodesCannotTellRowsApart(OddRows family) throws IOException {
    FloatRows rows = FloatRows.of(family.values(ROWS, DIM, 5), ROWS, DIM);
    for (Case one : CASES) {
      if (one.kind() == Kind.GRAPH && one.type() != IndexType.DISKANN) {
        IndexShape shape = new IndexShape(one.type(), MetricType.L2, ROWS, DIM, one.build());
        IndexAlgorithm algorithm = IndexAlgorithms.find(one.type()).orElseThrow();
        MemorySections first = new MemorySections();
        BuildNotes notes = algorithm.build(rows, shape, context(1), first);
        MemorySections second = new MemorySections();
        assertEquals(notes, algorithm.build(rows, shape, context(2), second));
        assertTrue(Arrays.equals(first.bytes(), second.bytes()), "the same by two threads");
        boolean odd = family == OddRows.FAR_GROUPS || family == OddRows.HUGE;
        assertEquals(
            odd
                ? List.of(
                    "a byte for each value cannot tell near rows of this field apart, so searches"
                        + " compare the vectors themselves, which is slower")
                : List.of(),
            notes.notes());
      }
    }
  }
}
