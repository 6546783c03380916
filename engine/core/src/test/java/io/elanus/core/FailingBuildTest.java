package io.elanus.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.IndexProgress;
import io.elanus.api.IndexRequest;
import io.elanus.api.JobState;
import io.elanus.api.RowBatch;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.IndexAlgorithm;
import io.elanus.store.DiskVolume;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A build that ends with whatever the JVM may throw. */
class FailingBuildTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path directory;

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new OutOfMemoryError("Java heap space"), ErrorCode.MEMORY_LIMIT),
        Arguments.of(
            new InternalError("a fault occurred in an unsafe memory access operation"),
            ErrorCode.IO_FAILURE),
        Arguments.of(new InternalError("of the JVM"), ErrorCode.INTERNAL),
        Arguments.of(new StackOverflowError(), ErrorCode.INTERNAL),
        Arguments.of(new NoClassDefFoundError("a/library"), ErrorCode.INTERNAL),
        Arguments.of(new AssertionError("an invariant"), ErrorCode.INTERNAL),
        Arguments.of(new IllegalStateException("a mistake"), ErrorCode.INTERNAL));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void theJobSaysWhyAndTheEngineCloses(Throwable failure, ErrorCode code) throws Exception {
    IndexAlgorithm algorithm = UnfinishedBuild.failing(failure);
    EngineOptions options = new EngineOptions(directory, 2, 32, 42);
    try (EmbeddedEngine engine =
        EmbeddedEngine.open(
            options,
            new EngineDependencies(
                new DiskVolume(), _ -> Optional.of(algorithm), InstantSource.system()))) {
      insert(engine);
      BuildJob job = create(engine);
      assertTrue(job.await(SOON));
      assertEquals(JobState.FAILED, job.progress().state());
      ElanusException told = assertThrows(ElanusException.class, job::result);
      assertEquals(code, told.code());
      IndexProgress progress =
          engine.indexes().describe(CollectionRef.of("book"), "vector").progress();
      assertEquals(JobState.FAILED, progress.state());
      assertEquals(Optional.of(told.getMessage()), progress.failure());
      assertTrue(told.getMessage().startsWith("building index vector failed: "), told.getMessage());
      assertTrue(create(engine).await(SOON), "a build may be tried again");
    }
  }

  private static BuildJob create(EmbeddedEngine engine) {
    return engine
        .indexes()
        .create(
            new IndexRequest(
                CollectionRef.of("book"),
                "vector",
                "",
                IndexType.FLAT,
                MetricType.L2,
                Map.of(),
                0));
  }

  private static void insert(EmbeddedEngine engine) {
    int rows = 100;
    engine
        .collections()
        .create(
            new CollectionSchema(
                "book",
                "",
                List.of(
                    FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
                    FieldSchema.floatVector("vector", 1)),
                false));
    engine
        .data()
        .insert(
            CollectionRef.of("book"),
            new RowBatch(
                rows,
                Map.of(
                    "id", new Column.Longs(LongStream.range(0, rows).toArray()),
                    "vector", new Column.FloatVectors(new float[rows], 1))));
  }
}
