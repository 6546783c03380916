package io.elanus.index.lists;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.DistanceRange;
import io.elanus.base.Cancellation;
import io.elanus.index.Hits;
import io.elanus.index.QueryVectors;
import io.elanus.index.RangeCandidates;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.kernels.TopK;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lists of ten rows each on a line, so that list n holds the distances from 10 n to 10 n + 9. */
class ProbeRoundsTest {
  private static final int LISTS = 1000;
  private static final int ROWS_OF_LIST = 10;
  private static final int NPROBE = 8;

  private final Set<Integer> probed = new HashSet<>();

  private int[] found(DistanceRange range, int k) {
    probed.clear();
    QueryVectors query = new QueryVectors.Floats(new float[1], 1);
    SearchTask task =
        new SearchTask(
            query, k, new SearchParameters.None(), null, range, 1, null, new Cancellation());
    Hits hits = ProbeRounds.search(task, LISTS, NPROBE, this::round);
    int[] rows = new int[hits.counts()[0]];
    System.arraycopy(hits.rows(), 0, rows, 0, rows.length);
    return rows;
  }

  private Hits round(SearchTask task, int nprobe, ProbeRounds.Probes probes) {
    int[][] ranked = new int[1][nprobe];
    java.util.Arrays.setAll(ranked[0], list -> list);
    TopK nearest = RangeCandidates.of(task.range(), task.k());
    for (int list : probes.fresh(ranked)[0]) {
      assertTrue(probed.add(list), "list " + list + " is looked into twice");
      for (int i = 0; i < ROWS_OF_LIST; i++) {
        int row = list * ROWS_OF_LIST + i;
        nearest.push(row, row, 0);
      }
    }
    Hits hits = task.newHits();
    hits.put(0, task.k(), nearest.sorted());
    hits.nearer()[0] = nearest.tooNear();
    return hits;
  }

  @Test
  void aSearchWithoutARangeLooksIntoAsManyAsAsked() {
    assertEquals(20, found(DistanceRange.ALL, 20).length);
    probed.clear();
    found(new DistanceRange(0, 1e9f), 20);
    assertEquals(NPROBE, probed.size());
  }

  /** What the nearest lists do not hold is not looked for in all others. */
  @Test
  void aRangeThatHoldsNothingOrLittleTakesNoMoreThanAnotherRound() {
    assertEquals(0, found(new DistanceRange(Float.NEGATIVE_INFINITY, -1), 20).length);
    assertEquals(NPROBE, probed.size());
    assertEquals(4, found(new DistanceRange(Float.NEGATIVE_INFINITY, 3), 20).length);
    assertEquals(NPROBE + NPROBE / 2, probed.size());
  }

  @Test
  void aRangeBehindTheNearestListsIsFound() {
    int[] rows = found(new DistanceRange(700, 1e9f), 20);
    assertEquals(20, rows.length);
    assertEquals(700, rows[0]);
    assertTrue(probed.size() < 200, probed.size() + " lists");
  }

  @Test
  void aRangeThatHoldsFewerThanAskedIsFoundWhole() {
    assertEquals(171, found(new DistanceRange(30, 200), 1000).length);
    assertTrue(probed.size() < 60, probed.size() + " lists");
  }
}
