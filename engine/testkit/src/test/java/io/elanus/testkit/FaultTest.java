package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.IndexRequest;
import io.elanus.api.JobState;
import io.elanus.api.SearchRequest;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.ErrorKind;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineDependencies;
import io.elanus.core.EngineOptions;
import io.elanus.index.algorithms.IndexAlgorithms;
import io.elanus.testkit.FaultyVolume.Fault;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the disk refuses, the error says so and what was acknowledged stays. */
@Tag("long")
class FaultTest {
  private static final int BATCH = 40;

  @TempDir Path directory;

  private static EmbeddedEngine open(Path data, FaultyVolume volume) {
    return EmbeddedEngine.open(
        new EngineOptions(data, 2, 32, 42),
        new EngineDependencies(volume, IndexAlgorithms::find, InstantSource.system()));
  }

  /**
   * Inserts twice and builds an index; returns how many rows were acknowledged before something
   * failed.
   */
  private static int work(EmbeddedEngine engine, List<Throwable> failures) {
    int acknowledged = 0;
    try {
      for (int batch = 0; batch < 2; batch++) {
        engine.data().insert(CollectionRef.of("book"), Rows.batch(acknowledged, BATCH));
        acknowledged += BATCH;
      }
      buildIndex(engine);
    } catch (ElanusException | VirtualMachineError failure) {
      failures.add(failure);
    }
    return acknowledged;
  }

  private static void buildIndex(EmbeddedEngine engine) {
    buildIndex(engine, IndexType.IVF_FLAT, Map.of("nlist", "8"));
  }

  private static void buildIndex(
      EmbeddedEngine engine, IndexType type, Map<String, String> parameters) {
    BuildJob job =
        engine
            .indexes()
            .create(
                new IndexRequest(
                    CollectionRef.of("book"), "vector", null, type, MetricType.L2, parameters, 0));
    try {
      assertTrue(job.await(Duration.ofMinutes(1)));
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    job.result();
  }

  /** Each change meets a refusal of the system and an error of the JVM, of all kinds in turn. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyChangeMayFailAndNothingAcknowledgedIsLost(boolean ofTheJvm) {
    List<Fault> faults =
        Stream.of(Fault.values()).filter(fault -> fault.ofTheJvm() == ofTheJvm).toList();
    int changes = changesOfWork();
    for (int allowed = 0; allowed < changes; allowed++) {
      Fault fault = faults.get(allowed % faults.size());
      String where = fault + " after " + allowed;
      Path data = directory.resolve(where);
      FaultyVolume volume = new FaultyVolume();
      List<Throwable> failures = new ArrayList<>();
      int acknowledged;
      try (EmbeddedEngine engine = open(data, volume)) {
        engine.collections().create(Rows.schema("book"));
        volume.failAfter(allowed, fault);
        acknowledged = work(engine, failures);
        volume.heal();
        // What may stay behind at the very end is no failure: a file that is deleted at the next
        // start.
        assertTrue(failures.size() == 1 || acknowledged == 2 * BATCH, where);
        failures.forEach(failure -> assertExpected(fault, failure));
        assertEquals(
            acknowledged, engine.collections().describe(CollectionRef.of("book")).rows(), where);
        assertEquals(List.of(), engine.administration().check(), where);
        engine.data().insert(CollectionRef.of("book"), Rows.batch(10_000, BATCH));
        assertVectors(engine, acknowledged, where);
        if (acknowledged == 2 * BATCH) {
          buildIndex(engine);
        }
      }
      try (EmbeddedEngine engine = open(data, new FaultyVolume())) {
        assertEquals(
            acknowledged + BATCH,
            engine.collections().describe(CollectionRef.of("book")).rows(),
            where);
        assertEquals(List.of(), engine.administration().check(), where);
        assertVectors(engine, acknowledged, where);
      }
    }
  }

  /** Every row has its own vector, those that were inserted after the failure too. */
  private static void assertVectors(EmbeddedEngine engine, int acknowledged, String where) {
    LongStream keys =
        LongStream.concat(
            LongStream.range(0, acknowledged), LongStream.range(10_000, 10_000 + BATCH));
    for (long key : keys.toArray()) {
      float[] vector =
          (float[])
              engine
                  .data()
                  .get(CollectionRef.of("book"), List.of(key), List.of("vector"))
                  .value("vector", 0);
      assertArrayEquals(Rows.vector(key), vector, where + ", key " + key);
    }
  }

  private static void assertExpected(Fault fault, Throwable failure) {
    ErrorCode code =
        switch (fault) {
          case DISK_FULL -> ErrorCode.DISK_FULL;
          case READ_ONLY -> ErrorCode.READ_ONLY;
          case BROKEN, UNSAFE_ACCESS -> ErrorCode.IO_FAILURE;
          case OUT_OF_MEMORY -> ErrorCode.MEMORY_LIMIT;
        };
    // Of an insert the error itself is thrown, of a build the job says what it was.
    if (failure instanceof ElanusException told) {
      assertEquals(code, told.code(), told.getMessage());
      assertEquals(ErrorKind.ENVIRONMENT, told.code().kind());
    } else {
      assertEquals(fault == Fault.OUT_OF_MEMORY, failure instanceof OutOfMemoryError);
    }
  }

  /** A build that keeps its work in files beside the index leaves none of them behind. */
  @Test
  void theWorkOfABuildGoesWithABuildThatFails() throws IOException {
    int allowed = 0;
    while (!buildsWithWork(directory.resolve("work" + allowed), allowed)) {
      allowed++;
    }
    assertTrue(allowed > 20, allowed + " changes were refused");
  }

  private static boolean buildsWithWork(Path data, int allowed) throws IOException {
    FaultyVolume volume = new FaultyVolume();
    boolean built = true;
    try (EmbeddedEngine engine = open(data, volume)) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(CollectionRef.of("book"), Rows.batch(0, BATCH));
      volume.failAfter(allowed, Fault.DISK_FULL);
      try {
        buildIndex(engine, IndexType.DISKANN, Map.of("max_degree", "8", "search_list_size", "16"));
      } catch (ElanusException failure) {
        assertEquals(ErrorCode.DISK_FULL, failure.code(), failure.getMessage());
        built = false;
      }
      volume.heal();
      assertEquals(List.of(), engine.administration().check());
    }
    open(data, new FaultyVolume()).close();
    try (Stream<Path> files = Files.walk(data)) {
      assertEquals(
          List.of(),
          files.filter(file -> file.toString().endsWith(".tmp") || isWork(file)).toList());
    }
    return built;
  }

  private static boolean isWork(Path file) {
    return file.toString().endsWith(".wrk");
  }

  private int changesOfWork() {
    FaultyVolume volume = new FaultyVolume();
    try (EmbeddedEngine engine = open(directory.resolve("counted"), volume)) {
      engine.collections().create(Rows.schema("book"));
      long before = volume.changes();
      List<Throwable> failures = new ArrayList<>();
      work(engine, failures);
      assertEquals(List.of(), failures);
      return (int) (volume.changes() - before);
    }
  }

  @Test
  void anInsertThatFailsGivesItsRoomBack() throws IOException {
    try (EmbeddedEngine engine = open(directory, new FaultyVolume())) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 100));
      long before = bytesOfVectors();
      assertEquals(
          ErrorCode.ALREADY_EXISTS,
          assertThrows(
                  ElanusException.class,
                  () -> engine.data().insert(CollectionRef.of("book"), Rows.batch(50, 5000)))
              .code());
      assertEquals(before, bytesOfVectors());
      engine.data().insert(CollectionRef.of("book"), Rows.batch(100, 10));
      assertEquals(List.of(), engine.administration().check());
    }
  }

  private long bytesOfVectors() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      long bytes = 0;
      for (Path file : files.filter(file -> file.toString().endsWith(".vec")).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNamed() {
    FaultyVolume volume = new FaultyVolume();
    volume.failAfter(0, Fault.READ_ONLY);
    Path data = directory.resolve("mine");
    ElanusException refused = assertThrows(ElanusException.class, () -> open(data, volume));
    assertEquals(ErrorCode.READ_ONLY, refused.code());
    assertTrue(refused.getMessage().contains(data.toString()), refused.getMessage());
  }

  private static Stream<IOException> refusalsToMap() {
    return Stream.of(
        new FileSystemException("1.1.idx", null, "Too many open files"),
        new IOException("Map failed", new OutOfMemoryError("Map failed")),
        new IOException("Input/output error"));
  }

  @ParameterizedTest
  @MethodSource("refusalsToMap")
  void whatTheSystemRefusesToOpenIsNotTakenForDamaged(IOException refusal) throws IOException {
    try (EmbeddedEngine engine = open(directory, new FaultyVolume())) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 100));
      buildIndex(engine);
    }
    Object before = fileKey(".idx");
    FaultyVolume volume = new FaultyVolume();
    try (EmbeddedEngine engine = open(directory, volume)) {
      volume.refuseToMap(() -> refusal);
      SearchRequest search = Rows.search("book", Rows.vector(7), 1, null, Map.of("nprobe", "8"));
      for (Executable use :
          List.<Executable>of(
              () -> engine.searches().search(search), () -> engine.administration().check())) {
        ElanusException refused = assertThrows(ElanusException.class, use);
        assertEquals(ErrorKind.ENVIRONMENT, refused.code().kind());
        assertNotEquals(ErrorCode.DAMAGED_DATA, refused.code(), refused.getMessage());
      }
      volume.refuseToMap(null);
      assertEquals(7L, engine.searches().search(search).hits(0).getFirst().id());
      assertEquals(List.of(), engine.administration().check());
      assertEquals(
          JobState.FINISHED,
          engine.indexes().describe(CollectionRef.of("book"), null).progress().state());
    }
    assertEquals(before, fileKey(".idx"));
  }

  /** The vectors are what is damaged: the index is none the worse for it. */
  @Test
  void anIndexOutlivesItsVectors() throws IOException {
    try (EmbeddedEngine engine = open(directory, new FaultyVolume())) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 100));
      buildIndex(engine);
    }
    Object before = fileKey(".idx");
    Path vectors = file(".vec");
    byte[] whole = Files.readAllBytes(vectors);
    Files.delete(vectors);
    SearchRequest search = Rows.search("book", Rows.vector(7), 1, null, Map.of("nprobe", "8"));
    try (EmbeddedEngine engine = open(directory, new FaultyVolume())) {
      assertEquals(
          ErrorCode.DAMAGED_DATA,
          assertThrows(ElanusException.class, () -> engine.searches().search(search)).code());
      Files.write(vectors, whole);
      assertEquals(7L, engine.searches().search(search).hits(0).getFirst().id());
    }
    assertEquals(before, fileKey(".idx"));
  }

  /** A damaged index stays until another is in its place. */
  @Test
  void aDamagedIndexStaysWhereItsBuildFails() throws Exception {
    try (EmbeddedEngine engine = open(directory, new FaultyVolume())) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 100));
      buildIndex(engine);
    }
    Path index = file(".idx");
    byte[] damaged = Files.readAllBytes(index);
    damaged[20] ^= 1;
    Files.write(index, damaged);
    FaultyVolume volume = new FaultyVolume();
    try (EmbeddedEngine engine = open(directory, volume)) {
      volume.failAfter(0, Fault.DISK_FULL);
      SearchRequest search = Rows.search("book", Rows.vector(7), 1, null, Map.of("nprobe", "8"));
      assertEquals(7L, engine.searches().search(search).hits(0).getFirst().id());
      Optional<BuildJob> running = engine.indexes().resume(CollectionRef.of("book"), "vector");
      assertTrue(running.orElseThrow().await(Duration.ofMinutes(1)));
      assertArrayEquals(damaged, Files.readAllBytes(index));
      volume.heal();
      buildIndex(engine);
      assertEquals(List.of(), engine.administration().check());
    }
  }

  private Object fileKey(String suffix) throws IOException {
    return Files.readAttributes(file(suffix), BasicFileAttributes.class).fileKey();
  }

  private Path file(String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  @Test
  void powerMayBeLostAtAnyChange() {
    for (int allowed = 0; losesPower(directory.resolve("after " + allowed), allowed); ) {
      allowed++;
    }
  }

  /** Whether the power was lost before all was done. */
  private static boolean losesPower(Path data, int allowed) {
    FaultyVolume volume = new FaultyVolume();
    volume.losePowerAfter(allowed);
    List<Throwable> failures = new ArrayList<>();
    int acknowledged = -1;
    try (EmbeddedEngine engine = open(data, volume)) {
      engine.collections().create(Rows.schema("book"));
      acknowledged = 0;
      acknowledged = work(engine, failures);
      volume.losePower();
    } catch (ElanusException refused) {
      failures.add(refused);
    }
    String where = "after " + allowed;
    try (EmbeddedEngine engine = open(data, new FaultyVolume())) {
      assertEquals(List.of(), engine.administration().check(), where);
      if (acknowledged < 0) {
        assertEquals(List.of(), engine.collections().list(), where);
        return true;
      }
      assertEquals(
          acknowledged, engine.collections().describe(CollectionRef.of("book")).rows(), where);
      engine.data().insert(CollectionRef.of("book"), Rows.batch(10_000, BATCH));
      assertVectors(engine, acknowledged, where);
      assertEquals(
          failures.isEmpty(),
          engine.indexes().list(CollectionRef.of("book")).stream()
              .anyMatch(index -> index.fileBytes() > 0),
          where);
    }
    return !failures.isEmpty();
  }

  @Test
  void powerLossTakesNothingThatWasAcknowledged() {
    FaultyVolume volume = new FaultyVolume();
    EmbeddedEngine engine = open(directory, volume);
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 1200));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(1200, 1));
    buildIndex(engine);
    engine.data().insert(CollectionRef.of("book"), Rows.batch(1201, 300));
    volume.losePower();
    engine.close();
    try (EmbeddedEngine reopened = open(directory, new FaultyVolume())) {
      assertEquals(1501, reopened.collections().describe(CollectionRef.of("book")).rows());
      assertEquals(List.of(), reopened.administration().check());
      assertEquals(
          1500L,
          reopened
              .searches()
              .search(Rows.search("book", Rows.vector(1500), 1, null, Map.of()))
              .hits(0)
              .getFirst()
              .id());
      assertTrue(reopened.indexes().describe(CollectionRef.of("book"), null).fileBytes() > 0);
    }
  }
}
