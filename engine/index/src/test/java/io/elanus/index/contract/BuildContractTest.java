package io.elanus.index.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.DistanceRange;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildListener;
import io.elanus.index.Checkpoints;
import io.elanus.index.Hits;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.QueryVectors;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.VectorIndex;
import io.elanus.index.VectorRows;
import io.elanus.index.algorithms.IndexAlgorithms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every index type must do, whatever kind of vectors it holds: builds, and the tools of tests.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BuildContractTest {
  private static final long SEED = 20231;

  private ExecutorService executor;

  /** The type under test. */
  abstract IndexType type();

  /** Build parameters for a number of rows. */
  abstract Map<String, Object> buildParameters(int rows);

  /** Build parameters for a number of rows and a dimension. */
  Map<String, Object> buildParameters(int rows, int dim) {
    return buildParameters(rows);
  }

  /** Search parameters under which every row is looked at. */
  abstract Map<String, Object> exhaustive();

  /** Search parameters under which recall@10 on clustered rows must reach {@link #recallGate}. */
  abstract Map<String, Object> usual();

  double recallGate() {
    return 0.9;
  }

  /** What a usual search must find in ranges, of the rows that an exhaustive one finds. */
  double rangeRecallGate() {
    return 0.95;
  }

  /** The metrics that the type must offer. */
  abstract List<MetricType> metrics();

  /** Some rows in clusters, of the dim that {@link #zeros} has too. */
  abstract VectorRows clustered(int rows, long seed);

  /** Queries of nothing but zeros. */
  abstract QueryVectors zeros(int count);

  @BeforeAll
  void start() {
    executor = Executors.newFixedThreadPool(2);
  }

  @AfterAll
  void stop() {
    executor.close();
  }

  IndexAlgorithm algorithm() {
    return IndexAlgorithms.find(type()).orElseThrow();
  }

  IndexShape shape(MetricType metric, int rows, int dim) {
    return new IndexShape(type(), metric, rows, dim, buildParameters(rows, dim));
  }

  BuildContext context(int threads) {
    return new BuildContext(
        threads, executor, SEED, new Cancellation(), BuildListener.none(), Checkpoints.none());
  }

  MemorySections build(VectorRows rows, MetricType metric, BuildContext context)
      throws IOException {
    MemorySections sections = new MemorySections();
    algorithm().build(rows, shape(metric, rows.count(), rows.dim()), context, sections);
    return sections;
  }

  VectorIndex index(VectorRows rows, MetricType metric) throws IOException {
    MemorySections sections = build(rows, metric, context(2));
    return algorithm().open(sections.open(), shape(metric, rows.count(), rows.dim()), rows);
  }

  SearchTask task(
      QueryVectors queries, int k, Map<String, Object> parameters, RowFilter filter, int threads) {
    return task(queries, k, parameters, filter, DistanceRange.ALL, threads);
  }

  SearchTask task(
      QueryVectors queries,
      int k,
      Map<String, Object> parameters,
      RowFilter filter,
      DistanceRange range,
      int threads) {
    return new SearchTask(
        queries,
        k,
        SearchParameters.of(type(), parameters),
        filter,
        range,
        threads,
        executor,
        new Cancellation());
  }

  /**
   * Checks that a search finds in ranges just what an endless answer has in them: ranges that begin
   * at several places of the ranking of each query, that hold more than k, fewer, one or nothing,
   * and whose bounds are distances of rows.
   */
  void assertRangesAreParts(
      VectorIndex index, QueryVectors queries, int rows, RowFilter filter, String where) {
    Hits all = index.search(task(queries, rows, exhaustive(), filter, 1));
    int k = 12;
    for (int query = 0; query < queries.count(); query++) {
      int count = all.counts()[query];
      for (int from : new int[] {0, 1, 40, count / 2, count - 3}) {
        for (int size : new int[] {1, 5, 300}) {
          int to = Math.min(count - 1, from + size);
          if (from < 0 || from > to) {
            continue;
          }
          float near = from == 0 ? Float.NEGATIVE_INFINITY : all.distances()[query * rows + from];
          float far = Math.nextDown(all.distances()[query * rows + to]);
          DistanceRange range = new DistanceRange(near, far);
          for (int threads = 1; threads <= 2; threads++) {
            Hits some = index.search(task(queries, k, exhaustive(), filter, range, threads));
            for (int q = 0; q < queries.count(); q++) {
              String what = where + " " + range + ", query " + q;
              int[] expected = part(all, q, rows, range, k);
              assertArrayEquals(expected, found(some, q, k), what);
            }
          }
        }
      }
    }
  }

  /** The first k rows of an answer that lie in a range. */
  static int[] part(Hits all, int query, int most, DistanceRange range, int k) {
    return IntStream.range(query * most, query * most + all.counts()[query])
        .filter(i -> range.contains(all.distances()[i]))
        .limit(k)
        .map(i -> all.rows()[i])
        .toArray();
  }

  /**
   * The share of rows in ranges that a usual search finds, of those that it should.
   *
   * @param begins the places in the ranking of each query where ranges begin
   */
  double rangeRecall(VectorIndex index, QueryVectors queries, int rows, int k, int... begins) {
    Hits all = index.search(task(queries, rows, exhaustive(), null, 2));
    int wanted = 0;
    int right = 0;
    for (int query = 0; query < queries.count(); query++) {
      int count = all.counts()[query];
      for (int begin : begins) {
        int end = begin + (query % 2 == 0 ? k / 2 : 3 * k);
        if (end >= count) {
          continue;
        }
        float near = begin == 0 ? Float.NEGATIVE_INFINITY : all.distances()[query * rows + begin];
        float far = Math.nextDown(all.distances()[query * rows + end]);
        DistanceRange range = new DistanceRange(near, far);
        Hits some = index.search(task(queries.some(new int[] {query}), k, usual(), null, range, 1));
        int[] expected = part(all, query, rows, range, k);
        wanted += expected.length;
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < some.counts()[0]; i++) {
          assertTrue(range.contains(some.distances()[i]), "a distance lies outside of " + range);
          assertTrue(found.add(some.rows()[i]));
        }
        right += (int) Arrays.stream(expected).filter(found::contains).count();
      }
    }
    return (double) right / wanted;
  }

  static int[] found(Hits hits, int query, int k) {
    return Arrays.copyOfRange(hits.rows(), query * k, query * k + hits.counts()[query]);
  }

  @Test
  void threadsDoNotChangeTheBytes() throws IOException {
    VectorRows rows = clustered(5000, 17);
    for (MetricType metric : metrics()) {
      byte[] one = build(rows, metric, context(1)).bytes();
      byte[] two = build(rows, metric, context(2)).bytes();
      assertArrayEquals(one, two);
    }
  }

  @Test
  void aBuildReportsEveryRowOfEveryPhase() throws IOException {
    VectorRows rows = clustered(3000, 18);
    List<long[]> phases = new ArrayList<>();
    BuildListener listener =
        new BuildListener() {
          @Override
          public synchronized void phase(String name, int iteration, int iterations, long rows) {
            assertTrue(iteration <= iterations);
            phases.add(new long[] {rows, 0});
          }

          @Override
          public synchronized void advance(long rows) {
            phases.getLast()[1] += rows;
          }
        };
    BuildContext context =
        new BuildContext(2, executor, SEED, new Cancellation(), listener, Checkpoints.none());
    build(rows, metrics().getFirst(), context);
    assertTrue(phases.size() > 0);
    for (long[] phase : phases) {
      assertEquals(phase[0], phase[1]);
    }
  }

  @Test
  void aCancelledBuildStops() {
    VectorRows rows = clustered(3000, 19);
    int phases = phases(rows);
    for (int stopAt = 1; stopAt <= phases; stopAt++) {
      Cancellation cancellation = new Cancellation();
      CancellingListener listener = new CancellingListener(stopAt, cancellation);
      BuildContext context =
          new BuildContext(2, executor, SEED, cancellation, listener, Checkpoints.none());
      ElanusException error =
          assertThrows(ElanusException.class, () -> build(rows, metrics().getFirst(), context));
      assertEquals(ErrorCode.CANCELLED, error.code());
      assertEquals(stopAt, listener.phases, "no phase begins after the cancellation");
    }
  }

  private int phases(VectorRows rows) {
    CancellingListener listener = new CancellingListener(0, new Cancellation());
    BuildContext context =
        new BuildContext(1, executor, SEED, new Cancellation(), listener, Checkpoints.none());
    try {
      build(rows, metrics().getFirst(), context);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return listener.phases;
  }

  /** Raises the flag as the n-th phase begins. */
  private static final class CancellingListener implements BuildListener {
    private final int stopAt;
    private final Cancellation cancellation;
    private int phases;

    CancellingListener(int stopAt, Cancellation cancellation) {
      this.stopAt = stopAt;
      this.cancellation = cancellation;
    }

    @Override
    public void phase(String name, int iteration, int iterations, long rows) {
      if (++phases == stopAt) {
        cancellation.cancel();
      }
    }

    @Override
    public void advance(long rows) {}
  }

  @Test
  void aCancelledSearchStops() throws IOException {
    VectorIndex index = index(clustered(500, 20), metrics().getFirst());
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();
    SearchTask task =
        new SearchTask(
            zeros(2), 3, SearchParameters.of(type(), exhaustive()), null, 1, null, cancelled);
    ElanusException error = assertThrows(ElanusException.class, () -> index.search(task));
    assertEquals(ErrorCode.CANCELLED, error.code());
  }

  /** What a crash leaves of a build: its last checkpoint and its lasting memory. */
  private record Remains(byte[] state, byte[] memory) {}

  @Test
  void aBuildTakenUpAgainEndsWithTheSameBytes() throws IOException {
    VectorRows rows = clustered(4000, 21);
    byte[] whole = build(rows, metrics().getFirst(), context(2)).bytes();
    List<Remains> saved = new ArrayList<>();
    assertArrayEquals(whole, build(rows, null, saved));
    for (Remains remains : saved) {
      List<Remains> later = new ArrayList<>();
      assertArrayEquals(whole, build(rows, remains, later));
      assertTrue(later.size() < saved.size(), "work that was saved is not done again");
    }
  }

  /**
   * Builds on what a crash left.
   *
   * @param before null where there was no build before
   * @param saved receives what a crash would leave right after each checkpoint
   */
  private byte[] build(VectorRows rows, Remains before, List<Remains> saved) throws IOException {
    MemorySections sections = new MemorySections(before == null ? new byte[0] : before.memory());
    Checkpoints checkpoints =
        new Checkpoints() {
          @Override
          public Optional<byte[]> load() {
            return Optional.ofNullable(before).map(Remains::state);
          }

          @Override
          public void save(byte[] bytes) {
            saved.add(new Remains(bytes.clone(), sections.left()));
          }
        };
    BuildContext context =
        new BuildContext(2, executor, SEED, new Cancellation(), BuildListener.none(), checkpoints);
    MetricType metric = metrics().getFirst();
    algorithm().build(rows, shape(metric, rows.count(), rows.dim()), context, sections);
    return sections.bytes();
  }

  @Test
  void anIndexOfOtherRowsIsRefused() throws IOException {
    MetricType metric = metrics().getFirst();
    MemorySections sections = build(clustered(50, 22), metric, context(1));
    VectorRows more = clustered(51, 22);
    ElanusException error =
        assertThrows(
            ElanusException.class,
            () -> algorithm().open(sections.open(), shape(metric, 51, more.dim()), more));
    assertEquals(ErrorCode.DAMAGED_DATA, error.code());
  }

  @Tag("long")
  @Test
  void thePlanCountsTheFile() throws IOException {
    VectorRows rows = clustered(20000, 23);
    for (MetricType metric : metrics()) {
      long written = build(rows, metric, context(1)).bytes().length;
      long planned = algorithm().plan(shape(metric, 20000, rows.dim()), 1).fileBytes();
      assertEquals(1.0, (double) planned / written, 0.05);
    }
  }
}
