package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.Hit;
import io.elanus.api.IndexRequest;
import io.elanus.api.RowBatch;
import io.elanus.api.SearchRequest;
import io.elanus.api.SearchResult;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.core.EmbeddedEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;

/** One sequence of operations on a collection with a float and a binary vector field. */
final class OperationSequence {
  private static final int OPERATIONS = 12;
  private static final int LIMIT = 10;
  private static final int BYTES = 8;

  private final Supplier<EmbeddedEngine> opener;
  private final IndexType type;
  private final Random random;
  private final boolean binary;
  private final TreeSet<Long> model = new TreeSet<>();
  private EmbeddedEngine engine;
  private boolean indexed;
  private long nextKey;
  private int wanted;
  private int found;

  OperationSequence(Supplier<EmbeddedEngine> opener, IndexType type, long seed) {
    this.opener = opener;
    this.type = type;
    this.random = new Random(seed);
    this.binary =
        switch (type) {
          case BIN_FLAT, BIN_IVF_FLAT -> true;
          case HNSW, AUTOINDEX -> random.nextBoolean();
          default -> false;
        };
  }

  void run() throws InterruptedException {
    engine = opener.get();
    try {
      List<FieldSchema> fields = new ArrayList<>(Rows.schema("book").fields());
      fields.add(new FieldSchema("bits", DataType.BINARY_VECTOR, "", false, 8 * BYTES, 0));
      engine.collections().create(new CollectionSchema("book", "", fields, false));
      for (int i = 0; i < OPERATIONS; i++) {
        step();
        assertEquals(model.size(), engine.collections().describe(CollectionRef.of("book")).rows());
      }
      if (!indexed) {
        index();
      }
      search();
      assertEquals(List.of(), engine.administration().check());
      assertTrue(found >= leastRecall() * wanted, found + " of " + wanted + " were found");
    } finally {
      engine.close();
    }
  }

  private void step() throws InterruptedException {
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> insert();
      case 3 -> delete();
      case 4 -> engine.data().flush(CollectionRef.of("book"));
      case 5 -> {
        engine.close();
        engine = opener.get();
      }
      case 6 -> index();
      default -> search();
    }
  }

  private void insert() {
    int count = 1 + random.nextInt(200);
    RowBatch batch = Rows.batch(nextKey, count);
    byte[] bits = new byte[count * BYTES];
    for (int i = 0; i < count; i++) {
      System.arraycopy(bits(nextKey + i), 0, bits, i * BYTES, BYTES);
    }
    Map<String, Column> columns = new HashMap<>(batch.columns());
    columns.put("bits", new Column.BinaryVectors(bits, 8 * BYTES));
    engine.data().insert(CollectionRef.of("book"), new RowBatch(count, columns, nextKey));
    for (int i = 0; i < count; i++) {
      model.add(nextKey++);
    }
  }

  private static byte[] bits(long key) {
    byte[] bits = new byte[BYTES];
    new Random(key * 31 + 8).nextBytes(bits);
    return bits;
  }

  private void delete() {
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < 20 && nextKey > 0; i++) {
      keys.add(random.nextLong(nextKey));
    }
    long expected = keys.stream().distinct().filter(model::contains).count();
    assertEquals(expected, engine.data().delete(CollectionRef.of("book"), keys));
    keys.forEach(model::remove);
  }

  private String field() {
    return binary ? "bits" : "vector";
  }

  private void index() throws InterruptedException {
    if (indexed) {
      engine.indexes().drop(CollectionRef.of("book"), field());
    } else {
      MetricType metric = binary ? MetricType.HAMMING : MetricType.L2;
      BuildJob job =
          engine
              .indexes()
              .create(
                  new IndexRequest(
                      CollectionRef.of("book"), field(), null, type, metric, buildParameters(), 0));
      assertTrue(job.await(Duration.ofMinutes(1)));
      job.result();
    }
    indexed = !indexed;
  }

  private Map<String, String> buildParameters() {
    return switch (type) {
      case IVF_FLAT, IVF_SQ8, SCANN, BIN_IVF_FLAT -> Map.of("nlist", "8");
      case IVF_PQ -> Map.of("nlist", "8", "m", "4");
      case HNSW -> Map.of("M", "8", "efConstruction", "40");
      case DISKANN -> Map.of("max_degree", "8", "search_list_size", "16");
      case FLAT, RNSG, BIN_FLAT, AUTOINDEX, GPU_IVF_FLAT, GPU_IVF_PQ -> Map.of();
    };
  }

  private Map<String, String> searchParameters() {
    return switch (type) {
      case IVF_FLAT, IVF_SQ8, IVF_PQ, SCANN, BIN_IVF_FLAT -> Map.of("nprobe", "8");
      case HNSW -> Map.of("ef", "150");
      case DISKANN -> Map.of("search_list", "150");
      case FLAT, RNSG, BIN_FLAT, AUTOINDEX, GPU_IVF_FLAT, GPU_IVF_PQ -> Map.of();
    };
  }

  /** The share of the nearest rows that must be found; of indexes that compare codes alone less. */
  private double leastRecall() {
    return switch (type) {
      case FLAT, IVF_FLAT, BIN_FLAT, BIN_IVF_FLAT -> 1;
      case HNSW, DISKANN, RNSG, SCANN, AUTOINDEX -> 0.9;
      case IVF_SQ8 -> 0.8;
      case IVF_PQ, GPU_IVF_FLAT, GPU_IVF_PQ -> 0.3;
    };
  }

  private void search() {
    long query = -1 - random.nextInt(1000);
    Column vectors =
        binary
            ? new Column.BinaryVectors(bits(query), 8 * BYTES)
            : new Column.FloatVectors(Rows.vector(query), Rows.DIM);
    SearchResult result =
        engine
            .searches()
            .search(
                SearchRequest.of(CollectionRef.of("book"), vectors, LIMIT)
                    .withField(field())
                    .withParameters(indexed ? searchParameters() : Map.of())
                    .withOutputFields(List.of("title")));
    List<Double> nearest =
        model.stream().map(key -> distance(query, key)).sorted().limit(LIMIT).toList();
    HashSet<Long> seen = new HashSet<>();
    double before = Double.NEGATIVE_INFINITY;
    int next = 0;
    for (Hit hit : result.hits(0)) {
      long key = (Long) hit.id();
      assertEquals(Rows.title(key), result.entities().value("title", next++));
      assertTrue(model.contains(key), () -> "row " + key + " was deleted");
      assertTrue(seen.add(key), () -> "row " + key + " was found twice");
      assertTrue(hit.distance() >= before, "nearest first");
      before = hit.distance();
      if (type != IndexType.IVF_SQ8 && type != IndexType.IVF_PQ || !indexed) {
        assertEquals(distance(query, key), hit.distance(), 1e-3);
      }
      // By distance, as any of several equally near rows will do.
      found += distance(query, key) <= nearest.getLast() ? 1 : 0;
    }
    wanted += nearest.size();
  }

  private double distance(long query, long key) {
    return binary
        ? Rows.distance(bits(query), bits(key), MetricType.HAMMING)
        : Rows.distance(Rows.vector(query), Rows.vector(key), MetricType.L2);
  }
}
