package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.Hit;
import io.elanus.api.InsertResult;
import io.elanus.api.RowBatch;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every engine does with rows. */
abstract class DataContract extends EngineContract {
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
  void deletedRowsAreGoneForGood() {
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
}
