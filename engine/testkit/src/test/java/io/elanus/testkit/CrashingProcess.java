package io.elanus.testkit;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.IndexRequest;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
   * @param work insert, or the type of the index to build
   */
  static CrashingProcess start(Path directory, String work) throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    return new CrashingProcess(
        new ProcessBuilder(
                java,
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
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

  /** Arguments: data directory, insert or an index type. */
  public static void main(String[] arguments) throws Exception {
    try (EmbeddedEngine engine = open(Path.of(arguments[0]))) {
      System.out.println("open");
      switch (arguments[1]) {
        case "insert" -> insert(engine);
        default -> build(engine, index(IndexType.valueOf(arguments[1])), Path.of(arguments[0]));
      }
    }
  }

  private static EmbeddedEngine open(Path directory) {
    try {
      return EmbeddedEngine.open(EngineOptions.at(directory));
    } catch (ElanusException refused) {
      System.out.println(refused.getMessage());
      throw refused;
    }
  }

  private static void insert(EmbeddedEngine engine) {
    if (engine.collections().list().isEmpty()) {
      engine.collections().create(Rows.schema("book"));
    }
    for (long key = engine.collections().describe(CollectionRef.of("book")).rows();
        ;
        key += BATCH) {
      engine.data().insert(CollectionRef.of("book"), Rows.batch(key, BATCH));
      System.out.println(key + BATCH);
    }
  }

  /** A build of this type that takes some time, though the rows be few. */
  static IndexRequest index(IndexType type) {
    Map<String, String> parameters =
        switch (type) {
          case IVF_FLAT -> Map.of("nlist", "256");
          case DISKANN -> Map.of("max_degree", "8", "search_list_size", "16");
          // Counts as so much work that a checkpoint follows each quarter of the leaves.
          case HNSW -> Map.of("M", "8", "efConstruction", "20000");
          default -> throw new IllegalArgumentException(type.name());
        };
    return new IndexRequest(
        CollectionRef.of("book"), "vector", null, type, MetricType.L2, parameters, 0);
  }

  /** Says each phase as it begins, and each new checkpoint. */
  private static void build(EmbeddedEngine engine, IndexRequest index, Path directory)
      throws Exception {
    String before = checkpoint(directory);
    BuildJob job = engine.indexes().create(index);
    List<String> said = new ArrayList<>(List.of("saved ", "saved " + before));
    while (!job.await(Duration.ofMillis(2))) {
      say(job.progress().phase() + job.progress().iteration(), said);
      say("saved " + checkpoint(directory), said);
    }
    job.result();
    System.out.println("built");
  }

  private static void say(String something, List<String> said) {
    if (!said.contains(something)) {
      said.add(something);
      System.out.println(something);
    }
  }

  /** When the checkpoint was written; empty where there is none. */
  private static String checkpoint(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(some -> some.toString().endsWith(".chk")).toList()) {
        return Files.getLastModifiedTime(file).toString();
      }
      return "";
    } catch (IOException | UncheckedIOException replaced) {
      return "";
    }
  }
}
