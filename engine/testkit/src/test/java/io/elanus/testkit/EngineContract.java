package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.Engine;
import io.elanus.api.FieldSchema;
import io.elanus.api.Hit;
import io.elanus.api.IndexInfo;
import io.elanus.api.IndexRequest;
import io.elanus.api.InsertResult;
import io.elanus.api.JobProgress;
import io.elanus.api.JobState;
import io.elanus.api.RowBatch;
import io.elanus.api.SearchRequest;
import io.elanus.api.SearchResult;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What every implementation of {@link Engine} must do. */
abstract class EngineContract {
  private static final Duration LONG = Duration.ofMinutes(2);

  private Engine engine;

  /**
   * Opens an engine, empty at the first call of a test and with what was written before at later
   * ones.
   */
  abstract Engine open();

  @BeforeEach
  void openFirst() {
    engine = open();
  }

  @AfterEach
  void closeLast() {
    engine.close();
  }

  private void reopen() {
    engine.close();
    engine = open();
  }

  private static ElanusException refused(ErrorCode code, Executable call) {
    ElanusException refusal = assertThrows(ElanusException.class, call);
    assertEquals(code, refusal.code(), refusal.getMessage());
    return refusal;
  }

  private static IndexRequest index(
      String collection, IndexType type, MetricType metric, Map<String, String> parameters) {
    return new IndexRequest(
        CollectionRef.of(collection), "vector", null, type, metric, parameters, 0);
  }

  private IndexInfo build(IndexRequest request) throws InterruptedException {
    BuildJob job = engine.indexes().create(request);
    assertTrue(job.await(LONG), "the build must end");
    return job.result();
  }

  private static List<Object> ids(List<Hit> hits) {
    return hits.stream().map(Hit::id).toList();
  }

  /** The keys nearest to a query among [0, rows), compared in double precision. */
  private static List<Object> nearest(float[] query, int rows, int limit, MetricType metric) {
    record Candidate(long key, double distance) {}
    return LongStream.range(0, rows)
        .mapToObj(key -> new Candidate(key, Rows.distance(query, Rows.vector(key), metric)))
        .sorted(Comparator.comparingDouble(Candidate::distance).thenComparingLong(Candidate::key))
        .limit(limit)
        .map(candidate -> (Object) candidate.key())
        .toList();
  }

  @Test
  void collectionsAreCreatedListedDescribedAndDropped() {
    engine.collections().create(Rows.schema("b"));
    engine.collections().create(Rows.schema("a"));
    assertEquals(
        List.of("a", "b"), engine.collections().list().stream().map(c -> c.name()).toList());
    refused(ErrorCode.ALREADY_EXISTS, () -> engine.collections().create(Rows.schema("a")));
    reopen();
    assertEquals(Rows.schema("a"), engine.collections().describe(CollectionRef.of("a")).schema());
    engine.data().insert(CollectionRef.of("a"), Rows.batch(0, 3));
    engine.collections().drop(CollectionRef.of("a"));
    assertEquals(List.of("b"), engine.collections().list().stream().map(c -> c.name()).toList());
    ElanusException gone =
        refused(
            ErrorCode.COLLECTION_NOT_FOUND,
            () -> engine.collections().describe(CollectionRef.of("bb")));
    assertEquals("did you mean b?", gone.hint().orElseThrow());
    engine.collections().create(Rows.schema("a"));
    assertEquals(0, engine.collections().describe(CollectionRef.of("a")).rows());
  }

  @Test
  void everyTypeOfValueComesBackAsItWasGiven() {
    engine
        .collections()
        .create(
            new CollectionSchema(
                "all",
                "one of each",
                List.of(
                    FieldSchema.varchar("key", 10).asPrimaryKey(),
                    FieldSchema.scalar("bool", DataType.BOOL),
                    FieldSchema.scalar("int8", DataType.INT8),
                    FieldSchema.scalar("int16", DataType.INT16),
                    FieldSchema.scalar("int32", DataType.INT32),
                    FieldSchema.scalar("int64", DataType.INT64),
                    FieldSchema.scalar("float", DataType.FLOAT),
                    FieldSchema.scalar("double", DataType.DOUBLE),
                    FieldSchema.scalar("json", DataType.JSON),
                    FieldSchema.floatVector("vector", 3),
                    new FieldSchema("bits", DataType.BINARY_VECTOR, "", false, 16, 0)),
                false));
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("key", new Column.Strings(new String[] {"k\u00e9\ud83d\ude00", ""}));
    columns.put("bool", new Column.Booleans(new boolean[] {true, false}));
    columns.put("int8", new Column.Ints(new int[] {-128, 127}));
    columns.put("int16", new Column.Ints(new int[] {-32768, 32767}));
    columns.put("int32", new Column.Ints(new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE}));
    columns.put("int64", new Column.Longs(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}));
    columns.put("float", new Column.Floats(new float[] {Float.NaN, 0.1f}));
    columns.put("double", new Column.Doubles(new double[] {Double.NEGATIVE_INFINITY, 0.1}));
    columns.put("json", new Column.Strings(new String[] {"{\"a\": [1, null]}", "null"}));
    columns.put("vector", new Column.FloatVectors(new float[] {1, 2, 3, -0f, 5, 6}, 3));
    columns.put("bits", new Column.BinaryVectors(new byte[] {1, 2, -1, 0}, 16));
    engine.data().insert(CollectionRef.of("all"), new RowBatch(2, columns));
    reopen();
    List<Map<String, Object>> rows =
        Rows.maps(
            engine
                .data()
                .get(
                    CollectionRef.of("all"),
                    List.of("", "absent", "k\u00e9\ud83d\ude00"),
                    List.of("*")));
    assertEquals(2, rows.size());
    Map<String, Object> second = rows.getFirst();
    assertEquals(List.copyOf(columns.keySet()), List.copyOf(second.keySet()));
    assertEquals(false, second.get("bool"));
    assertEquals(127, second.get("int8"));
    assertEquals(32767, second.get("int16"));
    assertEquals(Integer.MAX_VALUE, second.get("int32"));
    assertEquals(Long.MAX_VALUE, second.get("int64"));
    assertEquals(0.1f, second.get("float"));
    assertEquals(0.1, second.get("double"));
    assertEquals("null", second.get("json"));
    assertArrayEquals(new float[] {-0f, 5, 6}, (float[]) second.get("vector"));
    assertArrayEquals(new byte[] {-1, 0}, (byte[]) second.get("bits"));
    Map<String, Object> first = rows.getLast();
    assertEquals(Float.NaN, first.get("float"));
    assertEquals(Double.NEGATIVE_INFINITY, first.get("double"));
    assertEquals("{\"a\": [1, null]}", first.get("json"));
    assertEquals(
        List.of("k\u00e9\ud83d\ude00", ""),
        Rows.all(engine, CollectionRef.of("all"), "key").stream()
            .map(row -> row.get("key"))
            .toList());
  }

  @Test
  void keysAreMadeWhereTheSchemaSaysSo() {
    engine
        .collections()
        .create(
            new CollectionSchema(
                "auto",
                "",
                List.of(
                    FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
                    FieldSchema.floatVector("vector", Rows.DIM)),
                true));
    Column vectors = new Column.FloatVectors(new float[2 * Rows.DIM], Rows.DIM);
    InsertResult first =
        engine.data().insert(CollectionRef.of("auto"), new RowBatch(2, Map.of("vector", vectors)));
    engine
        .data()
        .delete(CollectionRef.of("auto"), List.of(((Column.Longs) first.keys()).values()[1]));
    reopen();
    InsertResult second =
        engine.data().insert(CollectionRef.of("auto"), new RowBatch(2, Map.of("vector", vectors)));
    long[] keys = ((Column.Longs) second.keys()).values();
    assertFalse(
        LongStream.of(((Column.Longs) first.keys()).values())
            .anyMatch(key -> key == keys[0] || key == keys[1]),
        "keys must never be used twice");
    assertEquals(
        1, engine.data().get(CollectionRef.of("auto"), List.of(keys[1]), List.of("id")).rows());
    RowBatch withKey =
        new RowBatch(2, Map.of("vector", vectors, "id", new Column.Longs(new long[] {1, 2})));
    refused(ErrorCode.INVALID_ROW, () -> engine.data().insert(CollectionRef.of("auto"), withKey));
  }

  @Test
  void aBatchWithABadRowIsRefusedAsAWhole() {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 5));
    Column keys = new Column.Longs(new long[] {10, 11});
    Column titles = new Column.Strings(new String[] {"a", "b"});
    Column pages = new Column.Ints(new int[] {1, 2});
    Column vectors = new Column.FloatVectors(new float[2 * Rows.DIM], Rows.DIM);
    Map<String, Column> good =
        Map.of("id", keys, "title", titles, "pages", pages, "vector", vectors);
    float[] notFinite = new float[2 * Rows.DIM];
    notFinite[Rows.DIM + 3] = Float.NaN;

    assertEquals(
        "values of vector must be finite, got NaN in row 101, value 3",
        bad(
            good,
            "vector",
            new Column.FloatVectors(notFinite, Rows.DIM),
            ErrorCode.INVALID_VECTOR));
    assertEquals(
        "vectors of vector must have dim 8, got 4",
        bad(good, "vector", new Column.FloatVectors(new float[8], 4), ErrorCode.INVALID_VECTOR));
    assertEquals(
        "pages of row 101 must be in [-32768, 32767], got 40000",
        bad(good, "pages", new Column.Ints(new int[] {1, 40000}), ErrorCode.INVALID_ROW));
    assertEquals(
        "title of row 100 must have at most 32 bytes in UTF-8, got 34",
        bad(
            good,
            "title",
            new Column.Strings(new String[] {"\u00e9".repeat(17), ""}),
            ErrorCode.INVALID_ROW));
    assertEquals(
        "title of row 101 must have a value, got null",
        bad(good, "title", new Column.Strings(new String[] {"", null}), ErrorCode.INVALID_ROW));
    assertEquals(
        "id must hold INT64 values, got Strings", bad(good, "id", titles, ErrorCode.INVALID_ROW));
    assertEquals(
        "collection book has no field titel",
        bad(good, "titel", titles, ErrorCode.FIELD_NOT_FOUND));
    assertEquals(
        "primary key 3 of row 101 is in collection book already",
        bad(good, "id", new Column.Longs(new long[] {10, 3}), ErrorCode.ALREADY_EXISTS));
    assertEquals(
        "primary key 10 is given twice, in row 100 and row 101",
        bad(good, "id", new Column.Longs(new long[] {10, 10}), ErrorCode.ALREADY_EXISTS));
    Map<String, Column> missing = new LinkedHashMap<>(good);
    missing.remove("title");
    refused(
        ErrorCode.INVALID_ROW,
        () -> engine.data().insert(CollectionRef.of("book"), new RowBatch(2, missing)));
    assertEquals(5, engine.collections().describe(CollectionRef.of("book")).rows());
    engine.data().insert(CollectionRef.of("book"), new RowBatch(2, good));
    assertEquals(7, engine.collections().describe(CollectionRef.of("book")).rows());
    assertEquals(List.of(), engine.administration().check());
  }

  private String bad(Map<String, Column> good, String field, Column column, ErrorCode code) {
    Map<String, Column> columns = new LinkedHashMap<>(good);
    columns.put(field, column);
    return refused(
            code,
            () -> engine.data().insert(CollectionRef.of("book"), new RowBatch(2, columns, 100)))
        .getMessage();
  }

  @Test
  void jsonMustBeWellFormed() {
    engine
        .collections()
        .create(
            new CollectionSchema(
                "docs",
                "",
                List.of(
                    FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
                    FieldSchema.scalar("doc", DataType.JSON),
                    FieldSchema.floatVector("vector", 1)),
                false));
    for (String text : List.of("{", "", "1 2", "{a:1}", "[1,]")) {
      RowBatch batch =
          new RowBatch(
              1,
              Map.of(
                  "id", new Column.Longs(new long[] {1}),
                  "doc", new Column.Strings(new String[] {text}),
                  "vector", new Column.FloatVectors(new float[1], 1)));
      refused(ErrorCode.INVALID_ROW, () -> engine.data().insert(CollectionRef.of("docs"), batch));
    }
  }

  @Test
  void searchWithoutAnIndexIsExactInEveryMetric() {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 700));
    for (MetricType metric : List.of(MetricType.L2, MetricType.IP, MetricType.COSINE)) {
      float[] query = Rows.vector(-5);
      SearchResult result =
          engine.searches().search(Rows.search("book", query, 10, metric, Map.of()));
      List<Hit> hits = result.hits(0);
      assertEquals(nearest(query, 700, 10, metric), ids(hits));
      double expected = Rows.distance(query, Rows.vector((Long) hits.getFirst().id()), metric);
      assertEquals(
          metric.largerIsCloser() ? -expected : expected, hits.getFirst().distance(), 1e-4);
    }
  }

  @Test
  void searchTakesOffsetsSeveralQueriesAndOutputFields() {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 300));
    float[] queries = new float[2 * Rows.DIM];
    System.arraycopy(Rows.vector(17), 0, queries, 0, Rows.DIM);
    System.arraycopy(Rows.vector(-1), 0, queries, Rows.DIM, Rows.DIM);
    SearchResult result =
        engine
            .searches()
            .search(
                SearchRequest.of(
                        CollectionRef.of("book"), new Column.FloatVectors(queries, Rows.DIM), 4)
                    .withOffset(3)
                    .withOutputFields(List.of("pages", "title", "vector")));
    assertEquals(MetricType.L2, result.metric());
    assertEquals(2, result.queries());
    assertEquals(
        nearest(Rows.vector(-1), 300, 7, MetricType.L2).subList(3, 7), ids(result.hits(1)));
    assertEquals(
        List.of("pages", "title", "vector"), List.copyOf(result.entities().columns().keySet()));
    assertArrayEquals(new int[] {0, 4, 8}, result.offsets());
    for (int i = 0; i < result.size(); i++) {
      long id = (Long) result.ids().value(i);
      assertEquals(Rows.title(id), result.entities().value("title", i));
      assertArrayEquals(Rows.vector(id), (float[]) result.entities().value("vector", i));
    }
    assertEquals(
        300,
        engine
            .searches()
            .search(Rows.search("book", Rows.vector(1), 16_384, null, Map.of()))
            .hits(0)
            .size());
  }

  @Test
  void aSearchThatBreaksARuleIsRefused() {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 10));
    float[] query = Rows.vector(1);
    refused(
        ErrorCode.OUT_OF_RANGE,
        () -> engine.searches().search(Rows.search("book", query, 0, null, Map.of())));
    refused(
        ErrorCode.OUT_OF_RANGE,
        () -> engine.searches().search(Rows.search("book", query, 16_385, null, Map.of())));
    for (int queries : new int[] {0, 16_385}) {
      float[] many = new float[queries * Rows.DIM];
      assertEquals(
          "number of query vectors must be in [1, 16384], got " + queries,
          refused(
                  ErrorCode.OUT_OF_RANGE,
                  () -> engine.searches().search(Rows.search("book", many, 1, null, Map.of())))
              .getMessage());
    }
    refused(
        ErrorCode.INVALID_ARGUMENT,
        () ->
            engine.searches().search(Rows.search("book", query, 1, MetricType.HAMMING, Map.of())));
    refused(
        ErrorCode.UNKNOWN_PARAMETER,
        () -> engine.searches().search(Rows.search("book", query, 1, null, Map.of("nprobe", "3"))));
    float[] infinite = query.clone();
    infinite[2] = Float.POSITIVE_INFINITY;
    refused(
        ErrorCode.INVALID_VECTOR,
        () -> engine.searches().search(Rows.search("book", infinite, 1, null, Map.of())));
    SearchRequest wrongField =
        SearchRequest.of(CollectionRef.of("book"), new Column.FloatVectors(query, 8), 1)
            .withField("vectr");
    assertEquals(
        "did you mean vector?",
        refused(ErrorCode.FIELD_NOT_FOUND, () -> engine.searches().search(wrongField))
            .hint()
            .orElseThrow());
    engine.collections().release(CollectionRef.of("book"));
    refused(
        ErrorCode.NOT_LOADED,
        () -> engine.searches().search(Rows.search("book", query, 1, null, Map.of())));
    engine.collections().load(CollectionRef.of("book"));
    assertEquals(
        List.of(1L),
        ids(engine.searches().search(Rows.search("book", query, 1, null, Map.of())).hits(0)));
  }

  @Test
  void deletedRowsAreGoneForGood() throws InterruptedException {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 2000));
    build(index("book", IndexType.IVF_FLAT, MetricType.L2, Map.of("nlist", "8")));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(2000, 100));
    assertEquals(3, engine.data().delete(CollectionRef.of("book"), List.of(5L, 2050L, 6L, 99999L)));
    assertEquals(0, engine.data().delete(CollectionRef.of("book"), List.of(5L)));
    for (int round = 0; round < 2; round++) {
      for (long key : new long[] {5, 6, 2050}) {
        List<Hit> hits =
            engine
                .searches()
                .search(Rows.search("book", Rows.vector(key), 20, null, Map.of("nprobe", "8")))
                .hits(0);
        assertEquals(20, hits.size());
        assertFalse(ids(hits).contains(key));
      }
      assertEquals(2097, engine.collections().describe(CollectionRef.of("book")).rows());
      assertEquals(
          0, engine.data().get(CollectionRef.of("book"), List.of(5L), List.of("id")).rows());
      reopen();
    }
    engine.data().insert(CollectionRef.of("book"), Rows.batch(5, 1));
    assertEquals(
        5L,
        engine
            .searches()
            .search(Rows.search("book", Rows.vector(5), 1, null, Map.of()))
            .hits(0)
            .getFirst()
            .id());
    assertEquals(List.of(), engine.administration().check());
  }

  @Test
  void anIndexOverAllListsFindsWhatExactSearchFinds() throws InterruptedException {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 3000));
    IndexInfo built =
        build(index("book", IndexType.IVF_FLAT, MetricType.IP, Map.of("nlist", "16")));
    assertEquals(JobState.FINISHED, built.progress().state());
    assertEquals(3000, built.progress().totalRows());
    assertEquals(3000, built.progress().indexedRows());
    assertEquals(0, built.progress().pendingIndexRows());
    assertTrue(built.fileBytes() > 0);
    assertEquals("vector", built.name());
    engine.data().insert(CollectionRef.of("book"), Rows.batch(3000, 50));
    for (int round = 0; round < 2; round++) {
      for (int key = -1; key > -6; key--) {
        float[] query = Rows.vector(key);
        SearchResult all =
            engine.searches().search(Rows.search("book", query, 10, null, Map.of("nprobe", "16")));
        assertEquals(MetricType.IP, all.metric());
        assertEquals(nearest(query, 3050, 10, MetricType.IP), ids(all.hits(0)));
      }
      reopen();
    }
    assertEquals(List.of(), engine.administration().check());
    refused(
        ErrorCode.INVALID_ARGUMENT,
        () ->
            engine
                .searches()
                .search(Rows.search("book", Rows.vector(1), 1, MetricType.L2, Map.of())));
    refused(
        ErrorCode.OUT_OF_RANGE,
        () ->
            engine
                .searches()
                .search(Rows.search("book", Rows.vector(1), 1, null, Map.of("nprobe", "17"))));
  }

  @Test
  void binaryVectorsAreIndexedSearchedAndDeleted() throws InterruptedException {
    int bits = 72;
    int rows = 1500;
    engine
        .collections()
        .create(
            new CollectionSchema(
                "codes",
                "",
                List.of(
                    FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
                    new FieldSchema("code", DataType.BINARY_VECTOR, "", false, bits, 0)),
                false));
    byte[] codes = new byte[rows * bits / 8];
    new Random(5).nextBytes(codes);
    engine
        .data()
        .insert(
            CollectionRef.of("codes"),
            new RowBatch(
                rows,
                Map.of(
                    "id", new Column.Longs(LongStream.range(0, rows).toArray()),
                    "code", new Column.BinaryVectors(codes, bits))));
    byte[] query = Arrays.copyOf(codes, bits / 8);
    Set<Long> deleted = new HashSet<>();
    // Without an index every metric is at hand, and Hamming is the one that is not named.
    for (MetricType metric : MetricType.values()) {
      if (metric.isBinary()) {
        assertNearestCodes(codes, deleted, query, metric, metric, Map.of());
      }
    }
    assertNearestCodes(codes, deleted, query, null, MetricType.HAMMING, Map.of());
    List<IndexRequest> indexes =
        List.of(
            codeIndex(IndexType.BIN_FLAT, MetricType.SUBSTRUCTURE, Map.of()),
            codeIndex(IndexType.BIN_FLAT, MetricType.HAMMING, Map.of()),
            codeIndex(IndexType.BIN_IVF_FLAT, MetricType.JACCARD, Map.of("nlist", "12")),
            codeIndex(IndexType.BIN_IVF_FLAT, MetricType.HAMMING, Map.of("nlist", "12")),
            codeIndex(IndexType.HNSW, MetricType.JACCARD, Map.of("M", "8")),
            codeIndex(IndexType.HNSW, MetricType.HAMMING, Map.of("M", "8")));
    long victim = 0;
    for (IndexRequest index : indexes) {
      assertEquals(rows - deleted.size(), build(index).progress().indexedRows());
      Map<String, String> all =
          switch (index.type()) {
            case BIN_IVF_FLAT -> Map.of("nprobe", "12");
            case HNSW -> Map.of("ef", "2000");
            default -> Map.of();
          };
      assertNearestCodes(codes, deleted, query, null, index.metric(), all);
      engine.data().delete(CollectionRef.of("codes"), List.of(victim));
      deleted.add(victim);
      victim += 7;
      assertNearestCodes(codes, deleted, query, null, index.metric(), all);
      reopen();
      assertNearestCodes(codes, deleted, query, null, index.metric(), all);
      engine.indexes().drop(CollectionRef.of("codes"), "code");
    }
    assertEquals(List.of(), engine.administration().check());
    refused(
        ErrorCode.INVALID_ARGUMENT,
        () ->
            engine
                .indexes()
                .create(codeIndex(IndexType.BIN_IVF_FLAT, MetricType.SUBSTRUCTURE, Map.of())));
    refused(
        ErrorCode.INVALID_ARGUMENT,
        () -> engine.indexes().create(codeIndex(IndexType.IVF_FLAT, MetricType.L2, Map.of())));
  }

  private static IndexRequest codeIndex(
      IndexType type, MetricType metric, Map<String, String> parameters) {
    return new IndexRequest(CollectionRef.of("codes"), "code", null, type, metric, parameters, 0);
  }

  private void assertNearestCodes(
      byte[] codes,
      Set<Long> deleted,
      byte[] query,
      MetricType asked,
      MetricType metric,
      Map<String, String> parameters) {
    int width = query.length;
    record Candidate(long key, float distance) {}
    List<Candidate> all =
        LongStream.range(0, codes.length / width)
            .filter(key -> !deleted.contains(key))
            .mapToObj(
                key -> {
                  int from = (int) key * width;
                  byte[] code = Arrays.copyOfRange(codes, from, from + width);
                  return new Candidate(key, Rows.distance(query, code, metric));
                })
            .filter(candidate -> Float.isFinite(candidate.distance()))
            .sorted(
                Comparator.comparingDouble(Candidate::distance).thenComparingLong(Candidate::key))
            .toList();
    List<Map<String, String>> ranges = new ArrayList<>(List.of(Map.of()));
    for (int from : new int[] {0, 1, 40}) {
      if (from < all.size()) {
        // Distances of rows, as they are shown.
        float near = all.get(from).distance();
        float far = Math.max(Math.nextUp(near), all.get(Math.min(all.size(), 90) - 1).distance());
        ranges.add(Map.of("radius", Float.toString(far), "range_filter", Float.toString(near)));
      }
    }
    for (Map<String, String> range : ranges) {
      Map<String, String> given = new HashMap<>(parameters);
      given.putAll(range);
      float near = Float.parseFloat(range.getOrDefault("range_filter", "-Infinity"));
      float far = Float.parseFloat(range.getOrDefault("radius", "Infinity"));
      SearchResult result =
          engine
              .searches()
              .search(
                  SearchRequest.of(
                          CollectionRef.of("codes"), new Column.BinaryVectors(query, width * 8), 9)
                      .withMetric(asked)
                      .withParameters(given));
      assertEquals(metric, result.metric());
      assertEquals(
          all.stream()
              .filter(candidate -> candidate.distance() >= near && candidate.distance() < far)
              .limit(9)
              .toList(),
          result.hits(0).stream()
              .map(hit -> new Candidate((Long) hit.id(), hit.distance()))
              .toList(),
          metric + " " + given);
    }
  }

  @Test
  void aFieldTakesOneIndex() throws InterruptedException {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 1500));
    IndexRequest first = index("book", IndexType.IVF_FLAT, MetricType.L2, Map.of("nlist", "8"));
    build(first);
    assertEquals(1500, build(first).progress().indexedRows());
    ElanusException taken =
        refused(
            ErrorCode.ALREADY_EXISTS,
            () -> engine.indexes().create(index("book", IndexType.FLAT, MetricType.L2, Map.of())));
    assertEquals("delete it first: delete index -c book -in vector", taken.hint().orElseThrow());
    refused(
        ErrorCode.INDEX_NOT_FOUND,
        () -> engine.indexes().describe(CollectionRef.of("book"), "nothing"));
    engine.indexes().drop(CollectionRef.of("book"), "vector");
    assertTrue(engine.indexes().list(CollectionRef.of("book")).isEmpty());
    assertEquals(
        IndexType.FLAT, build(index("book", IndexType.FLAT, MetricType.L2, Map.of())).type());
    reopen();
    assertEquals(
        List.of("vector"),
        engine.indexes().list(CollectionRef.of("book")).stream().map(IndexInfo::name).toList());
    assertTrue(engine.indexes().resume(CollectionRef.of("book"), null).isEmpty());
  }

  @Test
  void anIndexThatBreaksARuleIsRefused() {
    engine.collections().create(Rows.schema("book"));
    refused(
        ErrorCode.OUT_OF_RANGE,
        () ->
            engine
                .indexes()
                .create(index("book", IndexType.IVF_FLAT, MetricType.L2, Map.of("nlist", "0"))));
    refused(
        ErrorCode.UNKNOWN_PARAMETER,
        () ->
            engine
                .indexes()
                .create(index("book", IndexType.IVF_FLAT, MetricType.L2, Map.of("nlst", "8"))));
    refused(
        ErrorCode.INVALID_ARGUMENT,
        () ->
            engine
                .indexes()
                .create(index("book", IndexType.IVF_FLAT, MetricType.JACCARD, Map.of())));
    refused(
        ErrorCode.INVALID_ARGUMENT,
        () ->
            engine
                .indexes()
                .create(
                    new IndexRequest(
                        CollectionRef.of("book"),
                        "title",
                        null,
                        IndexType.FLAT,
                        MetricType.L2,
                        Map.of(),
                        0)));
    refused(
        ErrorCode.COLLECTION_NOT_FOUND,
        () -> engine.indexes().create(index("bok", IndexType.FLAT, MetricType.L2, Map.of())));
    assertTrue(engine.indexes().list(CollectionRef.of("book")).isEmpty());
  }

  @Test
  void anEmptyCollectionTakesAnIndexAndFillsItLater() throws InterruptedException {
    engine.collections().create(Rows.schema("book"));
    IndexInfo empty = build(index("book", IndexType.IVF_FLAT, MetricType.L2, Map.of("nlist", "4")));
    assertEquals(JobState.FINISHED, empty.progress().state());
    assertEquals(0, empty.progress().totalRows());
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 1200));
    assertEquals(1200, engine.data().flush(CollectionRef.of("book")));
    BuildJob job = engine.indexes().resume(CollectionRef.of("book"), "vector").orElse(null);
    if (job != null) {
      assertTrue(job.await(LONG));
    }
    assertEquals(
        1200, engine.indexes().describe(CollectionRef.of("book"), null).progress().indexedRows());
    assertTrue(engine.indexes().describe(CollectionRef.of("book"), null).fileBytes() > 0);
  }

  @Test
  void progressNeverFallsAndEndsAtOne() throws InterruptedException {
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 20_000));
    BuildJob job =
        engine
            .indexes()
            .create(index("book", IndexType.IVF_FLAT, MetricType.L2, Map.of("nlist", "64")));
    List<Double> fractions = new ArrayList<>();
    while (!job.await(Duration.ofMillis(1))) {
      JobProgress progress = job.progress();
      fractions.add(progress.fraction());
      // The job may have ended since it was waited for.
      assertTrue(progress.fraction() <= 0.99 || progress.state() == JobState.FINISHED);
    }
    assertEquals(fractions.stream().sorted().toList(), fractions);
    assertEquals(1, job.progress().fraction());
    assertEquals(JobState.FINISHED, job.progress().state());
  }
}
