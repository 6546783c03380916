package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.IndexInfo;
import io.elanus.api.IndexRequest;
import io.elanus.api.index.Defaults;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an index takes for parameters that its request leaves out. */
class DefaultParametersTest {
  @TempDir Path folder;
  private EmbeddedEngine engine;

  @BeforeEach
  void open() {
    engine = EmbeddedEngine.open(EngineOptions.at(folder));
    engine.collections().create(Rows.schema("book"));
    engine.data().insert(CollectionRef.of("book"), Rows.batch(0, 1500));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private IndexInfo build(IndexType type, Map<String, String> parameters, Defaults defaults)
      throws InterruptedException {
    BuildJob job =
        engine
            .indexes()
            .create(
                new IndexRequest(
                    CollectionRef.of("book"),
                    "vector",
                    null,
                    type,
                    MetricType.L2,
                    parameters,
                    defaults,
                    0));
    assertTrue(job.await(Duration.ofMinutes(1)));
    return job.result();
  }

  @Test
  void theyAreFittedToTheRows() throws InterruptedException {
    assertEquals(
        Map.of("nlist", 32), build(IndexType.IVF_FLAT, Map.of(), Defaults.FITTED).parameters());
    engine.indexes().drop(CollectionRef.of("book"), null);
    assertEquals(
        Map.of("M", 16, "efConstruction", 50),
        build(IndexType.HNSW, Map.of("efConstruction", "50"), Defaults.FITTED).parameters());
  }

  @Test
  void thoseOfMilvusAreTakenWhereTheyAreAskedFor() throws InterruptedException {
    assertEquals(
        Map.of("nlist", 128), build(IndexType.IVF_FLAT, Map.of(), Defaults.MILVUS).parameters());
    engine.indexes().drop(CollectionRef.of("book"), null);
    assertEquals(
        Map.of("M", 30, "efConstruction", 360),
        build(IndexType.HNSW, Map.of(), Defaults.MILVUS).parameters());
  }

  @Test
  void theSameRequestMeansTheSameIndexWhenThereAreMoreRows() throws InterruptedException {
    build(IndexType.IVF_FLAT, Map.of(), Defaults.FITTED);
    engine.data().insert(CollectionRef.of("book"), Rows.batch(1500, 4500));
    assertEquals(
        Map.of("nlist", 32), build(IndexType.IVF_FLAT, Map.of(), Defaults.FITTED).parameters());
    ElanusException taken =
        assertThrows(
            ElanusException.class,
            () -> build(IndexType.IVF_FLAT, Map.of("nlist", "128"), Defaults.FITTED));
    assertEquals(ErrorCode.ALREADY_EXISTS, taken.code());
    ElanusException fixed =
        assertThrows(
            ElanusException.class, () -> build(IndexType.IVF_FLAT, Map.of(), Defaults.MILVUS));
    assertEquals(ErrorCode.ALREADY_EXISTS, fixed.code());
  }
}
