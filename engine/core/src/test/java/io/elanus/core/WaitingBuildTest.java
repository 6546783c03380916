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
import io.elanus.api.IndexRequest;
import io.elanus.api.JobState;
import io.elanus.api.RowBatch;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.store.DiskVolume;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build that waits behind another one, which never ends of itself. */
class WaitingBuildTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path directory;
  private EmbeddedEngine engine;
  private BuildJob running;
  private BuildJob waiting;

  @BeforeEach
  void startBoth() {
    EngineDependencies dependencies =
        new EngineDependencies(
            new DiskVolume(), _ -> Optional.of(UnfinishedBuild.endless()), InstantSource.system());
    engine = EmbeddedEngine.open(EngineOptions.at(directory), dependencies);
    running = start("first");
    waiting = start("second");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private BuildJob start(String collection) {
    int rows = 2000;
    engine
        .collections()
        .create(
            new CollectionSchema(
                collection,
                "",
                List.of(
                    FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
                    FieldSchema.floatVector("vector", 1)),
                false));
    engine
        .data()
        .insert(
            CollectionRef.of(collection),
            new RowBatch(
                rows,
                Map.of(
                    "id", new Column.Longs(LongStream.range(0, rows).toArray()),
                    "vector", new Column.FloatVectors(new float[rows], 1))));
    return engine
        .indexes()
        .create(
            new IndexRequest(
                CollectionRef.of(collection),
                "vector",
                "",
                IndexType.FLAT,
                MetricType.L2,
                Map.of(),
                0));
  }

  @Test
  void itIsCancelledAtOnce() throws Exception {
    waiting.cancel();
    assertTrue(waiting.await(SOON));
    assertEquals(ErrorCode.CANCELLED, assertThrows(ElanusException.class, waiting::result).code());
    assertEquals(
        JobState.CANCELLED,
        engine.indexes().describe(CollectionRef.of("second"), "vector").progress().state());
    assertEquals(JobState.PENDING, start("third").progress().state());
    running.cancel();
    assertTrue(running.await(SOON));
    assertEquals(JobState.CANCELLED, waiting.progress().state());
  }

  @Test
  void itsCollectionIsDroppedAtOnce() throws Exception {
    engine.collections().drop(CollectionRef.of("second"));
    assertTrue(waiting.await(SOON));
    assertEquals(1, engine.collections().list().size());
  }
}
