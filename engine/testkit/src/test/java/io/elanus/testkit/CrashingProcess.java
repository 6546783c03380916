package io.elanus.testkit;

import io.elanus.core.BuildJob;
import io.elanus.core.EngineOptions;
import io.elanus.core.IndexRequest;
import io.elanus.core.embedded.EmbeddedEngine;
import io.elanus.index.IndexType;
import io.elanus.index.MetricType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A JVM of its own that writes to a data directory until it is killed, and says on stdout what it
 * has done.
 */
final class CrashingProcess implements AutoCloseable {
  static final int BATCH = 700;

  private final Process process;
  private final BufferedReader output;

  private CrashingProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * @param work insert or build
   */
  static CrashingProcess start(Path directory, String work) throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    return new CrashingProcess(
        new ProcessBuilder(
                java,
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                CrashingProcess.class.getName(),
                directory.toString(),
                work)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** The next thing it did; null once it has ended. */
  String next() throws IOException {
    return output.readLine();
  }

  long pid() {
    return process.pid();
  }

  /** Ends it at once, as kill -9 does, and returns the last thing it did. */
  String kill(String before) throws IOException, InterruptedException {
    // Process.destroyForcibly would close the stream that its last words are in.
    process.toHandle().destroyForcibly();
    process.waitFor();
    String last = before;
    for (String line = next(); line != null; line = next()) {
      last = line;
    }
    return last;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Arguments: data directory, insert or build. */
  public static void main(String[] arguments) throws Exception {
    try (EmbeddedEngine engine = EmbeddedEngine.open(EngineOptions.at(Path.of(arguments[0])))) {
      System.out.println("open");
      switch (arguments[1]) {
        case "insert" -> insert(engine);
        case "build" -> build(engine);
        default -> throw new IllegalArgumentException(arguments[1]);
      }
    }
  }

  private static void insert(EmbeddedEngine engine) {
    if (engine.listCollections().isEmpty()) {
      engine.createCollection(Rows.schema("book"));
    }
    for (long key = engine.describeCollection("book").rows(); ; key += BATCH) {
      engine.insert("book", Rows.batch(key, BATCH));
      System.out.println(key + BATCH);
    }
  }

  private static void build(EmbeddedEngine engine) throws InterruptedException {
    BuildJob job =
        engine.createIndex(
            new IndexRequest(
                "book",
                "vector",
                null,
                IndexType.IVF_FLAT,
                MetricType.L2,
                Map.of("nlist", "256"),
                0));
    List<String> phases = new ArrayList<>();
    while (!job.await(Duration.ofMillis(2))) {
      String phase = job.progress().phase() + job.progress().iteration();
      if (!phases.contains(phase)) {
        phases.add(phase);
        System.out.println(phase);
      }
    }
    job.result();
    System.out.println("built");
  }
}
