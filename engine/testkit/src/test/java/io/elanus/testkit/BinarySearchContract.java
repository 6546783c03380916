package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.IndexRequest;
import io.elanus.api.RowBatch;
import io.elanus.api.SearchRequest;
import io.elanus.api.SearchResult;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How every engine searches binary vectors. */
abstract class BinarySearchContract extends EngineContract {
  @Test
  void binaryVectorsAreIndexedSearchedAndDeleted() {
    int bits = 72;
    int rows = 1500;
    engine
        .collections()
        .create(
            new CollectionSchema(
                "codes",
                "",
                List.of(
                    FieldSchema.scalar("id", DataType.INT64).asPrimaryKey(),
                    new FieldSchema("code", DataType.BINARY_VECTOR, "", false, bits, 0)),
                false));
    byte[] codes = new byte[rows * bits / 8];
    new Random(5).nextBytes(codes);
    engine
        .data()
        .insert(
            CollectionRef.of("codes"),
            new RowBatch(
                rows,
                Map.of(
                    "id", new Column.Longs(LongStream.range(0, rows).toArray()),
                    "code", new Column.BinaryVectors(codes, bits))));
    byte[] query = Arrays.copyOf(codes, bits / 8);
    Set<Long> deleted = new HashSet<>();
    // Without an index every metric is at hand, and Hamming is the one that is not named.
    for (MetricType metric : MetricType.values()) {
      if (metric.isBinary()) {
        assertNearestCodes(codes, deleted, query, metric, metric, Map.of());
      }
    }
    assertNearestCodes(codes, deleted, query, null, MetricType.HAMMING, Map.of());
    List<IndexRequest> indexes =
        List.of(
            codeIndex(IndexType.BIN_FLAT, MetricType.SUBSTRUCTURE, Map.of()),
            codeIndex(IndexType.BIN_FLAT, MetricType.HAMMING, Map.of()),
            codeIndex(IndexType.BIN_IVF_FLAT, MetricType.JACCARD, Map.of("nlist", "12")),
            codeIndex(IndexType.BIN_IVF_FLAT, MetricType.HAMMING, Map.of("nlist", "12")),
            codeIndex(IndexType.HNSW, MetricType.JACCARD, Map.of("M", "8")),
            codeIndex(IndexType.HNSW, MetricType.HAMMING, Map.of("M", "8")));
    long victim = 0;
    for (IndexRequest index : indexes) {
      assertEquals(rows - deleted.size(), build(index).progress().indexedRows());
      Map<String, String> all =
          switch (index.type()) {
            case BIN_IVF_FLAT -> Map.of("nprobe", "12");
            case HNSW -> Map.of("ef", "2000");
            default -> Map.of();
          };
      assertNearestCodes(codes, deleted, query, null, index.metric(), all);
      engine.data().delete(CollectionRef.of("codes"), List.of(victim));
      deleted.add(victim);
      victim += 7;
      assertNearestCodes(codes, deleted, query, null, index.metric(), all);
      reopen();
      assertNearestCodes(codes, deleted, query, null, index.metric(), all);
      engine.indexes().drop(CollectionRef.of("codes"), "code");
    }
    assertEquals(List.of(), engine.administration().check());
    refused(
        ErrorCode.INVALID_ARGUMENT,
        () ->
            engine
                .indexes()
                .create(codeIndex(IndexType.BIN_IVF_FLAT, MetricType.SUBSTRUCTURE, Map.of())));
    refused(
        ErrorCode.INVALID_ARGUMENT,
        () -> engine.indexes().create(codeIndex(IndexType.IVF_FLAT, MetricType.L2, Map.of())));
  }

  private static IndexRequest codeIndex(
      IndexType type, MetricType metric, Map<String, String> parameters) {
    return new IndexRequest(CollectionRef.of("codes"), "code", null, type, metric, parameters, 0);
  }

  private void assertNearestCodes(
      byte[] codes,
      Set<Long> deleted,
      byte[] query,
      MetricType asked,
      MetricType metric,
      Map<String, String> parameters) {
    int width = query.length;
    record Candidate(long key, float distance) {}
    List<Candidate> all =
        LongStream.range(0, codes.length / width)
            .filter(key -> !deleted.contains(key))
            .mapToObj(
                key -> {
                  int from = (int) key * width;
                  byte[] code = Arrays.copyOfRange(codes, from, from + width);
                  return new Candidate(key, Rows.distance(query, code, metric));
                })
            .filter(candidate -> Float.isFinite(candidate.distance()))
            .sorted(
                Comparator.comparingDouble(Candidate::distance).thenComparingLong(Candidate::key))
            .toList();
    List<Map<String, String>> ranges = new ArrayList<>(List.of(Map.of()));
    for (int from : new int[] {0, 1, 40}) {
      if (from < all.size()) {
        // Distances of rows, as they are shown.
        float near = all.get(from).distance();
        float far = Math.max(Math.nextUp(near), all.get(Math.min(all.size(), 90) - 1).distance());
        ranges.add(Map.of("radius", Float.toString(far), "range_filter", Float.toString(near)));
      }
    }
    for (Map<String, String> range : ranges) {
      Map<String, String> given = new HashMap<>(parameters);
      given.putAll(range);
      float near = Float.parseFloat(range.getOrDefault("range_filter", "-Infinity"));
      float far = Float.parseFloat(range.getOrDefault("radius", "Infinity"));
      SearchResult result =
          engine
              .searches()
              .search(
                  SearchRequest.of(
                          CollectionRef.of("codes"), new Column.BinaryVectors(query, width * 8), 9)
                      .withMetric(asked)
                      .withParameters(given));
      assertEquals(metric, result.metric());
      assertEquals(
          all.stream()
              .filter(candidate -> candidate.distance() >= near && candidate.distance() < far)
              .limit(9)
              .toList(),
          result.hits(0).stream()
              .map(hit -> new Candidate((Long) hit.id(), hit.distance()))
              .toList(),
          metric + " " + given);
    }
  }
}
