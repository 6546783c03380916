package io.elanus.index.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.QueryVectors;
import io.elanus.index.RowFilter;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every index over float vectors must do besides where a search goes over a graph. */
abstract class BeamContractTest extends IndexContractTest {
  private static final int DIM = 24;

  @Override
  int usualCount() {
    return Integer.MAX_VALUE;
  }

  /** Three of five rows are copies of a few, far more than a search keeps candidates. */
  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void copiesHideNoRow(MetricType metric) throws IOException {
    int count = 5000;
    float[] values = TestData.blobs(count, DIM, 1, 45);
    for (int row = 0; row < count; row++) {
      if (row % 5 < 3) {
        System.arraycopy(values, 3 * (row % 4) * DIM, values, row * DIM, DIM);
      }
    }
    VectorIndex index = index(FloatRows.of(values, count, DIM), metric);
    BruteForce oracle = new BruteForce(values, count, DIM, metric);
    QueryVectors.Floats asked = new QueryVectors.Floats(values, count);
    Hits hits = index.search(task(asked, 10, usual(), null, 2));
    int right = 0;
    for (int query = 0; query < count; query += 11) {
      Set<Integer> expected = new HashSet<>();
      for (int row : oracle.nearest(values, query, 10, null)) {
        expected.add(row);
      }
      int[] found = found(hits, query, 10);
      assertEquals(10, found.length);
      for (int row : found) {
        right += expected.contains(row) ? 1 : 0;
      }
    }
    assertTrue(right >= 0.99 * 10 * Math.ceilDiv(count, 11), right + " neighbours were found");
    for (int query = 0; metric != MetricType.IP && query < count; query++) {
      int own = query;
      assertTrue(
          query % 5 < 3 || Arrays.stream(found(hits, query, 10)).anyMatch(row -> row == own),
          "row %d is not found".formatted(query));
    }
    RowFilter copies = RowFilter.of(count, row -> row % 5 < 3 && row % 4 == 1 && row > 2000);
    Hits filtered = index.search(task(new QueryVectors.Floats(values, 3), 10, usual(), copies, 1));
    for (int query = 0; query < 3; query++) {
      assertArrayEquals(oracle.nearest(values, query, 10, copies), found(filtered, query, 10));
    }
  }

  /** The section of facts that begins with the version of the format. */
  abstract String facts();

  /** Its user reads that it is old, not that it is damaged. */
  @Test
  void anIndexOfAnEarlierVersionIsCalledOld() throws IOException {
    FloatRows rows = FloatRows.of(TestData.blobs(100, DIM, 1, 49), 100, DIM);
    SectionSource today = build(rows, MetricType.L2, context(1)).open();
    byte[] facts = today.section(facts()).toArray(ValueLayout.JAVA_BYTE);
    facts[0] = 1;
    SectionSource old =
        name -> name.equals(facts()) ? MemorySegment.ofArray(facts) : today.section(name);
    ElanusException error =
        assertThrows(
            ElanusException.class,
            () -> algorithm().open(old, shape(MetricType.L2, 100, DIM), rows));
    assertEquals(ErrorCode.OUTDATED_INDEX, error.code());
  }
}
