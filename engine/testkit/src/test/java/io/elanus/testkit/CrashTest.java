package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.IndexRequest;
import io.elanus.api.JobState;
import io.elanus.api.RowPage;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes killed at random moments: what they acknowledged is there, and nothing is damaged. */
@Tag("long")
class CrashTest {
  private static final int ROUNDS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path directory;

  private EmbeddedEngine open() {
    return EmbeddedEngine.open(EngineOptions.at(directory));
  }

  @Test
  void everyAcknowledgedInsertSurvivesTheKillOfItsProcess() throws Exception {
    Random random = new Random(11);
    for (int round = 0; round < ROUNDS; round++) {
      long acknowledged = 0;
      try (CrashingProcess writer = CrashingProcess.start(directory, "insert")) {
        assertEquals("open", writer.next());
        String last = "0";
        for (int batches = 1 + random.nextInt(12); batches > 0; batches--) {
          last = writer.next();
          assertNotNull(last, "the process must write until it is killed");
        }
        long until = System.nanoTime() + random.nextInt(4_000_000);
        while (System.nanoTime() < until) {
          Thread.onSpinWait();
        }
        acknowledged = Long.parseLong(writer.kill(last));
      }
      try (EmbeddedEngine engine = open()) {
        long rows = engine.collections().describe(CollectionRef.of("book")).rows();
        // The last insert may be there although its process died before it could say so.
        assertTrue(
            rows == acknowledged || rows == acknowledged + CrashingProcess.BATCH,
            acknowledged + " rows were acknowledged, there are " + rows);
        assertEquals(List.of(), engine.administration().check());
        RowPage row =
            engine
                .data()
                .get(CollectionRef.of("book"), List.of(rows - 1), List.of("title", "vector"));
        assertEquals(Rows.title(rows - 1), row.value("title", 0));
        assertArrayEquals(Rows.vector(rows - 1), (float[]) row.value("vector", 0));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"IVF_FLAT, 60000, 8, nprobe, 256", "DISKANN, 30000, 20, search_list, 100"})
  void aBuildThatWasKilledIsTakenUpAgain(
      IndexType type, int rows, int phases, String parameter, String value) throws Exception {
    Random random = new Random(23);
    try (EmbeddedEngine engine = open()) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(CollectionRef.of("book"), Rows.batch(0, rows));
    }
    for (int round = 0; round < ROUNDS; round++) {
      try (CrashingProcess builder = CrashingProcess.start(directory, type.name())) {
        String last = builder.next();
        for (int steps = 1 + random.nextInt(phases); steps > 0 && !last.equals("built"); steps--) {
          last = builder.next();
        }
        builder.kill(last);
      }
      try (EmbeddedEngine engine = open()) {
        assertEquals(List.of(), engine.administration().check());
        BuildJob job = engine.indexes().resume(CollectionRef.of("book"), "vector").orElse(null);
        if (job != null) {
          assertTrue(job.await(PATIENCE));
          assertEquals(JobState.FINISHED, job.result().progress().state());
        }
        assertEquals(
            rows,
            engine.indexes().describe(CollectionRef.of("book"), "vector").progress().indexedRows());
        assertEquals(List.of(), engine.administration().check());
        assertEquals(
            4711L,
            engine
                .searches()
                .search(Rows.search("book", Rows.vector(4711), 1, null, Map.of(parameter, value)))
                .hits(0)
                .getFirst()
                .id());
        assertEquals(List.of(), files(".tmp", ".chk", ".wrk"));
        engine.indexes().drop(CollectionRef.of("book"), "vector");
      }
    }
  }

  /**
   * Killed after each checkpoint, the first of which is damaged then, it ends with the file of a
   * build that never was.
   */
  @Test
  void aGraphThatWasKilledAfterACheckpointIsTakenUpThere(@TempDir Path other) throws Exception {
    try (EmbeddedEngine engine = open()) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 17_000));
    }
    copy(directory, other);
    int kills = 0;
    String last = "";
    while (!last.equals("built")) {
      try (CrashingProcess builder = CrashingProcess.start(directory, "HNSW")) {
        assertEquals("open", builder.next());
        do {
          last = builder.next();
          assertNotNull(last, "the build must go on until it is killed");
        } while (!last.equals("built") && !last.startsWith("saved"));
        kills += last.equals("built") ? 0 : 1;
        builder.kill(last);
      }
      if (kills == 1) {
        Path checkpoint = file(directory, ".chk");
        byte[] bytes = Files.readAllBytes(checkpoint);
        bytes[bytes.length / 2] ^= 1;
        Files.write(checkpoint, bytes);
      }
      assertTrue(kills <= 9, "work that was saved is done again");
    }
    assertTrue(kills >= 3, "killed only " + kills + " times");
    try (EmbeddedEngine engine = EmbeddedEngine.open(EngineOptions.at(other))) {
      assertTrue(engine.indexes().create(CrashingProcess.index(IndexType.HNSW)).await(PATIENCE));
    }
    assertArrayEquals(
        Files.readAllBytes(file(other, ".idx")), Files.readAllBytes(file(directory, ".idx")));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static Path file(Path directory, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  private List<Path> files(String... endings) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith)).toList();
    }
  }

  @Test
  void theWorkOfABuildStaysUntilItIsGivenUp() throws Exception {
    try (EmbeddedEngine engine = open()) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 60_000));
      IndexType type = IndexType.DISKANN;
      awaitPhase(engine.indexes().create(CrashingProcess.index(type)), "link");
    }
    assertEquals(1, files(".wrk").size(), "a build that its process left is taken up again");
    Path work = files(".wrk").getFirst();
    try (EmbeddedEngine engine = open()) {
      assertEquals(List.of(work), files(".wrk"));
      BuildJob job = engine.indexes().resume(CollectionRef.of("book"), "vector").orElseThrow();
      awaitPhase(job, "link");
      job.cancel();
      assertTrue(job.await(Duration.ofMinutes(1)));
      assertEquals(JobState.CANCELLED, job.progress().state());
      assertEquals(List.of(), files(".wrk"));
    }
    Files.createFile(work); // as if the process had ended before it removed the file
    open().close();
    assertEquals(List.of(), files(".wrk"));
  }

  private static void awaitPhase(BuildJob job, String phase) throws InterruptedException {
    while (!job.progress().phase().equals(phase)) {
      assertFalse(job.await(Duration.ofMillis(1)), "the build is over before its phase " + phase);
    }
  }

  @Test
  void aSecondProcessIsToldWhoHoldsTheDirectory() throws Exception {
    try (CrashingProcess owner = CrashingProcess.start(directory, "insert")) {
      owner.next();
      owner.next();
      ElanusException refused = assertThrows(ElanusException.class, this::open);
      assertEquals(ErrorCode.DIRECTORY_LOCKED, refused.code());
      assertEquals(
          "data directory %s is in use by process %d".formatted(directory, owner.pid()),
          refused.getMessage());
      owner.kill("");
    }
    open().close();
  }

  @Test
  void aCancelledBuildEndsAtOnceAndMayBeGivenUp() throws Exception {
    try (EmbeddedEngine engine = open()) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 100_000));
      BuildJob job = engine.indexes().create(index(Map.of("nlist", "1024")));
      while (job.progress().phase().isEmpty() && !job.await(Duration.ofMillis(1))) {
        Thread.onSpinWait();
      }
      long before = processorNanos();
      job.cancel();
      assertTrue(job.await(PATIENCE));
      long millis = (processorNanos() - before) / 1_000_000;
      // Of two processors, for 100 ms each: a busy machine makes the wait longer, not the work.
      assertTrue(millis < 200, "cancelling took " + millis + " ms of processor time");
      assertEquals(JobState.CANCELLED, job.progress().state());
      assertEquals(ErrorCode.CANCELLED, assertThrows(ElanusException.class, job::result).code());
      assertEquals(
          JobState.CANCELLED,
          engine.indexes().describe(CollectionRef.of("book"), "vector").progress().state());
      assertEquals(
          9L,
          engine
              .searches()
              .search(Rows.search("book", Rows.vector(9), 1, null, Map.of()))
              .hits(0)
              .getFirst()
              .id());
      BuildJob other = engine.indexes().create(index(Map.of("nlist", "16")));
      assertTrue(other.await(PATIENCE));
      assertEquals(16, other.result().parameters().get("nlist"));
      assertEquals(List.of(), engine.administration().check());
    }
  }

  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  @Test
  void aBuildThatNeedsTooMuchMemoryIsRefusedBeforeItStarts() {
    try (EmbeddedEngine engine = open()) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 20_000));
      ElanusException refused =
          assertThrows(
              ElanusException.class,
              () ->
                  engine
                      .indexes()
                      .create(
                          new IndexRequest(
                              CollectionRef.of("book"),
                              "vector",
                              null,
                              IndexType.IVF_FLAT,
                              MetricType.L2,
                              Map.of("nlist", "64"),
                              1)));
      assertEquals(ErrorCode.MEMORY_LIMIT, refused.code());
      assertTrue(engine.indexes().list(CollectionRef.of("book")).isEmpty());
    }
  }

  private static IndexRequest index(Map<String, String> parameters) {
    return new IndexRequest(
        CollectionRef.of("book"), "vector", null, IndexType.IVF_FLAT, MetricType.L2, parameters, 0);
  }
}
