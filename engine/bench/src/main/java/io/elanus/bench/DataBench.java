package io.elanus.bench;

import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.Engine;
import io.elanus.api.FieldSchema;
import io.elanus.api.IndexRequest;
import io.elanus.api.RowBatch;
import io.elanus.api.SearchRequest;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import io.elanus.store.CollectionState;
import io.elanus.store.DiskVolume;
import io.elanus.store.SegmentState;
import io.elanus.store.Store;
import io.elanus.store.StoredField;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Rows as a user meets them: import of {@code base.npy} with scalar fields, get by key, fields of
 * the hits of a search, inserts of one row, deletion of half a million keys, bytes on disk.
 *
 * <p>Prints lines of {@link DataMeasures}.
 */
public final class DataBench {
  private static final int BATCH = 32_768;
  private static final int GETS = 20_000;
  private static final int SEARCHES = 300;
  private static final int SINGLE_ROWS = 300;
  private static final int MANY = 1_000_000;
  private static final int DELETED = 500_000;
  private static final int SMALL_DIM = 8;
  private static final CollectionRef WORDS = CollectionRef.of("words");
  private static final CollectionRef NAMED = CollectionRef.of("named");
  private static final CollectionRef MANY_ROWS = CollectionRef.of("many");

  private final Engine engine;
  private final Path data;

  private DataBench(Engine engine, Path data) {
    this.engine = engine;
    this.data = data;
  }

  /** Arguments: directory of base.npy, empty directory for the data. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      System.err.println("usage: DataBench DIRECTORY DATA");
      System.exit(2);
    }
    Path data = Path.of(arguments[1]);
    try (Engine engine = EmbeddedEngine.open(EngineOptions.at(data).compactedOnRequest())) {
      new DataBench(engine, data).run(Path.of(arguments[0]).resolve("base.npy"));
    }
    scans(data);
    DataMeasures.print("disk after closing", bytes(data, "") / 1e6, "MB");
    DataMeasures.print("catalogue after closing", bytes(data, "catalog.db") / 1e6, "MB");
  }

  /** Comparisons of columns that are in no order, so that no zone map helps; rows a second. */
  private static void scans(Path data) {
    int rows = EngineOptions.DEFAULT_SEGMENT_ROWS;
    try (Store store = Store.open(data, new DiskVolume(), rows, _ -> false)) {
      CollectionState state = store.state(WORDS.name()).orElseThrow();
      StoredField rank = field(state, "rank");
      StoredField id = field(store.state(NAMED.name()).orElseThrow(), "id");
      scan("rank < 500000", state, segment -> segment.between(rank, Long.MIN_VALUE, 499_999));
      scan("rank = 7919", state, segment -> segment.between(rank, 7919, 7919));
      scan(
          "id = \\\"%s\\\"".formatted(word(7)),
          store.state(NAMED.name()).orElseThrow(),
          segment -> segment.equal(id, word(7)));
    }
  }

  private static StoredField field(CollectionState state, String name) {
    return state.collection().scalarFields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void scan(
      String what, CollectionState state, Function<SegmentState, long[]> compare) {
    int rows = state.segments().stream().mapToInt(SegmentState::rows).sum();
    double best = Double.MAX_VALUE;
    for (int i = 0; i < SEARCHES; i++) {
      long start = System.nanoTime();
      long found = 0;
      for (SegmentState segment : state.segments()) {
        found += BitSet.valueOf(compare.apply(segment)).cardinality();
      }
      best = Math.min(best, seconds(start));
      if (found == 0) {
        throw new IllegalStateException("no row has " + what);
      }
    }
    DataMeasures.print("%s, one thread".formatted(what), rows / best / 1e6, "million rows/s");
  }

  private void run(Path file) throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      NpyFile base = NpyFile.map(file, arena);
      importAll(base, WORDS, false);
      importAll(base, NAMED, true);
      DataMeasures.print("disk after import", bytes(data, "") / 1e6, "MB");
      DataMeasures.print("catalogue after import", bytes(data, "catalog.db") / 1e6, "MB");
      gets(WORDS, "get by INT64 key", base.rows(), key -> (Object) key);
      gets(NAMED, "get by VARCHAR key", base.rows(), DataBench::word);
      hits(base);
    }
    singleRows();
    deletions();
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static String word(long key) {
    return "w" + Long.toString(key * 0x9e3779b97f4a7c15L >>> 20, 36);
  }

  private static long bytes(Path directory, String name) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += file.getFileName().toString().startsWith(name) ? Files.size(file) : 0;
      }
      return bytes;
    }
  }

  private void create(CollectionRef name, FieldSchema key, int dim) {
    List<FieldSchema> fields =
        List.of(
            key.asPrimaryKey(),
            FieldSchema.varchar("text", 64),
            FieldSchema.scalar("rank", DataType.INT64),
            FieldSchema.scalar("score", DataType.DOUBLE),
            FieldSchema.floatVector("vector", dim));
    engine.collections().create(new CollectionSchema(name.name(), "", fields, false));
  }

  private static RowBatch batch(long from, int count, boolean named, float[] vectors, int dim) {
    Column keys =
        named
            ? new Column.Strings(
                LongStream.range(from, from + count)
                    .mapToObj(DataBench::word)
                    .toArray(String[]::new))
            : new Column.Longs(LongStream.range(from, from + count).toArray());
    return new RowBatch(
        count,
        Map.of(
            "id", keys,
            "text",
                new Column.Strings(
                    LongStream.range(from, from + count)
                        .mapToObj(i -> "text of row " + i)
                        .toArray(String[]::new)),
            "rank",
                new Column.Longs(
                    LongStream.range(from, from + count).map(i -> i * 7919 % 1_000_003).toArray()),
            "score",
                new Column.Doubles(
                    LongStream.range(from, from + count).mapToDouble(i -> i / 7.0).toArray()),
            "vector", new Column.FloatVectors(vectors, dim)));
  }

  private void importAll(NpyFile base, CollectionRef name, boolean named) {
    FieldSchema key =
        named ? FieldSchema.varchar("id", 32) : FieldSchema.scalar("id", DataType.INT64);
    create(name, key, base.columns());
    long nanos = 0;
    for (int from = 0; from < base.rows(); from += BATCH) {
      int count = Math.min(BATCH, base.rows() - from);
      float[] values = base.floats(from, count);
      RowBatch batch = batch(from, count, named, values, base.columns());
      long start = System.nanoTime();
      engine.data().insert(name, batch);
      nanos += System.nanoTime() - start;
    }
    long start = System.nanoTime();
    engine.data().flush(name);
    nanos += System.nanoTime() - start;
    String keys = named ? "VARCHAR" : "INT64";
    DataMeasures.print("import of %d rows, %s keys".formatted(base.rows(), keys), nanos / 1e9, "s");
  }

  /** Makes the key of a row. */
  private interface Key {
    Object of(long row);
  }

  private void gets(CollectionRef name, String measure, int rows, Key key) {
    Random random = new Random(3);
    List<String> fields = List.of("text", "rank");
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 4; round++) {
      List<Object> keys = random.longs(GETS, 0, rows).mapToObj(key::of).toList();
      long start = System.nanoTime();
      for (Object wanted : keys) {
        if (engine.data().get(name, List.of(wanted), fields).rows() == 0) {
          throw new IllegalStateException("row " + wanted + " is missing");
        }
      }
      best = Math.min(best, seconds(start) * 1e6 / GETS);
    }
    DataMeasures.print(measure, best, "us");
  }

  private void hits(NpyFile base) throws InterruptedException {
    DataMeasures.finish(
        engine
            .indexes()
            .create(
                new IndexRequest(
                    WORDS,
                    "vector",
                    null,
                    IndexType.IVF_FLAT,
                    MetricType.L2,
                    Map.of("nlist", "1024"),
                    0)));
    for (int limit : new int[] {10, 1000}) {
      double none = search(base, limit, List.of());
      double three = search(base, limit, List.of("text", "rank", "score"));
      DataMeasures.print("search, %d hits, no fields".formatted(limit), none, "ms");
      DataMeasures.print("search, %d hits, 3 fields".formatted(limit), three, "ms");
    }
  }

  private double search(NpyFile base, int limit, List<String> fields) {
    double[] millis = new double[SEARCHES];
    Random random = new Random(5);
    for (int i = -SEARCHES; i < SEARCHES; i++) {
      float[] query = base.floats(random.nextInt(base.rows()), 1);
      SearchRequest request =
          SearchRequest.of(WORDS, new Column.FloatVectors(query, base.columns()), limit)
              .withParameters(Map.of("nprobe", "8"))
              .withOutputFields(fields);
      long start = System.nanoTime();
      engine.searches().search(request);
      if (i >= 0) {
        millis[i] = seconds(start) * 1e3;
      }
    }
    Arrays.sort(millis);
    return millis[SEARCHES / 2];
  }

  private void singleRows() {
    CollectionRef single = CollectionRef.of("single");
    create(single, FieldSchema.scalar("id", DataType.INT64), SMALL_DIM);
    long start = System.nanoTime();
    for (int i = 0; i < SINGLE_ROWS; i++) {
      engine.data().insert(single, batch(i, 1, false, new float[SMALL_DIM], SMALL_DIM));
    }
    DataMeasures.print("insert of one row", seconds(start) * 1e3 / SINGLE_ROWS, "ms");
  }

  private void deletions() throws IOException, InterruptedException {
    create(MANY_ROWS, FieldSchema.scalar("id", DataType.INT64), SMALL_DIM);
    for (int from = 0; from < MANY; from += BATCH) {
      int count = Math.min(BATCH, MANY - from);
      float[] vectors = new float[count * SMALL_DIM];
      engine.data().insert(MANY_ROWS, batch(from, count, false, vectors, SMALL_DIM));
    }
    List<Object> keys =
        new ArrayList<>(IntStream.range(0, MANY).mapToObj(i -> (Object) (long) i).toList());
    Collections.shuffle(keys, new Random(9));
    long start = System.nanoTime();
    long deleted = engine.data().delete(MANY_ROWS, keys.subList(0, DELETED));
    DataMeasures.print("deletion of %d keys of %d".formatted(deleted, MANY), seconds(start), "s");
    DataMeasures.print("catalogue before compaction", bytes(data, "catalog.db") / 1e6, "MB");
    start = System.nanoTime();
    DataMeasures.finish(engine.administration().compact(MANY_ROWS));
    DataMeasures.print("compaction of %d rows".formatted(MANY), seconds(start), "s");
  }
}
