package io.elanus.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.DeleteRequest;
import io.elanus.api.FieldSchema;
import io.elanus.api.Hit;
import io.elanus.api.IndexRequest;
import io.elanus.api.InsertRequest;
import io.elanus.api.QueryRequest;
import io.elanus.api.ReadOptions;
import io.elanus.api.RowBatch;
import io.elanus.api.RowPage;
import io.elanus.api.SearchRequest;
import io.elanus.api.SearchResult;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The main path: create, insert, search, get, delete, reopen. */
class EmbeddedEngineTest {
  @TempDir Path directory;

  private static CollectionSchema books() {
    return new CollectionSchema(
        "book",
        "",
        List.of(
            FieldSchema.scalar("book_id", DataType.INT64).asPrimaryKey(),
            FieldSchema.varchar("title", 20),
            FieldSchema.floatVector("intro", 2)),
        false);
  }

  private static RowBatch rows(long from, int count) {
    long[] keys = new long[count];
    String[] titles = new String[count];
    float[] vectors = new float[2 * count];
    for (int i = 0; i < count; i++) {
      keys[i] = from + i;
      titles[i] = "title " + (from + i);
      vectors[2 * i] = from + i;
      vectors[2 * i + 1] = 1;
    }
    return new RowBatch(
        count,
        Map.of(
            "book_id", new Column.Longs(keys),
            "title", new Column.Strings(titles),
            "intro", new Column.FloatVectors(vectors, 2)));
  }

  private static SearchRequest nearest(float x, int limit, MetricType metric) {
    return SearchRequest.of(
            CollectionRef.of("book"), new Column.FloatVectors(new float[] {x, 1}, 2), limit)
        .withMetric(metric)
        .withOutputFields(List.of("title"));
  }

  @Test
  void whatWasInsertedIsFoundAgainAfterReopening() {
    try (EmbeddedEngine engine = EmbeddedEngine.open(EngineOptions.at(directory))) {
      engine.collections().create(books());
      engine.data().insert(CollectionRef.of("book"), rows(0, 1000));
      engine.data().insert(CollectionRef.of("book"), rows(1000, 1));
      assertEquals(2, engine.data().delete(CollectionRef.of("book"), List.of(7L, 8L, 99999L)));
    }
    try (EmbeddedEngine engine = EmbeddedEngine.open(EngineOptions.at(directory))) {
      assertEquals(999, engine.collections().describe(CollectionRef.of("book")).rows());
      SearchResult result = engine.searches().search(nearest(7.2f, 2, MetricType.L2));
      List<Hit> hits = result.hits(0);
      assertEquals(List.of(6L, 9L), hits.stream().map(Hit::id).toList());
      assertEquals(1.44f, hits.getFirst().distance(), 1e-5);
      assertEquals(List.of("title"), List.copyOf(result.entities().columns().keySet()));
      assertEquals("title 6", result.entities().value("title", 0));
      RowPage row = engine.data().get(CollectionRef.of("book"), List.of(1000L), List.of("*"));
      assertEquals(List.of("book_id", "title", "intro"), List.copyOf(row.columns().keySet()));
      assertArrayEquals(new float[] {1000, 1}, (float[]) row.value("intro", 0));
      assertEquals(List.of(), engine.administration().check());
      engine.collections().drop(CollectionRef.of("book"));
      assertTrue(engine.collections().list().isEmpty());
    }
  }

  /** A data directory has neither filters nor partitions yet, and says so. */
  @Test
  void whatADataDirectoryCannotDoIsRefused() {
    try (EmbeddedEngine engine = EmbeddedEngine.open(EngineOptions.at(directory))) {
      engine.collections().create(books());
      CollectionRef book = CollectionRef.of("book");
      InsertRequest insert = InsertRequest.of(book, rows(0, 10)).withPartition("p1");
      ReadOptions filter = ReadOptions.STANDARD.withFilter("book_id > 3");
      ReadOptions partition = ReadOptions.STANDARD.withPartitions(List.of("p1", "p2"));
      QueryRequest query = QueryRequest.ofAll(book, List.of("*"));
      SearchRequest search = nearest(1, 1, null);
      DeleteRequest delete = DeleteRequest.ofKeys(book, List.of(1L));
      for (Executable call :
          List.<Executable>of(
              () -> engine.data().insert(insert),
              () -> engine.data().query(query.withOptions(filter)),
              () -> engine.data().query(query.withOptions(partition)),
              () -> engine.data().delete(DeleteRequest.ofFilter(book, "book_id > 3")),
              () -> engine.data().delete(delete.withPartition("p1")),
              () -> engine.searches().search(search.withOptions(filter)),
              () -> engine.searches().search(search.withOptions(partition)))) {
        ElanusException refused = assertThrows(ElanusException.class, call);
        assertEquals(ErrorCode.UNSUPPORTED, refused.code());
        assertTrue(refused.getMessage().contains("in a data directory yet, got "));
        assertTrue(refused.hint().isPresent());
      }
      assertEquals(0, engine.collections().describe(book).rows());
    }
  }

  @Test
  void anIndexOfFewRowsSaysThatNothingIsBuilt() {
    try (EmbeddedEngine engine = EmbeddedEngine.open(EngineOptions.at(directory))) {
      engine.collections().create(books());
      IndexRequest request =
          new IndexRequest(
              CollectionRef.of("book"), "intro", "", IndexType.HNSW, MetricType.L2, Map.of(), 0);
      assertEquals(List.of(), engine.indexes().create(request).result().notes());
      engine.data().insert(CollectionRef.of("book"), rows(0, 10));
      engine.data().flush(CollectionRef.of("book"));
      assertEquals(
          List.of("nothing is built of fewer than 1024 rows: searches compare each of them"),
          engine.indexes().describe(CollectionRef.of("book"), "intro").notes());
    }
  }

  @Test
  void aKeyThatIsThereAlreadyIsRefusedAndNothingIsWritten() {
    try (EmbeddedEngine engine = EmbeddedEngine.open(EngineOptions.at(directory))) {
      engine.collections().create(books());
      engine.data().insert(CollectionRef.of("book"), rows(0, 10));
      ElanusException refused =
          assertThrows(
              ElanusException.class,
              () -> engine.data().insert(CollectionRef.of("book"), rows(5, 10)));
      assertEquals(ErrorCode.ALREADY_EXISTS, refused.code());
      assertEquals("primary key 5 of row 0 is in collection book already", refused.getMessage());
      assertEquals(10, engine.collections().describe(CollectionRef.of("book")).rows());
      engine.data().insert(CollectionRef.of("book"), rows(10, 10));
      assertEquals(15L, engine.searches().search(nearest(15, 1, null)).hits(0).getFirst().id());
      assertEquals(List.of(), engine.administration().check());
    }
  }
}
