package io.elanus.bench;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.Engine;
import io.elanus.api.FieldSchema;
import io.elanus.api.IndexRequest;
import io.elanus.api.JobProgress;
import io.elanus.api.JobState;
import io.elanus.api.RowBatch;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Builds as a user sees them: each type is built once over {@code base.npy} to compare the progress
 * bar with the clock, then started again and cancelled at random moments of that time.
 *
 * <p>Binary vectors are the signs of the first 96 values. Prints one JSON object for each type:
 * {@code {"type": ..., "seconds": ..., "bar_off": largest difference of done fraction and share of
 * time, "steps": phases with the fraction and the share of time at their end, "cancels": ...,
 * "median_ms": ..., "worst_ms": ..., "worst_phase": ...}}.
 */
public final class JobBench {
  private static final int BITS = 96;
  private static final int BATCH = 20_000;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** What is built. */
  private record Subject(IndexType type, MetricType metric, Map<String, String> parameters) {
    static final List<Subject> ALL =
        List.of(
            new Subject(IndexType.FLAT, MetricType.IP, Map.of()),
            new Subject(IndexType.IVF_FLAT, MetricType.L2, Map.of("nlist", "1024")),
            new Subject(IndexType.IVF_SQ8, MetricType.COSINE, Map.of("nlist", "1024")),
            new Subject(
                IndexType.IVF_PQ, MetricType.L2, Map.of("nlist", "1024", "m", "50", "nbits", "8")),
            new Subject(IndexType.SCANN, MetricType.IP, Map.of("nlist", "1024")),
            new Subject(
                IndexType.HNSW, MetricType.COSINE, Map.of("M", "16", "efConstruction", "100")),
            new Subject(IndexType.RNSG, MetricType.L2, Map.of()),
            new Subject(IndexType.DISKANN, MetricType.IP, Map.of()),
            new Subject(IndexType.AUTOINDEX, MetricType.COSINE, Map.of()),
            new Subject(IndexType.BIN_FLAT, MetricType.JACCARD, Map.of()),
            new Subject(IndexType.BIN_IVF_FLAT, MetricType.HAMMING, Map.of("nlist", "1024")));

    String collection() {
      return metric.isBinary() ? "bits" : "floats";
    }

    IndexRequest request() {
      return new IndexRequest(
          CollectionRef.of(collection()), "vector", null, type, metric, parameters, 0);
    }
  }

  private final Engine engine;
  private final int cancels;

  private JobBench(Engine engine, int cancels) {
    this.engine = engine;
    this.cancels = cancels;
  }

  /** Arguments: directory of base.npy, empty directory for the data, cancels, types. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      System.err.println("usage: JobBench DIRECTORY DATA CANCELS [TYPE...]");
      System.exit(2);
    }
    List<String> types = List.of(arguments).subList(3, arguments.length);
    try (Engine engine = EmbeddedEngine.open(EngineOptions.at(Path.of(arguments[1])))) {
      JobBench bench = new JobBench(engine, Integer.parseInt(arguments[2]));
      bench.insert(Path.of(arguments[0]).resolve("base.npy"));
      for (Subject subject : Subject.ALL) {
        if (types.isEmpty() || types.contains(subject.type().name())) {
          bench.measure(subject);
        }
      }
    }
  }

  private void insert(Path file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      NpyFile base = NpyFile.map(file, arena);
      create("floats", FieldSchema.floatVector("vector", base.columns()));
      create("bits", new FieldSchema("vector", DataType.BINARY_VECTOR, "", false, BITS, 0));
      for (int from = 0; from < base.rows(); from += BATCH) {
        int count = Math.min(BATCH, base.rows() - from);
        float[] values = base.floats(from, count);
        insert("floats", from, count, new Column.FloatVectors(values, base.columns()));
        byte[] signs = signs(values, count, base.columns());
        insert("bits", from, count, new Column.BinaryVectors(signs, BITS));
      }
    }
    engine.data().flush(CollectionRef.of("floats"));
    engine.data().flush(CollectionRef.of("bits"));
  }

  private void create(String name, FieldSchema vector) {
    FieldSchema key = FieldSchema.scalar("id", DataType.INT64).asPrimaryKey();
    engine.collections().create(new CollectionSchema(name, "", List.of(key, vector), false));
  }

  private void insert(String collection, int from, int count, Column vectors) {
    Column keys = new Column.Longs(LongStream.range(from, from + count).toArray());
    engine
        .data()
        .insert(
            CollectionRef.of(collection),
            new RowBatch(count, Map.of("id", keys, "vector", vectors)));
  }

  private static byte[] signs(float[] values, int count, int dim) {
    byte[] signs = new byte[count * BITS / Byte.SIZE];
    for (int row = 0; row < count; row++) {
      for (int bit = 0; bit < BITS; bit++) {
        int at = (row * BITS + bit) / Byte.SIZE;
        signs[at] |= (byte) (values[row * dim + bit] > 0 ? 0x80 >>> bit % Byte.SIZE : 0);
      }
    }
    return signs;
  }

  /** A moment of a build. */
  private record Moment(String step, double seconds, double fraction) {}

  private void measure(Subject subject) throws InterruptedException {
    watch(engine.indexes().create(subject.request())); // the JVM compiles what it runs
    drop(subject);
    List<Moment> moments = watch(engine.indexes().create(subject.request()));
    double seconds = moments.getLast().seconds();
    drop(subject);
    double off = 0;
    for (Moment moment : moments) {
      off = Math.max(off, Math.abs(moment.fraction() - moment.seconds() / seconds));
    }
    Random random = new Random(7);
    double[] millis = new double[cancels];
    double worst = -1;
    String worstPhase = "";
    for (int i = 0; i < cancels; ) {
      BuildJob job = engine.indexes().create(subject.request());
      if (job.await(Duration.ofNanos((long) (random.nextDouble() * seconds * 1e9)))) {
        drop(subject); // it was quicker than before
        continue;
      }
      JobProgress at = job.progress();
      long asked = System.nanoTime();
      job.cancel();
      await(job);
      millis[i] = (System.nanoTime() - asked) / 1e6;
      if (millis[i] > worst) {
        worst = millis[i];
        worstPhase = step(at);
      }
      i++;
      drop(subject);
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "{\"type\": \"%s\", \"seconds\": %.2f, \"bar_off\": %.3f, \"steps\": \"%s\","
            + " \"cancels\": %d, \"median_ms\": %.1f, \"worst_ms\": %.1f, \"worst_phase\":"
            + " \"%s\"}%n",
        subject.type(),
        seconds,
        off,
        ends(moments, seconds),
        cancels,
        cancels == 0 ? 0 : millis[cancels / 2],
        worst,
        worstPhase);
  }

  private static List<Moment> watch(BuildJob job) throws InterruptedException {
    List<Moment> moments = new ArrayList<>();
    boolean ended = false;
    while (!ended) {
      ended = job.await(Duration.ofMillis(5));
      JobProgress progress = job.progress();
      double seconds = progress.elapsed().toNanos() / 1e9;
      moments.add(new Moment(step(progress), seconds, progress.fraction()));
    }
    if (job.progress().state() != JobState.FINISHED) {
      throw new IllegalStateException("the build ended " + job.progress().state());
    }
    return moments;
  }

  private static String step(JobProgress progress) {
    return progress.iterations() == 0
        ? progress.phase()
        : progress.phase() + " " + progress.iteration();
  }

  /** For each step its end: done fraction, share of time. */
  private static String ends(List<Moment> moments, double seconds) {
    StringBuilder ends = new StringBuilder();
    for (int i = 0; i + 1 < moments.size(); i++) {
      if (!moments.get(i).step().equals(moments.get(i + 1).step())) {
        Moment end = moments.get(i + 1);
        ends.append(
            String.format(
                Locale.ROOT,
                "%s %.3f/%.3f; ",
                moments.get(i).step(),
                end.fraction(),
                end.seconds() / seconds));
      }
    }
    return ends + moments.getLast().step();
  }

  private static void await(BuildJob job) throws InterruptedException {
    if (!job.await(PATIENCE)) {
      throw new IllegalStateException("the build goes on");
    }
  }

  private void drop(Subject subject) {
    engine.indexes().drop(CollectionRef.of(subject.collection()), "vector");
  }
}
