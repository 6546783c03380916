package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.DuplicateKeys;
import io.elanus.api.Engine;
import io.elanus.api.FieldSchema;
import io.elanus.api.InsertResult;
import io.elanus.api.RowBatch;
import io.elanus.api.RowPage;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an insert does with keys that are there already. */
class DuplicateKeysTest {
  @TempDir Path directory;
  private Engine engine;

  @BeforeEach
  void open() {
    engine = EmbeddedEngine.open(new EngineOptions(directory, 1, 1024, 1));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private void create(DataType keyType, boolean autoId) {
    FieldSchema key =
        keyType == DataType.VARCHAR
            ? FieldSchema.varchar("id", 20)
            : FieldSchema.scalar("id", DataType.INT64);
    engine
        .collections()
        .create(
            new CollectionSchema(
                "page",
                "",
                List.of(
                    key.asPrimaryKey(),
                    FieldSchema.scalar("price", DataType.INT32),
                    FieldSchema.floatVector("vector", 2),
                    new FieldSchema("bits", DataType.BINARY_VECTOR, "", false, 8, 0)),
                autoId));
  }

  /** Row i has keys[i], and values[i] in every field. */
  private static RowBatch batch(DataType keyType, long[] keys, int... values) {
    float[] vectors = new float[values.length * 2];
    byte[] bits = new byte[values.length];
    String[] words = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      vectors[2 * i] = values[i];
      vectors[2 * i + 1] = -values[i];
      bits[i] = (byte) values[i];
      words[i] = "ключ " + keys[i];
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put(
        "id", keyType == DataType.VARCHAR ? new Column.Strings(words) : new Column.Longs(keys));
    columns.put("price", new Column.Ints(values));
    columns.put("vector", new Column.FloatVectors(vectors, 2));
    columns.put("bits", new Column.BinaryVectors(bits, 8));
    return new RowBatch(values.length, columns, 1);
  }

  private InsertResult insert(DuplicateKeys policy, long[] keys, int... values) {
    return engine
        .data()
        .insert(CollectionRef.of("page"), batch(DataType.INT64, keys, values), policy);
  }

  private int price(long key) {
    RowPage row = engine.data().get(CollectionRef.of("page"), List.of(key), List.of("*"));
    int price = (Integer) row.value("price", 0);
    assertArrayEquals(new float[] {price, -price}, (float[]) row.value("vector", 0));
    assertArrayEquals(new byte[] {(byte) price}, (byte[]) row.value("bits", 0));
    return price;
  }

  @Test
  void skippedRowsLeaveThoseThatCameFirst() {
    create(DataType.INT64, false);
    insert(DuplicateKeys.ERROR, new long[] {1, 2}, 10, 20);
    InsertResult result =
        insert(DuplicateKeys.SKIP, new long[] {2, 3, 3, 1, 4}, 21, 30, 31, 11, 40);
    assertEquals(2, result.rows());
    assertEquals(3, result.skipped());
    assertEquals(0, result.replaced());
    assertArrayEquals(new long[] {3, 4}, ((Column.Longs) result.keys()).values());
    assertEquals(List.of(10, 20, 30, 40), List.of(price(1), price(2), price(3), price(4)));
    assertEquals(
        5, insert(DuplicateKeys.SKIP, new long[] {1, 2, 3, 4, 1}, 0, 0, 0, 0, 0).skipped());
    assertEquals(4, engine.collections().describe(CollectionRef.of("page")).rows());
    assertEquals(List.of(), engine.administration().check());
  }

  @Test
  void replacingRowsTakeThePlaceOfThoseThatCameFirst() {
    create(DataType.INT64, false);
    insert(DuplicateKeys.ERROR, new long[] {1, 2}, 10, 20);
    InsertResult result = insert(DuplicateKeys.REPLACE, new long[] {2, 3, 3, 4}, 21, 30, 31, 40);
    assertEquals(3, result.rows());
    assertEquals(1, result.skipped());
    assertEquals(1, result.replaced());
    assertEquals(List.of(10, 21, 31, 40), List.of(price(1), price(2), price(3), price(4)));
    assertEquals(4, engine.collections().describe(CollectionRef.of("page")).rows());
    assertEquals(List.of(), engine.administration().check());
  }

  @Test
  void madeKeysHaveNoDuplicates() {
    create(DataType.INT64, true);
    RowBatch whole = batch(DataType.INT64, new long[] {1}, 1);
    Map<String, Column> columns = new LinkedHashMap<>(whole.columns());
    columns.remove("id");
    ElanusException refusal =
        assertThrows(
            ElanusException.class,
            () ->
                engine
                    .data()
                    .insert(
                        CollectionRef.of("page"), new RowBatch(1, columns), DuplicateKeys.SKIP));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refusal.code());
  }

  /** Against a map, over batches with many repetitions that cross segments, and after reopening. */
  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"INT64", "VARCHAR"})
  void agreesWithAMap(DataType keyType) {
    create(keyType, false);
    Random random = new Random(11);
    Map<Long, Integer> model = new HashMap<>();
    for (int round = 0; round < 12; round++) {
      DuplicateKeys policy = round % 2 == 0 ? DuplicateKeys.SKIP : DuplicateKeys.REPLACE;
      long[] keys = random.longs(1 + random.nextInt(900), 0, 2500).toArray();
      int[] values = random.ints(keys.length, 0, 1 << 20).toArray();
      int before = model.size();
      for (int i = 0; i < keys.length; i++) {
        if (policy == DuplicateKeys.SKIP) {
          model.putIfAbsent(keys[i], values[i]);
        } else {
          model.put(keys[i], values[i]);
        }
      }
      InsertResult result =
          engine.data().insert(CollectionRef.of("page"), batch(keyType, keys, values), policy);
      assertEquals(keys.length, result.rows() + result.skipped());
      assertEquals(model.size() - before, result.rows() - result.replaced());
    }
    close();
    open();
    assertEquals(model.size(), engine.collections().describe(CollectionRef.of("page")).rows());
    assertEquals(List.of(), engine.administration().check());
    List<Object> keys = new ArrayList<>();
    List<Integer> prices = new ArrayList<>();
    model.forEach(
        (key, price) -> {
          keys.add(keyType == DataType.VARCHAR ? "ключ " + key : (Object) key);
          prices.add(price);
        });
    RowPage rows = engine.data().get(CollectionRef.of("page"), keys, List.of("price", "vector"));
    for (int i = 0; i < keys.size(); i++) {
      assertEquals(prices.get(i), rows.value("price", i));
      assertEquals((float) prices.get(i), ((float[]) rows.value("vector", i))[0]);
    }
  }
}
