package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.elanus.api.CollectionRef;
import io.elanus.api.Column;
import io.elanus.api.Hit;
import io.elanus.api.IndexInfo;
import io.elanus.api.JobState;
import io.elanus.api.SearchRequest;
import io.elanus.api.index.IndexType;
import io.elanus.core.EmbeddedEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data directories that earlier versions wrote open, and all that can be done to them works. */
class EarlierDataTest {
  @TempDir Path directory;

  private void unzip(int version) throws IOException {
    try (InputStream resource =
            EarlierDataTest.class.getResourceAsStream("/data-version-" + version + ".zip");
        ZipInputStream zip = new ZipInputStream(resource)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = directory.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }

  private EmbeddedEngine open() {
    return EmbeddedEngine.open(EarlierData.options(directory));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void itsRowsAndIndexesAreThere(int version) throws IOException {
    unzip(version);
    try (EmbeddedEngine engine = open()) {
      assertEquals(List.of(), engine.administration().check());
      assertRows(engine, EarlierData.ROWS);
      assertIndex(engine, "book", "vector", IndexType.IVF_FLAT);
      assertIndex(engine, "word", "vector", IndexType.HNSW);
      assertIndex(engine, "word", "bits", IndexType.BIN_IVF_FLAT);
      assertEquals(List.of(), engine.administration().check());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void itTakesAndLosesRowsAsAnyOther(int version) throws IOException {
    unzip(version);
    try (EmbeddedEngine engine = open()) {
      engine.data().insert(CollectionRef.of("book"), EarlierData.books(EarlierData.ROWS, 60));
      engine.data().insert(CollectionRef.of("word"), EarlierData.words(EarlierData.ROWS, 60));
      engine.data().insert(CollectionRef.of("note"), EarlierData.notes(EarlierData.ROWS, 60));
      assertEquals(
          1, engine.data().delete(CollectionRef.of("book"), List.of(EarlierData.bookKey(7))));
    }
    try (EmbeddedEngine engine = open()) {
      assertEquals(List.of(), engine.administration().check());
      assertEquals(
          0,
          engine
              .data()
              .get(CollectionRef.of("book"), List.of(EarlierData.bookKey(7)), List.of("title"))
              .rows());
      engine.data().insert(CollectionRef.of("book"), EarlierData.books(7, 1));
      assertRows(engine, EarlierData.ROWS + 60);
      engine.indexes().drop(CollectionRef.of("word"), "bits");
      engine.collections().drop(CollectionRef.of("note"));
      assertEquals(List.of(), engine.administration().check());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void itsScalarsBecomeColumns(int version) throws IOException {
    unzip(version);
    List<String> names = List.of("book", "word", "note");
    try (EmbeddedEngine engine = open()) {
      assertEquals(0, columnFiles());
      engine.data().flush(CollectionRef.of("book"));
      assertRows(engine, EarlierData.ROWS);
      for (String name : names) {
        Rows.result(engine.administration().compact(CollectionRef.of(name)));
      }
      assertRows(engine, EarlierData.ROWS);
      assertEquals(List.of(), engine.administration().check());
    }
    try (EmbeddedEngine engine = open()) {
      long segments = 0;
      for (String name : names) {
        segments +=
            Rows.result(engine.administration().compact(CollectionRef.of(name))).segmentsAfter();
      }
      assertEquals(segments, columnFiles());
      assertRows(engine, EarlierData.ROWS);
      assertEquals(List.of(), engine.administration().check());
    }
  }

  private long columnFiles() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".col")).count();
    }
  }

  private static void assertIndex(
      EmbeddedEngine engine, String collection, String field, IndexType type) {
    IndexInfo index = engine.indexes().describe(CollectionRef.of(collection), field);
    assertEquals(type, index.type().require());
    assertEquals(JobState.FINISHED, index.progress().state());
    assertEquals(0, index.progress().pendingIndexRows());
  }

  private static void assertRows(EmbeddedEngine engine, int rows) {
    int live = (int) IntStream.range(0, rows).filter(i -> !EarlierData.isDeleted(i)).count();
    for (String collection : List.of("book", "word", "note")) {
      assertEquals(
          live, engine.collections().describe(CollectionRef.of(collection)).rows(), collection);
    }
    for (int i = 0; i < rows; i++) {
      assertRow(engine, "book", i, EarlierData::bookKey);
      assertRow(engine, "word", i, EarlierData::wordKey);
      assertRow(engine, "note", i, EarlierData::noteKey);
    }
  }

  private static void assertRow(
      EmbeddedEngine engine, String collection, int i, IntFunction<Object> key) {
    boolean deleted = EarlierData.isDeleted(i);
    List<Map<String, Object>> found =
        Rows.maps(
            engine.data().get(CollectionRef.of(collection), List.of(key.apply(i)), List.of("*")));
    assertEquals(deleted ? 0 : 1, found.size(), collection + " row " + i);
    if (!deleted) {
      Map<String, Object> row = found.getFirst();
      assertArrayEquals(Rows.vector(i), (float[]) row.remove("vector"));
      switch (collection) {
        case "book" -> assertEquals(EarlierData.bookRow(i), row);
        case "word" -> assertArrayEquals(EarlierData.bits(i), (byte[]) row.get("bits"));
        default -> assertEquals(EarlierData.title(i), row.get("text"));
      }
    }
    Column.FloatVectors query = new Column.FloatVectors(Rows.vector(i), Rows.DIM);
    assertFound(engine, collection, "vector", query, key.apply(i), deleted);
    if (collection.equals("word")) {
      Column bits = new Column.BinaryVectors(EarlierData.bits(i), EarlierData.BITS);
      assertFound(engine, collection, "bits", bits, key.apply(i), deleted);
    }
  }

  private static void assertFound(
      EmbeddedEngine engine,
      String collection,
      String field,
      Column query,
      Object key,
      boolean deleted) {
    SearchRequest request =
        SearchRequest.of(CollectionRef.of(collection), query, 1).withField(field);
    Hit nearest = engine.searches().search(request).hits(0).getFirst();
    if (deleted) {
      assertFalse(nearest.id().equals(key), collection + " finds deleted row " + key);
    } else {
      assertEquals(key, nearest.id(), collection);
      assertEquals(0f, nearest.distance());
    }
  }
}
