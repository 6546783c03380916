package io.elanus.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.elanus.api.CollectionRef;
import io.elanus.api.Engine;
import io.elanus.api.Hit;
import io.elanus.api.IndexInfo;
import io.elanus.api.IndexRequest;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;

/**
 * What every implementation of {@link Engine} must do; one class below this for each of its facets.
 */
abstract class EngineContract {
  static final Duration LONG = Duration.ofMinutes(2);

  static final CollectionRef BOOK = CollectionRef.of("book");

  Engine engine;

  /**
   * Opens an engine, empty at the first call of a test and with what was written before at later
   * ones.
   */
  abstract Engine open();

  @BeforeEach
  void openFirst() {
    engine = open();
  }

  @AfterEach
  void closeLast() {
    engine.close();
  }

  final void reopen() {
    engine.close();
    engine = open();
  }

  static ElanusException refused(ErrorCode code, Executable call) {
    ElanusException refusal = assertThrows(ElanusException.class, call);
    assertEquals(code, refusal.code(), refusal.getMessage());
    return refusal;
  }

  static IndexRequest index(
      String collection, IndexType type, MetricType metric, Map<String, String> parameters) {
    return new IndexRequest(
        CollectionRef.of(collection), "vector", null, type, metric, parameters, 0);
  }

  final IndexInfo build(IndexRequest request) {
    return Rows.result(engine.indexes().create(request));
  }

  static List<Object> ids(List<Hit> hits) {
    return hits.stream().map(Hit::id).toList();
  }

  /** The keys nearest to a query among [0, rows), compared in double precision. */
  static List<Object> nearest(float[] query, int rows, int limit, MetricType metric) {
    record Candidate(long key, double distance) {}
    return LongStream.range(0, rows)
        .mapToObj(key -> new Candidate(key, Rows.distance(query, Rows.vector(key), metric)))
        .sorted(Comparator.comparingDouble(Candidate::distance).thenComparingLong(Candidate::key))
        .limit(limit)
        .map(candidate -> (Object) candidate.key())
        .toList();
  }
}
