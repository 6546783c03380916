package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.IndexInfo;
import io.elanus.api.IndexRequest;
import io.elanus.api.RowBatch;
import io.elanus.api.SearchRequest;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * How every engine treats types that it does not know, as a later version or another server has
 * them: they are listed by their names, and refused where they would be used.
 */
abstract class TypesContract extends EngineContract {
  /** Gives the index on a vector field, and a field, types that nobody knows yet. */
  abstract void rename(String indexType, String metric, String field, String fieldType);

  @Test
  void whatIsNotKnownIsListedAndRefusedWhereItIsUsed() {
    engine
        .collections()
        .create(
            new CollectionSchema(
                "book",
                "",
                List.of(
                    FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
                    FieldSchema.floatVector("vector", Rows.DIM),
                    new FieldSchema("half", DataType.BINARY_VECTOR, "", false, 16, 0)),
                false));
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("id", new Column.Longs(new long[] {1, 2}));
    columns.put("vector", new Column.FloatVectors(new float[2 * Rows.DIM], Rows.DIM));
    columns.put("half", new Column.BinaryVectors(new byte[4], 16));
    engine.data().insert(BOOK, new RowBatch(2, columns));
    build(index("book", IndexType.FLAT, MetricType.L2, Map.of()));
    rename("GPU_CAGRA", "MHJACCARD", "half", "FLOAT16_VECTOR");

    CollectionSchema schema = engine.collections().describe(BOOK).schema();
    FieldSchema half = schema.field("half");
    assertEquals("FLOAT16_VECTOR", half.type().toString());
    assertTrue(half.type().known().isEmpty());
    assertTrue(half.isVector());
    assertEquals(List.of("book"), engine.collections().list().stream().map(c -> c.name()).toList());
    IndexInfo info = engine.indexes().list(BOOK).getFirst();
    assertEquals("GPU_CAGRA", info.type().name());
    assertEquals("MHJACCARD", info.metric().name());
    assertEquals(info, engine.indexes().describe(BOOK, "vector"));

    assertEquals(
        "index type GPU_CAGRA is not known to this version of Elanus",
        refused(ErrorCode.UNSUPPORTED, () -> info.type().require()).getMessage());
    SearchRequest search = Rows.search("book", new float[Rows.DIM], 1, null, Map.of());
    refused(ErrorCode.UNSUPPORTED, () -> engine.searches().search(search));
    refused(
        ErrorCode.UNSUPPORTED,
        () ->
            engine
                .searches()
                .search(
                    SearchRequest.of(BOOK, new Column.BinaryVectors(new byte[2], 16), 1)
                        .withField("half")));
    refused(
        ErrorCode.UNSUPPORTED,
        () ->
            engine
                .indexes()
                .create(
                    new IndexRequest(BOOK, "half", null, IndexType.BIN_FLAT, null, Map.of(), 0)));
    refused(ErrorCode.UNSUPPORTED, () -> engine.data().get(BOOK, List.of(1L), List.of("half")));
    refused(ErrorCode.UNSUPPORTED, () -> engine.data().insert(BOOK, new RowBatch(2, columns)));
    refused(
        ErrorCode.UNSUPPORTED,
        () ->
            engine
                .collections()
                .create(
                    new CollectionSchema("other", "", List.of(schema.primaryKey(), half), false)));

    // The rest can be used as ever.
    assertTrue(Rows.result(engine.collections().load(BOOK)).loaded());
    assertEquals(
        List.of("id", "vector"),
        List.copyOf(engine.data().get(BOOK, List.of(1L), List.of("*")).columns().keySet()));
    assertEquals(1, engine.data().delete(BOOK, List.of(2L)));
    engine.indexes().drop(BOOK, "vector");
    assertEquals(List.of(1L), ids(engine.searches().search(search.withField("vector")).hits(0)));
    engine.collections().drop(BOOK);
  }
}
