package io.elanus.testkit;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.Engine;
import io.elanus.api.FieldSchema;
import io.elanus.api.IndexRequest;
import io.elanus.api.RowBatch;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The data directory that lies as a zip in the resources, as each version of the catalogue wrote
 * it. Everything in it follows from this class: collections "book" (INT64 keys, a scalar field of
 * each type, IVF_FLAT), "word" (VARCHAR keys, HNSW and BIN_IVF_FLAT) and "note" (keys made by the
 * engine, no index), all of more than one segment and with deleted rows. From version 3 on "word"
 * is compacted, from version 4 on scalars lie in row groups but for the last rows.
 */
final class EarlierData {
  static final int ROWS = 200;
  static final int BITS = 64;
  private static final int PORTION = 40;

  /** Rows that are too few for a row group. */
  private static final int LAST = 2;

  private EarlierData() {}

  static EngineOptions options(Path directory) {
    return new EngineOptions(directory, 1, 32, 120, 42);
  }

  /** Writes the zip of the present version. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("elanus-earlier");
    try (EmbeddedEngine engine = EmbeddedEngine.open(options(directory))) {
      write(engine);
    }
    try (OutputStream file = Files.newOutputStream(Path.of(arguments[0]));
        ZipOutputStream zip = new ZipOutputStream(file);
        Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
        add(zip, directory, path);
      }
    }
  }

  private static void add(ZipOutputStream zip, Path directory, Path file) throws IOException {
    ZipEntry entry = new ZipEntry(directory.relativize(file).toString());
    entry.setTime(0);
    zip.putNextEntry(entry);
    Files.copy(file, zip);
  }

  private static void write(Engine engine) throws InterruptedException {
    engine.collections().create(book());
    engine.collections().create(word());
    engine.collections().create(note());
    for (int from = 0; from < ROWS - LAST; from += PORTION) {
      insert(engine, from, Math.min(PORTION, ROWS - LAST - from));
    }
    insert(engine, ROWS - LAST, LAST);
    build(engine, "book", "vector", IndexType.IVF_FLAT, MetricType.L2, Map.of("nlist", "4"));
    build(engine, "word", "vector", IndexType.HNSW, MetricType.L2, Map.of("M", "8"));
    build(engine, "word", "bits", IndexType.BIN_IVF_FLAT, MetricType.HAMMING, Map.of("nlist", "4"));
    engine
        .data()
        .delete(CollectionRef.of("book"), deleted().mapToObj(i -> (Object) bookKey(i)).toList());
    engine
        .data()
        .delete(CollectionRef.of("word"), deleted().mapToObj(i -> (Object) wordKey(i)).toList());
    engine
        .data()
        .delete(CollectionRef.of("note"), deleted().mapToObj(i -> (Object) noteKey(i)).toList());
    Rows.result(engine.administration().compact(CollectionRef.of("word")));
  }

  private static void insert(Engine engine, int from, int count) {
    engine.data().insert(CollectionRef.of("book"), books(from, count));
    engine.data().insert(CollectionRef.of("word"), words(from, count));
    engine.data().insert(CollectionRef.of("note"), notes(from, count));
  }

  private static void build(
      Engine engine,
      String collection,
      String field,
      IndexType type,
      MetricType metric,
      Map<String, String> parameters)
      throws InterruptedException {
    BuildJob job =
        engine
            .indexes()
            .create(
                new IndexRequest(
                    CollectionRef.of(collection), field, null, type, metric, parameters, 0));
    if (!job.await(Duration.ofMinutes(1))) {
      throw new IllegalStateException("index of " + collection + " is not built");
    }
    job.result();
  }

  static CollectionSchema book() {
    return new CollectionSchema(
        "book",
        "books",
        List.of(
            FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
            FieldSchema.varchar("title", 32),
            FieldSchema.scalar("lent", DataType.BOOL),
            FieldSchema.scalar("shelf", DataType.INT8),
            FieldSchema.scalar("pages", DataType.INT16),
            FieldSchema.scalar("copies", DataType.INT32),
            FieldSchema.scalar("isbn", DataType.INT64),
            FieldSchema.scalar("price", DataType.FLOAT),
            FieldSchema.scalar("weight", DataType.DOUBLE),
            FieldSchema.scalar("notes", DataType.JSON),
            FieldSchema.floatVector("vector", Rows.DIM)),
        false);
  }

  static CollectionSchema word() {
    return new CollectionSchema(
        "word",
        "",
        List.of(
            FieldSchema.varchar("word", 16).asPrimaryKey(),
            FieldSchema.floatVector("vector", Rows.DIM),
            new FieldSchema("bits", DataType.BINARY_VECTOR, "", false, BITS, 0)),
        false);
  }

  private static CollectionSchema note() {
    return new CollectionSchema(
        "note",
        "",
        List.of(
            FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
            FieldSchema.varchar("text", 32),
            FieldSchema.floatVector("vector", Rows.DIM)),
        true);
  }

  static RowBatch books(int from, int count) {
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("id", longs(from, count, EarlierData::bookKey));
    columns.put("title", strings(from, count, EarlierData::title));
    boolean[] lent = new boolean[count];
    float[] price = new float[count];
    for (int i = 0; i < count; i++) {
      lent[i] = lent(from + i);
      price[i] = price(from + i);
    }
    columns.put("lent", new Column.Booleans(lent));
    columns.put("shelf", ints(from, count, 1));
    columns.put("pages", ints(from, count, 100));
    columns.put("copies", ints(from, count, 100_000));
    columns.put("isbn", longs(from, count, EarlierData::isbn));
    columns.put("price", new Column.Floats(price));
    columns.put(
        "weight",
        new Column.Doubles(
            IntStream.range(from, from + count).mapToDouble(i -> i / 7.0).toArray()));
    columns.put("notes", strings(from, count, EarlierData::json));
    columns.put("vector", vectors(from, count));
    return new RowBatch(count, columns, from);
  }

  static RowBatch words(int from, int count) {
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("word", strings(from, count, EarlierData::wordKey));
    columns.put("vector", vectors(from, count));
    byte[] bits = new byte[count * BITS / 8];
    for (int i = 0; i < count; i++) {
      System.arraycopy(bits(from + i), 0, bits, i * BITS / 8, BITS / 8);
    }
    columns.put("bits", new Column.BinaryVectors(bits, BITS));
    return new RowBatch(count, columns, from);
  }

  static RowBatch notes(int from, int count) {
    return new RowBatch(
        count,
        Map.of("text", strings(from, count, EarlierData::title), "vector", vectors(from, count)),
        from);
  }

  /** Every field of a row of "book", as it is read. */
  static Map<String, Object> bookRow(int i) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", bookKey(i));
    row.put("title", title(i));
    row.put("lent", lent(i));
    row.put("shelf", number(i, 1));
    row.put("pages", number(i, 100));
    row.put("copies", number(i, 100_000));
    row.put("isbn", isbn(i));
    row.put("price", price(i));
    row.put("weight", i / 7.0);
    row.put("notes", json(i));
    return row;
  }

  /** The numbers of the rows that were deleted. */
  static IntStream deleted() {
    return IntStream.range(0, ROWS).filter(EarlierData::isDeleted);
  }

  static boolean isDeleted(int i) {
    return i < ROWS && (i == 5 || i % 50 == 49);
  }

  static long bookKey(int i) {
    return i * 3L - 60;
  }

  static String wordKey(int i) {
    return "wörd " + i;
  }

  /** The engine counts from 1. */
  static long noteKey(int i) {
    return i + 1;
  }

  static String title(int i) {
    return i % 10 == 0 ? "" : "Käfer & 書 " + i;
  }

  private static boolean lent(int i) {
    return i % 3 == 0;
  }

  private static int number(int i, int factor) {
    return (i % 256 - 128) * factor;
  }

  private static long isbn(int i) {
    return Long.MAX_VALUE - i;
  }

  private static float price(int i) {
    return i * 0.1f - 3;
  }

  private static String json(int i) {
    return "{\"row\":" + i + "}";
  }

  static byte[] bits(int i) {
    byte[] bits = new byte[BITS / 8];
    float[] values = Rows.vector(i + 1000L);
    for (int b = 0; b < bits.length; b++) {
      bits[b] = (byte) Float.floatToIntBits(values[b % values.length]);
    }
    return bits;
  }

  private static Column ints(int from, int count, int factor) {
    return new Column.Ints(
        IntStream.range(from, from + count).map(i -> number(i, factor)).toArray());
  }

  private static Column longs(int from, int count, IntToLongFunction value) {
    return new Column.Longs(IntStream.range(from, from + count).mapToLong(value).toArray());
  }

  private static Column strings(int from, int count, IntFunction<String> value) {
    return new Column.Strings(
        IntStream.range(from, from + count).mapToObj(value).toArray(String[]::new));
  }

  private static Column vectors(int from, int count) {
    float[] values = new float[count * Rows.DIM];
    LongStream.range(0, count)
        .forEach(
            i -> System.arraycopy(Rows.vector(from + i), 0, values, (int) i * Rows.DIM, Rows.DIM));
    return new Column.FloatVectors(values, Rows.DIM);
  }
}
