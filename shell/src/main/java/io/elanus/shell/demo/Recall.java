package io.elanus.shell.demo;

import io.elanus.api.CollectionRef;
import io.elanus.api.Column;
import io.elanus.api.Engine;
import io.elanus.api.SearchRequest;
import io.elanus.api.SearchResult;
import io.elanus.api.index.MetricType;
import io.elanus.shell.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much of the exact answers a search finds, and how fast. Made while the field has no index
 * yet.
 */
final class Recall {
  private static final int LIMIT = 10;
  private static final Duration LEAST_TIME = Duration.ofMillis(60);
  private static final int MOST_TURNS = 30;
  private static final int STEADY_TURNS = 4;
  private static final double NOTABLY_FASTER = 1.05;

  private final Session session;
  private final Column.FloatVectors queries;
  private final List<Set<Object>> exact;
  private final double exactQueriesPerSecond;

  Recall(Session session, Column.FloatVectors queries) {
    this.session = session;
    this.queries = queries;
    // The first time the JVM is still compiling.
    rounds(Map.of());
    this.exactQueriesPerSecond = rounds(Map.of());
    this.exact = answers(Map.of());
  }

  double exactQueriesPerSecond() {
    return exactQueriesPerSecond;
  }

  /**
   * Measures several settings of nprobe. Their turns come round and round, and each keeps its best
   * time, until none gets faster: the JVM is still compiling in the first ones, and whatever else
   * the machine does then slows no setting alone.
   */
  List<Measured> measure(int[] nprobes) {
    double[] best = new double[nprobes.length];
    int steady = 0;
    for (int turn = 0; turn < MOST_TURNS && steady < STEADY_TURNS; turn++) {
      steady++;
      for (int i = 0; i < nprobes.length; i++) {
        double speed = rounds(nprobe(nprobes[i]));
        if (speed > best[i] * NOTABLY_FASTER) {
          steady = 0;
        }
        best[i] = Math.max(best[i], speed);
      }
    }
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < nprobes.length; i++) {
      measured.add(new Measured(recall(nprobe(nprobes[i])), best[i]));
    }
    return measured;
  }

  private static Map<String, String> nprobe(int value) {
    return Map.of("nprobe", Integer.toString(value));
  }

  private double recall(Map<String, String> parameters) {
    List<Set<Object>> found = answers(parameters);
    long right = 0;
    long all = 0;
    for (int query = 0; query < exact.size(); query++) {
      all += exact.get(query).size();
      for (Object id : found.get(query)) {
        if (exact.get(query).contains(id)) {
          right++;
        }
      }
    }
    return all == 0 ? 1 : (double) right / all;
  }

  private List<Set<Object>> answers(Map<String, String> parameters) {
    List<Set<Object>> answers = new ArrayList<>();
    SearchResult result = search(queries, parameters);
    for (int query = 0; query < result.queries(); query++) {
      Set<Object> ids = new HashSet<>();
      result.hits(query).forEach(hit -> ids.add(hit.id()));
      answers.add(ids);
    }
    return answers;
  }

  /** Round after round, until the time is long enough to mean something. */
  private double rounds(Map<String, String> parameters) {
    Instant start = session.clock().instant();
    Duration elapsed = Duration.ZERO;
    long count = 0;
    while (elapsed.compareTo(LEAST_TIME) < 0) {
      oneByOne(parameters);
      count += queries.rows();
      elapsed = Duration.between(start, session.clock().instant());
    }
    return count / (elapsed.toNanos() / 1e9);
  }

  private void oneByOne(Map<String, String> parameters) {
    int dim = queries.dim();
    for (int query = 0; query < queries.rows(); query++) {
      float[] vector = Arrays.copyOfRange(queries.values(), query * dim, (query + 1) * dim);
      search(new Column.FloatVectors(vector, dim), parameters);
    }
  }

  private SearchResult search(Column vectors, Map<String, String> parameters) {
    Engine engine = session.engine();
    return engine
        .searches()
        .search(
            SearchRequest.of(CollectionRef.of(Demo.COLLECTION), vectors, LIMIT)
                .withField(Demo.FIELD)
                .withMetric(MetricType.COSINE)
                .withParameters(parameters));
  }

  /**
   * @param recall part of the exact neighbours that were found, in [0, 1]
   */
  record Measured(double recall, double queriesPerSecond) {}
}
