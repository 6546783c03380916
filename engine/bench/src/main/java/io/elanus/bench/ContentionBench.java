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
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Searches beside other work: the slowest of 10,000 by themselves and while another thread checks,
 * deletes, imports and compacts; then many small inserts, each flushed under an HNSW, before and
 * after a compaction.
 *
 * <p>Prints lines of {@link DataMeasures}.
 */
public final class ContentionBench {
  private static final CollectionRef WORDS = CollectionRef.of("words");
  private static final CollectionRef OTHER = CollectionRef.of("other");
  private static final CollectionRef SMALL = CollectionRef.of("small");
  private static final int SEARCHES = 10_000;
  private static final int BATCH = 32_768;
  private static final int DELETED = 100_000;
  private static final int MOST_FLUSHES = 200;
  private static final int FLUSHED = 1024;
  private static final int SAMPLE = 1000;

  private final Engine engine;
  private final Path data;
  private final NpyFile base;

  private ContentionBench(Engine engine, Path data, NpyFile base) {
    this.engine = engine;
    this.data = data;
    this.base = base;
  }

  /** Arguments: directory of base.npy, empty directory for the data. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      System.err.println("usage: ContentionBench DIRECTORY DATA");
      System.exit(2);
    }
    Path data = Path.of(arguments[1]);
    try (Arena arena = Arena.ofShared();
        Engine engine = EmbeddedEngine.open(EngineOptions.at(data).compactedOnRequest())) {
      NpyFile base = NpyFile.map(Path.of(arguments[0]).resolve("base.npy"), arena);
      ContentionBench bench = new ContentionBench(engine, data, base);
      bench.besideOtherWork();
      bench.smallInserts();
    }
  }

  private void create(CollectionRef name) {
    List<FieldSchema> fields =
        List.of(
            FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
            FieldSchema.varchar("text", 64),
            FieldSchema.floatVector("vector", base.columns()));
    engine.collections().create(new CollectionSchema(name.name(), "", fields, false));
  }

  private void insert(CollectionRef name, int from, int count) {
    Column.Longs keys = new Column.Longs(LongStream.range(from, from + count).toArray());
    String[] texts = new String[count];
    Arrays.setAll(texts, i -> "text of row " + (from + i));
    Column.FloatVectors vectors = new Column.FloatVectors(base.floats(from, count), base.columns());
    Map<String, Column> columns =
        Map.of("id", keys, "text", new Column.Strings(texts), "vector", vectors);
    engine.data().insert(name, new RowBatch(count, columns));
  }

  private void importAll(CollectionRef name) {
    create(name);
    for (int from = 0; from < base.rows(); from += BATCH) {
      insert(name, from, Math.min(BATCH, base.rows() - from));
    }
    engine.data().flush(name);
  }

  private void build(CollectionRef name, IndexType type, Map<String, String> parameters)
      throws InterruptedException {
    DataMeasures.finish(
        engine
            .indexes()
            .create(new IndexRequest(name, "vector", null, type, MetricType.L2, parameters, 0)));
  }

  /** Milliseconds of so many searches, sorted. */
  private double[] searches(CollectionRef name, int count, Map<String, String> parameters) {
    double[] millis = new double[count];
    for (int i = 0; i < count; i++) {
      int row = (int) ((long) i * 7919 % base.rows());
      SearchRequest request =
          SearchRequest.of(name, new Column.FloatVectors(base.floats(row, 1), base.columns()), 10)
              .withParameters(parameters)
              .withOutputFields(List.of("text"));
      long start = System.nanoTime();
      engine.searches().search(request);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    return millis;
  }

  /** Work that a search must not wait for; does some more of it each time. */
  private interface Work {
    void run(int turn) throws InterruptedException;
  }

  private void besideOtherWork() throws Exception {
    importAll(WORDS);
    build(WORDS, IndexType.IVF_FLAT, Map.of("nlist", "1024"));
    searches(WORDS, SEARCHES, Map.of("nprobe", "8"));
    beside("nothing", _ -> Thread.sleep(1));
    beside("a busy thread", _ -> spin());
    beside("check", _ -> engine.administration().check());
    beside("imports into another collection", this::importAgain);
    beside("deletions of %d keys".formatted(DELETED), this::deleteSome);
    beside("compactions", this::compactAgain);
  }

  private static void spin() {
    long end = System.nanoTime() + 1_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private void importAgain(int turn) {
    if (turn > 0) {
      engine.collections().drop(OTHER);
    }
    importAll(OTHER);
  }

  /** Of the collection that is searched; half of it at most. */
  private void deleteSome(int turn) throws InterruptedException {
    int from = turn * DELETED;
    if (from + DELETED > base.rows() / 2) {
      Thread.sleep(1);
      return;
    }
    List<Object> keys =
        LongStream.range(from, from + DELETED).mapToObj(key -> (Object) key).toList();
    engine.data().delete(WORDS, keys);
  }

  /** Of the collection that is searched, after some more rows were deleted. */
  private void compactAgain(int turn) throws InterruptedException {
    int rows = base.rows() / 8;
    int from = base.rows() / 2 + turn % 3 * rows;
    engine
        .data()
        .delete(WORDS, LongStream.range(from, from + rows).mapToObj(key -> (Object) key).toList());
    DataMeasures.finish(engine.administration().compact(WORDS));
  }

  private void beside(String what, Work work) throws InterruptedException, ExecutionException {
    AtomicBoolean enough = new AtomicBoolean();
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> working =
          other.submit(
              () -> {
                for (int turn = 0; !enough.get(); turn++) {
                  work.run(turn);
                }
                return null;
              });
      double[] millis = searches(WORDS, SEARCHES, Map.of("nprobe", "8"));
      enough.set(true);
      working.get();
      DataMeasures.print(
          "slowest of %d searches beside %s".formatted(SEARCHES, what), millis[SEARCHES - 1], "ms");
      DataMeasures.print(
          "999 of 1000 searches beside %s".formatted(what), millis[SEARCHES * 999 / 1000], "ms");
    }
  }

  private void smallInserts() throws IOException, InterruptedException {
    int flushes = Math.min(MOST_FLUSHES, base.rows() / FLUSHED);
    create(SMALL);
    build(SMALL, IndexType.HNSW, Map.of("M", "16", "efConstruction", "100"));
    for (int i = 0; i < flushes; i++) {
      insert(SMALL, i * FLUSHED, FLUSHED);
      engine.data().flush(SMALL);
    }
    String many = "after %d x (%d rows, flush)".formatted(flushes, FLUSHED);
    report("before compaction, " + many);
    DataMeasures.finish(engine.administration().compact(SMALL));
    report("after compaction, " + many);
    engine.indexes().drop(SMALL, "vector");
    engine.collections().drop(SMALL);
    create(SMALL);
    insert(SMALL, 0, flushes * FLUSHED);
    engine.data().flush(SMALL);
    build(SMALL, IndexType.HNSW, Map.of("M", "16", "efConstruction", "100"));
    report("in one segment from the first");
  }

  private void report(String when) throws IOException {
    Map<String, String> parameters = Map.of("ef", "64");
    searches(SMALL, SAMPLE, parameters);
    DataMeasures.print(
        "HNSW search " + when, searches(SMALL, SAMPLE, parameters)[SAMPLE / 2], "ms");
    try (Stream<Path> files = Files.walk(data)) {
      DataMeasures.print("files " + when, files.filter(Files::isRegularFile).count(), "files");
    }
  }
}
