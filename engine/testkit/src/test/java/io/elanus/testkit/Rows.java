package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.Engine;
import io.elanus.api.FieldSchema;
import io.elanus.api.Job;
import io.elanus.api.QueryRequest;
import io.elanus.api.RowBatch;
import io.elanus.api.RowPage;
import io.elanus.api.RowPages;
import io.elanus.api.SearchRequest;
import io.elanus.api.index.MetricType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Collections and rows that tests agree upon: everything about a row follows from its key. */
final class Rows {
  static final int DIM = 8;

  private Rows() {}

  /** id INT64 key, title VARCHAR(32), pages INT16, vector FLOAT_VECTOR(8). */
  static CollectionSchema schema(String name) {
    return new CollectionSchema(
        name,
        "",
        List.of(
            FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
            FieldSchema.varchar("title", 32),
            FieldSchema.scalar("pages", DataType.INT16),
            FieldSchema.floatVector("vector", DIM)),
        false);
  }

  static RowBatch batch(long firstKey, int count) {
    long[] keys = new long[count];
    String[] titles = new String[count];
    int[] pages = new int[count];
    float[] vectors = new float[count * DIM];
    for (int i = 0; i < count; i++) {
      keys[i] = firstKey + i;
      titles[i] = title(keys[i]);
      pages[i] = (int) (keys[i] % 1000);
      System.arraycopy(vector(keys[i]), 0, vectors, i * DIM, DIM);
    }
    return new RowBatch(
        count,
        Map.of(
            "id", new Column.Longs(keys),
            "title", new Column.Strings(titles),
            "pages", new Column.Ints(pages),
            "vector", new Column.FloatVectors(vectors, DIM)),
        firstKey);
  }

  static String title(long key) {
    return "title " + key;
  }

  static float[] vector(long key) {
    Random random = new Random(key * 31 + 7);
    float[] vector = new float[DIM];
    for (int i = 0; i < DIM; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  /** The internal distance, smaller is closer, in double precision. */
  static double distance(float[] a, float[] b, MetricType metric) {
    double dot = 0;
    double squared = 0;
    double normA = 0;
    double normB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      squared += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
      normA += (double) a[i] * a[i];
      normB += (double) b[i] * b[i];
    }
    return switch (metric) {
      case L2 -> squared;
      case IP -> -dot;
      case COSINE -> -dot / Math.sqrt(normA * normB);
      default -> throw new IllegalArgumentException(metric.name());
    };
  }

  /** The distance of two binary vectors, bit by bit; infinite where a search must not find it. */
  static float distance(byte[] query, byte[] row, MetricType metric) {
    BitSet q = BitSet.valueOf(query);
    BitSet shared = BitSet.valueOf(query);
    shared.and(BitSet.valueOf(row));
    int either = q.cardinality() + BitSet.valueOf(row).cardinality() - shared.cardinality();
    int differing = either - shared.cardinality();
    return switch (metric) {
      case HAMMING -> differing;
      case JACCARD -> either == 0 ? 0 : (float) differing / either;
      case SUBSTRUCTURE -> shared.equals(q) ? 0 : Float.POSITIVE_INFINITY;
      case SUPERSTRUCTURE -> shared.equals(BitSet.valueOf(row)) ? 0 : Float.POSITIVE_INFINITY;
      case L2, IP, COSINE -> throw new IllegalArgumentException(metric.name());
    };
  }

  /** Rows as maps, for comparisons. */
  static List<Map<String, Object>> maps(RowPage page) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int row = 0; row < page.rows(); row++) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (String field : page.columns().keySet()) {
        map.put(field, page.value(field, row));
      }
      rows.add(map);
    }
    return rows;
  }

  /** What a job made, after its end. */
  static <T> T result(Job<T> job) {
    try {
      assertTrue(job.await(Duration.ofMinutes(2)), "the job must end");
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a test", e);
    }
    return job.result();
  }

  /** All rows of a collection in order of insertion. */
  static List<Map<String, Object>> all(Engine engine, CollectionRef collection, String... fields) {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (RowPages pages =
        engine.data().query(QueryRequest.ofAll(collection, List.of(fields)).withPageRows(37))) {
      pages.forEachRemaining(page -> rows.addAll(maps(page)));
    }
    return rows;
  }

  static SearchRequest search(
      String collection,
      float[] queries,
      int limit,
      MetricType metric,
      Map<String, String> parameters) {
    return SearchRequest.of(
            CollectionRef.of(collection), new Column.FloatVectors(queries, DIM), limit)
        .withField("vector")
        .withMetric(metric)
        .withParameters(parameters);
  }
}
