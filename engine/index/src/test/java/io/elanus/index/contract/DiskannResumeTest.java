package io.elanus.index.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildListener;
import io.elanus.index.Checkpoints;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexShape;
import io.elanus.index.algorithms.IndexAlgorithms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A DISKANN build that a crash ended, of so many rows that steps are saved in the middle: whatever
 * the crash left, the file is the same in the end.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiskannResumeTest {
  private static final int ROWS = 20_000;
  private static final int DIM = 8;
  private static final FloatRows DATA = FloatRows.of(TestData.blobs(ROWS, DIM, 40, 71), ROWS, DIM);
  private static final IndexShape SHAPE =
      new IndexShape(
          IndexType.DISKANN,
          MetricType.L2,
          ROWS,
          DIM,
          Map.of("max_degree", 8, "search_list_size", 16));

  /** What a crash leaves. */
  private record Remains(byte[] state, byte[] memory) {}

  /** Adds up the rows that were not skipped: those that pass one by one. */
  private static final class Work implements BuildListener {
    private final List<String> phases = new ArrayList<>();
    private final List<long[]> rows = new ArrayList<>();

    @Override
    public synchronized void phase(String name, int iteration, int iterations, long count) {
      phases.add(name + iteration);
      rows.add(new long[] {count, 0});
    }

    @Override
    public synchronized void advance(long count) {
      rows.getLast()[1] += count;
    }
  }

  private final List<Remains> saved = new ArrayList<>();
  private ExecutorService executor;
  private byte[] whole;
  private Work first;

  @BeforeAll
  void build() throws IOException {
    executor = Executors.newFixedThreadPool(3);
    first = new Work();
    whole = build(new Remains(new byte[0], new byte[0]), saved, 2, first);
  }

  @AfterAll
  void stop() {
    executor.close();
  }

  private byte[] build(Remains before, List<Remains> later, int threads, BuildListener listener)
      throws IOException {
    MemorySections sections = new MemorySections(before.memory());
    Checkpoints checkpoints =
        new Checkpoints() {
          @Override
          public Optional<byte[]> load() {
            return before.state().length == 0 ? Optional.empty() : Optional.of(before.state());
          }

          @Override
          public void save(byte[] state) {
            later.add(new Remains(state, sections.left()));
          }
        };
    BuildContext context =
        new BuildContext(threads, executor, 3, new Cancellation(), listener, checkpoints);
    IndexAlgorithms.find(IndexType.DISKANN).orElseThrow().build(DATA, SHAPE, context, sections);
    return sections.bytes();
  }

  private int checkpointsAfter(Remains before) throws IOException {
    List<Remains> later = new ArrayList<>();
    assertArrayEquals(whole, build(before, later, 3, BuildListener.none()));
    return later.size();
  }

  @Test
  void longStepsAreSavedInTheMiddle() {
    assertTrue(saved.size() > 20, saved.size() + " checkpoints of 8 steps");
    for (Remains remains : saved) {
      assertTrue(remains.state().length < 200, "a checkpoint is small");
    }
  }

  /**
   * A crash right after a checkpoint loses nothing; one just before the next checkpoint loses what
   * came since.
   */
  @Test
  void aBuildGoesOnBehindItsLastCheckpoint() throws IOException {
    int last = saved.size() - 1;
    for (int i = 0; i < last; i++) {
      int at = i == last - 1 ? i : i + i % 2;
      Remains crashed = new Remains(saved.get(i).state(), saved.get(at).memory());
      assertEquals(last - i, checkpointsAfter(crashed), "after checkpoint " + i);
    }
    assertEquals(0, checkpointsAfter(saved.get(last)));
    // The last step ends by linking nodes here and there: some of its runs are made again.
    Remains linked = new Remains(saved.get(last - 1).state(), saved.get(last).memory());
    assertTrue(checkpointsAfter(linked) <= 8);
  }

  @Test
  void memoryThatIsLostOrAnothersIsMadeAgain() throws IOException {
    Remains late = saved.get(saved.size() - 2);
    assertEquals(saved.size(), checkpointsAfter(new Remains(late.state(), new byte[0])));
    byte[] noise = new byte[late.memory().length];
    new Random(5).nextBytes(noise);
    assertEquals(saved.size(), checkpointsAfter(new Remains(late.state(), noise)));
    assertEquals(saved.size(), checkpointsAfter(new Remains(new byte[0], late.memory())));
    assertEquals(saved.size(), checkpointsAfter(new Remains(new byte[77], late.memory())));
  }

  /** Blocks that a power failure kept from the disk. */
  @Test
  void damagedMemoryIsMadeAgain() throws IOException {
    Random random = new Random(6);
    for (int turn = 0; turn < 6; turn++) {
      Remains some = saved.get(random.nextInt(saved.size()));
      byte[] memory = some.memory().clone();
      int from = random.nextInt(memory.length / 4096) * 4096;
      Arrays.fill(memory, from, from + 4096, (byte) 0);
      assertTrue(checkpointsAfter(new Remains(some.state(), memory)) <= saved.size());
    }
  }

  /** What lies beside the index meanwhile: for rows of 100 values at most 2.4 times the vectors. */
  @Test
  void theMemoryOnDiskIsInProportion() {
    int rows = 340_479;
    IndexShape shape =
        new IndexShape(
            IndexType.DISKANN,
            MetricType.L2,
            rows,
            100,
            Map.of("max_degree", 56, "search_list_size", 100));
    long vectors = rows * 100L * Float.BYTES;
    long mapped =
        IndexAlgorithms.find(IndexType.DISKANN).orElseThrow().plan(shape, 2).phases().stream()
            .filter(phase -> phase.name().equals("link"))
            .findFirst()
            .orElseThrow()
            .mappedBytes();
    assertEquals(2.4, (double) (mapped - vectors) / vectors, 0.05);
  }

  /** The bar of a build taken up again passes what was done before. */
  @Test
  void everyPhaseIsToldAgain() throws IOException {
    Work work = new Work();
    build(saved.get(saved.size() / 2), new ArrayList<>(), 1, work);
    assertEquals(first.phases, work.phases);
    for (long[] rows : work.rows) {
      assertEquals(rows[0], rows[1]);
    }
  }
}
