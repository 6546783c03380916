package io.elanus.index.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.Facts;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.MetricType;
import io.elanus.api.index.Parameter;
import io.elanus.api.index.Stage;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.IndexShape;
import io.elanus.index.QueryVectors;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchTask;
import io.elanus.index.SectionSource;
import io.elanus.index.VectorIndex;
import io.github.jbellis.jvector.disk.ByteBufferReader;
import io.github.jbellis.jvector.disk.ReaderSupplier;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskannContractTest extends BeamContractTest {
  private static final int DIM = 24;
  private static final int ROWS = 5000;

  @Override
  IndexType type() {
    return IndexType.DISKANN;
  }

  @Override
  Map<String, Object> buildParameters(int rows) {
    return Map.of("max_degree", 32, "search_list_size", 60);
  }

  // So long a list makes the search compare all rows.
  @Override
  Map<String, Object> exhaustive() {
    return Map.of("search_list", Integer.MAX_VALUE);
  }

  @Override
  Map<String, Object> usual() {
    return Map.of("search_list", 200);
  }

  @Override
  double recallGate() {
    return 0.95;
  }

  @Override
  String facts() {
    return "facts";
  }

  private static FloatRows rows(long seed) {
    return FloatRows.of(TestData.blobs(ROWS, DIM, 25, seed), ROWS, DIM);
  }

  /** One row in 50 is a copy of another. */
  private static FloatRows copied(long seed) {
    float[] values = TestData.blobs(ROWS, DIM, 25, seed);
    for (int row = 49; row < ROWS; row += 50) {
      System.arraycopy(values, (row - 25) * DIM, values, row * DIM, DIM);
    }
    return FloatRows.of(values, ROWS, DIM);
  }

  private SearchTask task(float[] queries, int k, int list, RowFilter filter) {
    QueryVectors asked = new QueryVectors.Floats(queries, queries.length / DIM);
    return task(asked, k, Map.of("search_list", list), filter, 2);
  }

  /**
   * A search under a filter keeps more candidates; too few rows that pass are compared one by one.
   */
  @ParameterizedTest
  @CsvSource({"2, 0.97", "5, 0.97", "40, 1", "1000, 1"})
  void aFilteredSearchFindsWhatPasses(int every, double gate) throws IOException {
    FloatRows rows = rows(31);
    VectorIndex index = index(rows, MetricType.L2);
    float[] values = TestData.blobs(ROWS, DIM, 25, 31);
    float[] queries = TestData.blobs(50, DIM, 25, 31);
    BruteForce oracle = new BruteForce(values, ROWS, DIM, MetricType.L2);
    RowFilter filter = RowFilter.of(ROWS, row -> row % every == 1);
    Hits hits = index.search(task(queries, 5, 60, filter));
    int right = 0;
    for (int query = 0; query < 50; query++) {
      assertEquals(5, hits.counts()[query]);
      List<Integer> expected =
          Arrays.stream(oracle.nearest(queries, query, 5, filter)).boxed().toList();
      for (int row : found(hits, query, 5)) {
        assertTrue(filter.accepts(row));
        right += expected.contains(row) ? 1 : 0;
      }
    }
    assertTrue(right >= gate * 250, "recall@5 " + right / 250.0);
  }

  /** Every row can be reached: a search that keeps nearly all rows finds as many. */
  @Test
  void aLongSearchFindsAsManyAsAsked() throws IOException {
    FloatRows rows = rows(32);
    VectorIndex index = index(rows, MetricType.COSINE);
    Hits hits = index.search(task(TestData.gaussian(3, DIM, 33), 600, 600, null));
    for (int query = 0; query < 3; query++) {
      assertEquals(600, Arrays.stream(found(hits, query, 600)).distinct().count());
    }
  }

  /** The smallest graph there may be leads to every point of a plane. */
  @Test
  void aGraphOfTheLeastDegreeLeadsToEveryRow() throws IOException {
    float[] values = TestData.gaussian(ROWS, 2, 38);
    FloatRows rows = FloatRows.of(values, ROWS, 2);
    Parameter degree = IndexTypes.spec(type()).parameter(Stage.BUILD, "max_degree").orElseThrow();
    int least = (int) degree.minimum().value(Facts.ofBuild(2)).orElseThrow();
    Map<String, Object> parameters = Map.of("max_degree", least, "search_list_size", 100);
    assertFindsItself(values, rows, parameters, 100);
  }

  /** Clusters far apart: few links lead from one to another. */
  @Test
  void aShortListFindsRowsOfEveryCluster() throws IOException {
    float[] values = TestData.blobs(ROWS, DIM, 40, 39);
    FloatRows rows = FloatRows.of(values, ROWS, DIM);
    assertFindsItself(values, rows, Map.of("max_degree", 24, "search_list_size", 100), 32);
  }

  private void assertFindsItself(
      float[] values, FloatRows rows, Map<String, Object> parameters, int list) throws IOException {
    IndexShape shape = new IndexShape(type(), MetricType.L2, ROWS, rows.dim(), parameters);
    MemorySections sections = new MemorySections();
    algorithm().build(rows, shape, context(2), sections);
    VectorIndex index = algorithm().open(sections.open(), shape, rows);
    QueryVectors asked = new QueryVectors.Floats(values, ROWS);
    Hits hits = index.search(task(asked, 1, Map.of("search_list", list), null, 2));
    int lost = 0;
    for (int row = 0; row < ROWS; row++) {
      lost += hits.rows()[row] == row ? 0 : 1;
    }
    assertTrue(lost <= 2, lost + " rows are not found");
  }

  @Test
  void jvectorReadsTheGraph() throws IOException {
    FloatRows rows = rows(34);
    SectionSource sections = build(rows, MetricType.L2, context(2)).open();
    float[] values = TestData.blobs(ROWS, DIM, 25, 34);
    int[] order = sections.section("order").toArray(ValueLayout.JAVA_INT);
    List<VectorFloat<?>> vectors = new ArrayList<>();
    for (int row : order) {
      vectors.add(vector(values, row));
    }
    ByteBuffer graph = sections.section("graph").asByteBuffer();
    BruteForce oracle = new BruteForce(values, ROWS, DIM, MetricType.L2);
    int right = 0;
    try (ReaderSupplier readers = () -> new ByteBufferReader(graph.duplicate());
        OnDiskGraphIndex index = OnDiskGraphIndex.load(readers);
        GraphSearcher searcher = new GraphSearcher(index)) {
      assertEquals(ROWS, index.size(0));
      for (int query = 0; query < 50; query++) {
        SearchResult result =
            searcher.search(
                DefaultSearchScoreProvider.exact(
                    vector(values, query),
                    VectorSimilarityFunction.EUCLIDEAN,
                    new ListRandomAccessVectorValues(vectors, DIM)),
                10,
                60,
                0f,
                0f,
                Bits.ALL);
        List<Integer> expected =
            Arrays.stream(oracle.nearest(values, query, 10, null)).boxed().toList();
        for (SearchResult.NodeScore found : result.getNodes()) {
          right += expected.contains(order[found.node]) ? 1 : 0;
        }
      }
    }
    assertTrue(right >= 0.97 * 500, "recall@10 " + right / 500.0);
  }

  private static VectorFloat<?> vector(float[] values, int row) {
    return VectorizationProvider.getInstance()
        .getVectorTypeSupport()
        .createFloatVector(Arrays.copyOfRange(values, row * DIM, (row + 1) * DIM));
  }

  /** Damage is told or does no harm; a search neither fails otherwise nor goes on for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"copies", "graph", "order", "codes", "words", "frame"})
  void aDamagedSectionIsTold(String damaged) throws IOException {
    FloatRows rows = copied(35);
    SectionSource whole = build(rows, MetricType.L2, context(2)).open();
    Random random = new Random(36);
    int told = 0;
    for (int turn = 0; turn < 60; turn++) {
      MemorySegment copy = Arena.ofAuto().allocate(whole.section(damaged).byteSize(), 64);
      copy.copyFrom(whole.section(damaged));
      for (int i = 0; i < 1 + copy.byteSize() / 64; i++) {
        copy.set(ValueLayout.JAVA_BYTE, random.nextLong(copy.byteSize()), (byte) random.nextInt());
      }
      try {
        VectorIndex index =
            algorithm()
                .open(
                    name -> name.equals(damaged) ? copy : whole.section(name),
                    shape(MetricType.L2, ROWS, DIM),
                    rows);
        Hits hits = index.search(task(TestData.gaussian(4, DIM, turn), 10, 100, null));
        assertEquals(10, hits.counts()[0]);
      } catch (ElanusException error) {
        assertEquals(ErrorCode.DAMAGED_DATA, error.code());
        told++;
      }
    }
    if (damaged.equals("graph") || damaged.equals("order")) {
      assertEquals(60, told);
    }
  }

  @Test
  void aSectionThatWasCutIsTold() throws IOException {
    FloatRows rows = copied(37);
    SectionSource whole = build(rows, MetricType.L2, context(2)).open();
    for (String cut : List.of("copies", "graph", "order", "codes", "words", "frame", "facts")) {
      MemorySegment section = whole.section(cut);
      SectionSource damaged =
          name ->
              name.equals(cut) ? section.asSlice(0, section.byteSize() - 1) : whole.section(name);
      ElanusException error =
          assertThrows(
              ElanusException.class,
              () -> algorithm().open(damaged, shape(MetricType.L2, ROWS, DIM), rows));
      assertEquals(ErrorCode.DAMAGED_DATA, error.code());
    }
  }
}
