package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.Hit;
import io.elanus.api.IndexInfo;
import io.elanus.api.IndexRequest;
import io.elanus.api.JobState;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flipped bit in any kind of file is found and named. */
class DamageTest {
  private static final int ROWS = 40_000;

  @TempDir Path directory;

  private EmbeddedEngine open() {
    return EmbeddedEngine.open(EngineOptions.at(directory));
  }

  @BeforeEach
  void fill() throws InterruptedException {
    try (EmbeddedEngine engine = open()) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(CollectionRef.of("book"), Rows.batch(0, ROWS));
      BuildJob job =
          engine
              .indexes()
              .create(
                  new IndexRequest(
                      CollectionRef.of("book"),
                      "vector",
                      null,
                      IndexType.IVF_FLAT,
                      MetricType.L2,
                      Map.of("nlist", "16"),
                      0));
      assertTrue(job.await(Duration.ofMinutes(1)));
      assertEquals(JobState.FINISHED, job.result().progress().state());
    }
  }

  private Path file(String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
    }
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int value = bytes.read();
      bytes.seek(at);
      bytes.write(value ^ 0x10);
    }
  }

  @Test
  void aFlippedVectorIsNamedWithSegmentAndBlock() throws IOException {
    Path vectors = file(".vec");
    flip(vectors, 64 + (1 << 20) + 77);
    try (EmbeddedEngine engine = open()) {
      List<String> problems = engine.administration().check();
      assertEquals(1, problems.size(), problems.toString());
      assertTrue(problems.getFirst().contains(vectors.toString()), problems.toString());
      assertTrue(
          problems.getFirst().contains("segment 1): block 1 is damaged"), problems.toString());
    }
  }

  @Test
  void aMissingVectorFileIsNamed() throws IOException {
    Path vectors = file(".vec");
    Files.delete(vectors);
    try (EmbeddedEngine engine = open()) {
      String missing = "vectors of field vector, segment 1: file %s is missing".formatted(vectors);
      assertEquals(List.of(vectors + ": " + missing), engine.administration().check());
      ElanusException refused =
          assertThrows(
              ElanusException.class,
              () ->
                  engine.searches().search(Rows.search("book", Rows.vector(1), 1, null, Map.of())));
      assertEquals(missing, refused.getMessage());
    }
  }

  @Test
  void checkSaysWhatMendsADamagedIndex() throws IOException {
    Path index = file(".idx");
    byte[] whole = Files.readAllBytes(index);
    flip(index, whole.length / 2);
    try (EmbeddedEngine engine = open()) {
      String problem = engine.administration().check().getFirst();
      assertTrue(problem.startsWith("index vector of book: index file " + index), problem);
      assertTrue(problem.endsWith("; delete the index and create it again"), problem);
    }
    Files.write(index, Arrays.copyOf(whole, 1000));
    try (EmbeddedEngine engine = open()) {
      String problem = engine.administration().check().getFirst();
      assertTrue(problem.endsWith("; load collection builds it again"), problem);
    }
  }

  @Test
  void aVectorFileOfAnotherSegmentIsRefused() throws IOException {
    flip(file(".vec"), 24);
    try (EmbeddedEngine engine = open()) {
      assertEquals(1, engine.administration().check().size());
      ElanusException refused =
          assertThrows(
              ElanusException.class,
              () -> engine.data().get(CollectionRef.of("book"), List.of(1L), List.of("vector")));
      assertEquals(ErrorCode.DAMAGED_DATA, refused.code());
    }
  }

  @Test
  void everyByteOfAnIndexFileIsWatched() throws IOException {
    Path index = file(".idx");
    byte[] whole = Files.readAllBytes(index);
    Random random = new Random(5);
    int found = 0;
    int flips = 60;
    for (int i = 0; i < flips; i++) {
      int at = i < 20 ? random.nextInt(64) : random.nextInt(whole.length);
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      Files.write(index, damaged);
      try (EmbeddedEngine engine = open()) {
        List<String> problems = engine.administration().check();
        // Zeros between two sections mean nothing.
        boolean padding = whole[at] == 0 && problems.isEmpty();
        assertTrue(
            padding || problems.getFirst().contains(index.toString()),
            "byte " + at + ": " + problems);
        found += problems.size();
      }
    }
    Files.write(index, whole);
    assertTrue(found > flips - 5, found + " of " + flips + " flips were found");
  }

  @Test
  void aDamagedIndexIsNotTrustedButBuiltAgain() throws IOException, InterruptedException {
    flip(file(".idx"), 20);
    try (EmbeddedEngine engine = open()) {
      List<Hit> hits =
          engine
              .searches()
              .search(Rows.search("book", Rows.vector(321), 1, null, Map.of("nprobe", "16")))
              .hits(0);
      assertEquals(321L, hits.getFirst().id());
      BuildJob rebuild = engine.indexes().resume(CollectionRef.of("book"), "vector").orElse(null);
      if (rebuild != null) {
        assertTrue(rebuild.await(Duration.ofMinutes(1)));
      }
      IndexInfo index = engine.indexes().describe(CollectionRef.of("book"), "vector");
      assertEquals(ROWS, index.progress().indexedRows());
      assertTrue(
          index.notes().stream().anyMatch(note -> note.contains("the header is damaged")),
          index.notes().toString());
      assertEquals(List.of(), engine.administration().check());
    }
  }

  @Test
  void aDamagedCatalogueIsNamed() throws IOException {
    Path catalogue = file("catalog.db");
    flip(catalogue, 3);
    ElanusException refused = assertThrows(ElanusException.class, this::open);
    assertEquals(ErrorCode.DAMAGED_DATA, refused.code());
    assertTrue(refused.getMessage().contains("catalog.db"), refused.getMessage());
  }

  private static int find(byte[] bytes, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    int at = 0;
    while (!Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
      at++;
    }
    return at;
  }

  @Test
  void aFlippedScalarIsNamedWithItsFile() throws IOException {
    Path columns = file(".col");
    flip(columns, find(Files.readAllBytes(columns), Rows.title(23_456)));
    try (EmbeddedEngine engine = open()) {
      List<String> problems = engine.administration().check();
      assertEquals(1, problems.size(), problems.toString());
      assertTrue(problems.getFirst().startsWith(columns.toString()), problems.toString());
    }
  }

  @Test
  void aFlippedScalarInTheCatalogueIsFound() throws IOException {
    try (EmbeddedEngine engine = open()) {
      engine.data().insert(CollectionRef.of("book"), Rows.batch(ROWS, 100));
    }
    Path catalogue = file("catalog.db");
    flip(catalogue, find(Files.readAllBytes(catalogue), Rows.title(ROWS + 56)));
    try (EmbeddedEngine engine = open()) {
      List<String> problems = engine.administration().check();
      assertEquals(1, problems.size(), problems.toString());
      assertTrue(problems.getFirst().contains("collection book"), problems.toString());
      // Damage must not get a checksum that is right.
      ElanusException refused =
          assertThrows(
              ElanusException.class,
              () -> Rows.result(engine.administration().compact(CollectionRef.of("book"))));
      assertEquals(ErrorCode.DAMAGED_DATA, refused.code());
    }
  }

  @Test
  void aDamagedColumnFileIsNamedToWhoReadsIt() throws IOException {
    Path columns = file(".col");
    flip(columns, 64 + 12);
    try (EmbeddedEngine engine = open()) {
      ElanusException refused =
          assertThrows(
              ElanusException.class,
              () -> engine.data().get(CollectionRef.of("book"), List.of(1L), List.of("title")));
      assertEquals(ErrorCode.DAMAGED_DATA, refused.code());
      assertTrue(refused.getMessage().contains(columns.toString()), refused.getMessage());
      assertEquals(1, engine.administration().check().size());
    }
    Files.delete(columns);
    try (EmbeddedEngine engine = open()) {
      assertEquals(1, engine.administration().check().size());
    }
  }
}
