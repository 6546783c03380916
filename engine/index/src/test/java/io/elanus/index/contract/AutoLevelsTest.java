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
import io.elanus.index.VectorIndex;
import io.elanus.index.algorithms.IndexAlgorithms;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An AUTOINDEX of more rows than are worth comparing one by one: its levels buy recall. */
class AutoLevelsTest {
  private static final int ROWS = 2100;
  private static final int DIM = 960;
  private static final int QUERIES = 40;
  private static final int K = 10;

  @Test
  void aHigherLevelFindsMore() throws IOException {
    float[] values = TestData.blobs(ROWS, DIM, 30, 41);
    float[] queries = TestData.blobs(QUERIES, DIM, 30, 42);
    FloatRows rows = FloatRows.of(values, ROWS, DIM);
    IndexShape shape = new IndexShape(IndexType.AUTOINDEX, MetricType.L2, ROWS, DIM, Map.of());
    IndexAlgorithm auto = IndexAlgorithms.find(IndexType.AUTOINDEX).orElseThrow();
    MemorySections sections = new MemorySections();
    BuildNotes notes =
        auto.build(
            rows,
            shape,
            new BuildContext(
                1, null, 7, new Cancellation(), BuildListener.none(), Checkpoints.none()),
            sections);
    assertTrue(notes.notes().getFirst().startsWith("chose HNSW (M="), notes.notes().toString());
    VectorIndex index = auto.open(sections.open(), shape, rows);
    BruteForce oracle = new BruteForce(values, ROWS, DIM, MetricType.L2);
    int before = 0;
    for (int level = 1; level <= 5; level++) {
      int right = right(index, queries, oracle, level);
      assertTrue(right >= before - 2, "level " + level + " finds " + right + " after " + before);
      before = right;
    }
    assertTrue(before >= 0.98 * QUERIES * K, "level 5 finds " + before);
  }

  private static int right(VectorIndex index, float[] queries, BruteForce oracle, int level) {
    Hits hits =
        index.search(
            new SearchTask(
                new QueryVectors.Floats(queries, QUERIES),
                K,
                new SearchParameters.Auto(level),
                null,
                1,
                null,
                new Cancellation()));
    int right = 0;
    for (int query = 0; query < QUERIES; query++) {
      assertEquals(K, hits.counts()[query]);
      for (int expected : oracle.nearest(queries, query, K, null)) {
        for (int i = 0; i < K; i++) {
          right += hits.rows()[query * K + i] == expected ? 1 : 0;
        }
      }
    }
    return right;
  }
}
