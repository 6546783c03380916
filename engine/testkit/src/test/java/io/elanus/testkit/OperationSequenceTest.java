package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.core.BuildJob;
import io.elanus.core.EngineOptions;
import io.elanus.core.Hit;
import io.elanus.core.IndexRequest;
import io.elanus.core.embedded.EmbeddedEngine;
import io.elanus.index.IndexType;
import io.elanus.index.MetricType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations on small segments, against a set of keys as the model. The seed is the test's
 * argument, so a failing one is named by the report.
 */
class OperationSequenceTest {
  private static final int OPERATIONS = 60;

  @TempDir Path directory;

  private final TreeSet<Long> model = new TreeSet<>();
  private EmbeddedEngine engine;
  private boolean indexed;
  private long nextKey;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theEngineAgreesWithAPlainModel(long seed) throws InterruptedException {
    Random random = new Random(seed);
    open();
    try {
      engine.createCollection(Rows.schema("book"));
      for (int i = 0; i < OPERATIONS; i++) {
        step(random);
      }
      search(random);
      assertEquals(List.of(), engine.check());
    } finally {
      engine.close();
    }
  }

  private void open() {
    engine = EmbeddedEngine.open(new EngineOptions(directory, 2, 32, 150, 42));
  }

  private void step(Random random) throws InterruptedException {
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        int count = 1 + random.nextInt(200);
        engine.insert("book", Rows.batch(nextKey, count));
        for (int i = 0; i < count; i++) {
          model.add(nextKey++);
        }
      }
      case 2 -> delete(random);
      case 3 -> engine.flush("book");
      case 4 -> {
        engine.close();
        open();
      }
      case 5 -> index(random);
      default -> search(random);
    }
    assertEquals(model.size(), engine.describeCollection("book").rows());
  }

  private void delete(Random random) {
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < 20 && nextKey > 0; i++) {
      keys.add(random.nextLong(nextKey));
    }
    long expected = keys.stream().distinct().filter(model::contains).count();
    assertEquals(expected, engine.delete("book", keys));
    keys.forEach(model::remove);
  }

  private void index(Random random) throws InterruptedException {
    if (indexed) {
      engine.dropIndex("book", "vector");
    } else {
      IndexType type = random.nextBoolean() ? IndexType.FLAT : IndexType.IVF_FLAT;
      BuildJob job =
          engine.createIndex(
              new IndexRequest("book", "vector", null, type, MetricType.L2, Map.of(), 0));
      assertTrue(job.await(Duration.ofMinutes(1)));
      job.result();
    }
    indexed = !indexed;
  }

  private void search(Random random) {
    float[] query = Rows.vector(-1 - random.nextInt(1000));
    boolean lists = indexed && engine.describeIndex("book", null).type() == IndexType.IVF_FLAT;
    List<Hit> hits =
        engine
            .search(
                Rows.search("book", query, 10, null, lists ? Map.of("nprobe", "128") : Map.of()))
            .hits()
            .getFirst();
    List<Long> expected =
        model.stream()
            .sorted(Comparator.comparingDouble(key -> squaredL2(query, Rows.vector(key))))
            .limit(10)
            .toList();
    assertEquals(expected, hits.stream().map(Hit::id).toList());
  }

  private static double squaredL2(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return sum;
  }
}
