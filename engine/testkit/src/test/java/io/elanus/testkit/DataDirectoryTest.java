package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.elanus.api.CollectionRef;
import io.elanus.api.index.IndexType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may use a data directory, and what is not ours in it. */
class DataDirectoryTest {
  @TempDir Path folder;

  private Path directory;

  @BeforeEach
  void name() {
    directory = folder.resolve("mine").resolve("data");
  }

  private EmbeddedEngine open() {
    return EmbeddedEngine.open(new EngineOptions(directory, 2, 32, 42));
  }

  @Test
  void aSecondOpenInOneProcessDoesNotGiveTheDirectoryAway() throws Exception {
    try (EmbeddedEngine engine = open()) {
      engine.collections().create(Rows.schema("book"));
      ElanusException refused = assertThrows(ElanusException.class, this::open);
      assertEquals(ErrorCode.DIRECTORY_LOCKED, refused.code());
      assertEquals(
          "data directory %s is in use by this process already".formatted(directory),
          refused.getMessage());
      Path sameByLink = Files.createSymbolicLink(folder.resolve("link"), directory);
      assertEquals(
          ErrorCode.DIRECTORY_LOCKED,
          assertThrows(
                  ElanusException.class, () -> EmbeddedEngine.open(EngineOptions.at(sameByLink)))
              .code());
      try (CrashingProcess other = CrashingProcess.start(directory, "insert")) {
        assertEquals(
            "data directory %s is in use by process %d"
                .formatted(directory, ProcessHandle.current().pid()),
            other.next());
      }
    }
    open().close();
  }

  @Test
  void filesOfOthersStayWhereTheyAre() throws IOException {
    try (EmbeddedEngine engine = open()) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 10));
    }
    Path vectors = directory.resolve("vectors");
    Path ofCollection;
    try (Stream<Path> collections = Files.list(vectors)) {
      ofCollection = collections.findFirst().orElseThrow();
    }
    List<Path> strays =
        List.of(
            vectors.resolve(".DS_Store"),
            vectors.resolve("77"),
            vectors.resolve("copy.vec"),
            ofCollection.resolve(".DS_Store"),
            ofCollection.resolve("notes.tmp"),
            ofCollection.resolve("1.3.vec.bak"),
            Files.createDirectory(vectors.resolve("backup")).resolve("1.3.vec"));
    for (Path stray : strays) {
      Files.writeString(stray, "mine");
    }
    Path ours = Files.writeString(ofCollection.resolve("99.3.vec"), "left over");
    try (EmbeddedEngine engine = open()) {
      assertTrue(Files.notExists(ours));
      assertEquals(List.of(), engine.administration().check());
      assertThrows(
          ElanusException.class,
          () -> engine.data().insert(CollectionRef.of("book"), Rows.batch(5, 10)));
      engine.data().insert(CollectionRef.of("book"), Rows.batch(10, 10));
      engine.collections().drop(CollectionRef.of("book"));
    }
    open().close();
    for (Path stray : strays) {
      assertEquals("mine", Files.readString(stray));
    }
  }

  @Test
  void whatIsMadeIsForItsOwnerAlone() throws Exception {
    try (EmbeddedEngine engine = open()) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 100));
      assertTrue(
          engine
              .indexes()
              .create(CrashingProcess.index(IndexType.DISKANN))
              .await(Duration.ofMinutes(1)));
      try (Stream<Path> all = Files.walk(directory.getParent())) {
        for (Path path : all.toList()) {
          assertEquals(
              Files.isDirectory(path) ? "rwx------" : "rw-------",
              permissions(path),
              () -> "" + path);
        }
      }
      assertTrue(Files.exists(directory.resolve("catalog.db-wal")));
    }
  }

  @Test
  void aDirectoryThatExistsKeepsItsPermissions() throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
    open().close();
    assertEquals("rwxr-x---", permissions(directory));
    assertEquals("rw-------", permissions(directory.resolve("catalog.db")));
  }

  @Test
  void manyGrowingCollectionsDoNotKeepManyFilesOpen() {
    UnixOperatingSystemMXBean system =
        ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
    try (EmbeddedEngine engine = open()) {
      long before = system.getOpenFileDescriptorCount();
      for (int i = 0; i < 60; i++) {
        engine.collections().create(Rows.schema("book" + i));
        engine.data().insert(CollectionRef.of("book" + i), Rows.batch(0, 1));
      }
      long more = system.getOpenFileDescriptorCount() - before;
      assertTrue(more <= 40, more + " more files are open");
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
