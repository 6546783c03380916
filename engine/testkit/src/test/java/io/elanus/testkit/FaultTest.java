package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.ErrorKind;
import io.elanus.core.BuildJob;
import io.elanus.core.EngineOptions;
import io.elanus.core.IndexRequest;
import io.elanus.core.embedded.EmbeddedEngine;
import io.elanus.core.embedded.Surroundings;
import io.elanus.index.IndexType;
import io.elanus.index.MetricType;
import io.elanus.index.algorithms.IndexAlgorithms;
import io.elanus.testkit.FaultyVolume.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the disk refuses, the error says so and what was acknowledged stays. */
class FaultTest {
  private static final int BATCH = 600;

  @TempDir Path directory;

  private static EmbeddedEngine open(Path data, FaultyVolume volume) {
    return EmbeddedEngine.open(
        EngineOptions.at(data),
        new Surroundings(volume, IndexAlgorithms::find, InstantSource.system()));
  }

  /**
   * Inserts twice and builds an index; returns how many rows were acknowledged before something
   * failed.
   */
  private static int work(EmbeddedEngine engine, List<ElanusException> failures) {
    int acknowledged = 0;
    try {
      for (int batch = 0; batch < 2; batch++) {
        engine.insert("book", Rows.batch(acknowledged, BATCH));
        acknowledged += BATCH;
      }
      buildIndex(engine);
    } catch (ElanusException failure) {
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
        engine.createIndex(
            new IndexRequest("book", "vector", null, type, MetricType.L2, parameters, 0));
    try {
      assertTrue(job.await(Duration.ofMinutes(1)));
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    job.result();
  }

  @Test
  void everyChangeMayFailAndNothingAcknowledgedIsLost() {
    int failing = 0;
    int changes = changesOfWork();
    for (Fault fault : Fault.values()) {
      // Each fault meets other changes; together they meet nearly all.
      for (int allowed = fault.ordinal(); allowed < changes; allowed += Fault.values().length) {
        Path data = directory.resolve(fault + "-" + allowed);
        FaultyVolume volume = new FaultyVolume();
        List<ElanusException> failures = new ArrayList<>();
        int acknowledged;
        try (EmbeddedEngine engine = open(data, volume)) {
          engine.createCollection(Rows.schema("book"));
          volume.failAfter(allowed, fault);
          acknowledged = work(engine, failures);
          volume.heal();
          for (ElanusException failure : failures) {
            assertEquals(expected(fault), failure.code(), failure.getMessage());
            assertEquals(ErrorKind.ENVIRONMENT, failure.code().kind());
          }
          assertEquals(acknowledged, engine.describeCollection("book").rows());
          assertEquals(List.of(), engine.check(), fault + " after " + allowed);
          engine.insert("book", Rows.batch(10_000, 100));
          if (acknowledged == 2 * BATCH) {
            buildIndex(engine);
          }
        }
        try (EmbeddedEngine engine = open(data, new FaultyVolume())) {
          assertEquals(acknowledged + 100, engine.describeCollection("book").rows());
          assertEquals(List.of(), engine.check(), fault + " after " + allowed);
        }
        failing += failures.size();
      }
    }
    assertTrue(failing > changes / 2, failing + " faults met " + changes + " changes");
  }

  /** A build that keeps its work in files beside the index leaves none of them behind. */
  @Test
  void theWorkOfABuildGoesWithABuildThatFails() throws IOException {
    int allowed = 0;
    while (!buildsWithWork(directory.resolve("work" + allowed), allowed)) {
      allowed += 3;
    }
    assertTrue(allowed > 20, allowed + " changes were refused");
  }

  private static boolean buildsWithWork(Path data, int allowed) throws IOException {
    FaultyVolume volume = new FaultyVolume();
    boolean built = true;
    try (EmbeddedEngine engine = open(data, volume)) {
      engine.createCollection(Rows.schema("book"));
      engine.insert("book", Rows.batch(0, BATCH));
      engine.insert("book", Rows.batch(BATCH, BATCH));
      volume.failAfter(allowed, Fault.DISK_FULL);
      try {
        buildIndex(engine, IndexType.DISKANN, Map.of("max_degree", "8", "search_list_size", "16"));
      } catch (ElanusException failure) {
        assertEquals(ErrorCode.DISK_FULL, failure.code(), failure.getMessage());
        built = false;
      }
      volume.heal();
      assertEquals(List.of(), engine.check());
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
      engine.createCollection(Rows.schema("book"));
      long before = volume.changes();
      List<ElanusException> failures = new ArrayList<>();
      work(engine, failures);
      assertEquals(List.of(), failures);
      return (int) (volume.changes() - before);
    }
  }

  private static ErrorCode expected(Fault fault) {
    return switch (fault) {
      case DISK_FULL -> ErrorCode.DISK_FULL;
      case READ_ONLY -> ErrorCode.READ_ONLY;
      case BROKEN -> ErrorCode.IO_FAILURE;
    };
  }

  @Test
  void anInsertThatFailsGivesItsRoomBack() throws IOException {
    try (EmbeddedEngine engine = open(directory, new FaultyVolume())) {
      engine.createCollection(Rows.schema("book"));
      engine.insert("book", Rows.batch(0, 100));
      long before = bytesOfVectors();
      assertEquals(
          ErrorCode.ALREADY_EXISTS,
          assertThrows(ElanusException.class, () -> engine.insert("book", Rows.batch(50, 5000)))
              .code());
      assertEquals(before, bytesOfVectors());
      engine.insert("book", Rows.batch(100, 10));
      assertEquals(List.of(), engine.check());
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

  @Test
  void powerLossTakesNothingThatWasAcknowledged() {
    FaultyVolume volume = new FaultyVolume();
    EmbeddedEngine engine = open(directory, volume);
    engine.createCollection(Rows.schema("book"));
    engine.insert("book", Rows.batch(0, 1200));
    engine.insert("book", Rows.batch(1200, 1));
    buildIndex(engine);
    engine.insert("book", Rows.batch(1201, 300));
    volume.losePower();
    engine.close();
    try (EmbeddedEngine reopened = open(directory, new FaultyVolume())) {
      assertEquals(1501, reopened.describeCollection("book").rows());
      assertEquals(List.of(), reopened.check());
      assertEquals(
          1500L,
          reopened
              .search(Rows.search("book", Rows.vector(1500), 1, null, Map.of()))
              .hits()
              .getFirst()
              .getFirst()
              .id());
      assertTrue(reopened.describeIndex("book", null).fileBytes() > 0);
    }
  }
}
