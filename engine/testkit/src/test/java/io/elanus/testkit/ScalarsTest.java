package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionRef;
import io.elanus.api.DuplicateKeys;
import io.elanus.api.QueryRequest;
import io.elanus.api.RowPage;
import io.elanus.api.RowPages;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import io.elanus.store.CollectionState;
import io.elanus.store.Compaction;
import io.elanus.store.DiskVolume;
import io.elanus.store.Readers;
import io.elanus.store.ScalarRows;
import io.elanus.store.ScalarValues;
import io.elanus.store.Store;
import io.elanus.store.StoredField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scalar values are the same wherever they lie: in the catalogue, in columns, after compaction. */
class ScalarsTest {
  private static final CollectionRef BOOK = CollectionRef.of("book");
  private static final CollectionRef WORD = CollectionRef.of("word");
  private static final int SEGMENT_ROWS = 1000;

  @TempDir Path directory;

  private EmbeddedEngine open() {
    return EmbeddedEngine.open(
        new EngineOptions(directory, 1, 32, SEGMENT_ROWS, 42).compactedOnRequest());
  }

  private long bytes(String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      long bytes = 0;
      for (Path file : files.filter(f -> f.toString().endsWith(suffix)).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  /** Batches of all sizes, so that rows lie in tails, in columns and on both sides of a segment. */
  private static long fill(EmbeddedEngine engine) {
    engine.collections().create(EarlierData.book());
    engine.collections().create(EarlierData.word());
    int next = 0;
    for (int count : new int[] {1, 30, 31, 200, 5, 900, 40, 100, 600, 125, 124, 20, 20}) {
      engine.data().insert(BOOK, EarlierData.books(next, count));
      engine.data().insert(WORD, EarlierData.words(next, count));
      next += count;
    }
    return next;
  }

  private static void assertRows(EmbeddedEngine engine, long rows, List<Integer> deleted) {
    for (int i = 0; i < rows; i++) {
      RowPage found = book(engine, i);
      assertEquals(deleted.contains(i) ? 0 : 1, found.rows(), "row " + i);
      if (found.rows() == 1) {
        int row = i;
        EarlierData.bookRow(i)
            .forEach((field, value) -> assertEquals(value, found.value(field, 0), "row " + row));
      }
    }
    List<Object> keys =
        IntStream.range(0, (int) rows)
            .filter(i -> !deleted.contains(i))
            .mapToObj(i -> (Object) EarlierData.wordKey(i))
            .toList();
    assertEquals(keys, words(engine.data().get(WORD, keys, List.of("word"))));
    List<Object> all = new ArrayList<>();
    try (RowPages pages = engine.data().query(QueryRequest.ofAll(WORD, List.of("word")))) {
      pages.forEachRemaining(page -> all.addAll(words(page)));
    }
    assertEquals(keys, all);
    assertEquals(List.of(), engine.administration().check());
  }

  private static RowPage book(EmbeddedEngine engine, int i) {
    return engine
        .data()
        .get(BOOK, List.of(EarlierData.bookKey(i)), List.copyOf(EarlierData.bookRow(i).keySet()));
  }

  private static List<Object> words(RowPage page) {
    return IntStream.range(0, page.rows()).mapToObj(row -> page.value("word", row)).toList();
  }

  @Test
  void theyAreTheSameWhereverTheyLie() throws IOException {
    List<Integer> deleted = List.of(0, 15, 33, 700, 1011, 1999, 2100, 2158);
    long rows;
    try (EmbeddedEngine engine = open()) {
      rows = fill(engine);
      assertRows(engine, rows, List.of());
      for (int i : deleted) {
        assertEquals(1, engine.data().delete(BOOK, List.of(EarlierData.bookKey(i))));
        assertEquals(1, engine.data().delete(WORD, List.of(EarlierData.wordKey(i))));
      }
      assertRows(engine, rows, deleted);
    }
    long columns = bytes(".col");
    try (EmbeddedEngine engine = open()) {
      assertRows(engine, rows, deleted);
      engine.data().flush(BOOK);
      engine.data().flush(WORD);
      assertTrue(bytes(".col") > columns, "what was flushed lies in columns");
      assertRows(engine, rows, deleted);
      Rows.result(engine.administration().compact(BOOK));
      Rows.result(engine.administration().compact(WORD));
      assertRows(engine, rows, deleted);
    }
    try (EmbeddedEngine engine = open()) {
      assertRows(engine, rows, deleted);
      engine.data().insert(BOOK, EarlierData.books(0, (int) rows), DuplicateKeys.REPLACE);
      engine.data().insert(WORD, EarlierData.words(0, (int) rows), DuplicateKeys.SKIP);
      assertEquals(rows, engine.collections().describe(BOOK).rows());
      assertEquals(rows, engine.collections().describe(WORD).rows());
      RowPage replaced = book(engine, 700);
      EarlierData.bookRow(700)
          .forEach((field, value) -> assertEquals(value, replaced.value(field, 0)));
      assertEquals(List.of(), engine.administration().check());
    }
  }

  @Test
  void aReaderFindsThemAfterTheyHaveMoved() {
    try (EmbeddedEngine engine = open()) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(BOOK, Rows.batch(0, 40));
      engine.data().insert(BOOK, Rows.batch(40, 10));
    }
    try (Store store = Store.open(directory, new DiskVolume(), SEGMENT_ROWS, _ -> false);
        Readers.Reading _ = store.beginReading()) {
      CollectionState state = store.state("book").orElseThrow();
      long[] rows = LongStream.rangeClosed(1, 50).toArray();
      StoredField title = state.collection().fields().get(1);
      assertTitles(store, state, rows, title);
      store.settle(state.collection(), 1, 1);
      assertTitles(store, state, rows, title);
      store.delete(state.collection(), List.of(44L));
      assertTitles(store, state, rows, title);

      CollectionState settled = store.state("book").orElseThrow();
      try (Compaction compaction = store.compact(settled, settled.segments())) {
        compaction.write(_ -> {});
        compaction.commit(Map.of());
      }
      ScalarRows read = store.readScalars(state, rows, List.of(title), () -> {});
      // Those that were in columns are still there, the tail went with the compaction.
      assertEquals(List.of(44), read.gone().stream().boxed().toList());
      assertEquals(Rows.title(49), read.columns().getFirst().values().get(49));
      assertEquals(List.of(), store.check());
    }
  }

  private static void assertTitles(
      Store store, CollectionState state, long[] rows, StoredField title) {
    ScalarRows read = store.readScalars(state, rows, List.of(title), () -> {});
    assertTrue(read.gone().isEmpty());
    ScalarValues.Texts titles = (ScalarValues.Texts) read.columns().getFirst().values();
    for (int i = 0; i < rows.length; i++) {
      assertEquals(Rows.title(i), titles.values()[i]);
    }
  }

  @Test
  void theCatalogueShrinksWhenRowsAreGone() throws IOException {
    int rows = 40_000;
    List<Object> keys = new ArrayList<>(LongStream.range(0, rows).boxed().toList());
    Collections.shuffle(keys, new Random(5));
    long full;
    try (EmbeddedEngine engine = EmbeddedEngine.open(EngineOptions.at(directory))) {
      engine.collections().create(Rows.schema("book"));
      engine.data().insert(BOOK, Rows.batch(0, rows));
    }
    full = bytes("catalog.db");
    try (EmbeddedEngine engine = EmbeddedEngine.open(EngineOptions.at(directory))) {
      assertEquals(rows - 100, engine.data().delete(BOOK, keys.subList(100, rows)));
      Rows.result(engine.administration().compact(BOOK));
      assertEquals(100, engine.collections().describe(BOOK).rows());
    }
    assertTrue(3 * bytes("catalog.db") < full, bytes("catalog.db") + " of " + full + " bytes");
  }
}
