package io.elanus.shell.demo;

import io.elanus.core.Column;
import io.elanus.core.Engine;
import io.elanus.core.Hit;
import io.elanus.core.SearchRequest;
import io.elanus.index.MetricType;
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
  private static final Duration LEAST_TIME = Duration.ofMillis(150);
  private static final Duration WARM_UP = Duration.ofMillis(1500);
  private static final int ROUNDS = 3;

  private final Session session;
  private final Column.FloatVectors queries;
  private final List<Set<Object>> exact;
  private final double exactQueriesPerSecond;

  Recall(Session session, Column.FloatVectors queries) {
    this.session = session;
    this.queries = queries;
    this.exactQueriesPerSecond = queriesPerSecond(Map.of());
    this.exact = answers(Map.of());
  }

  double exactQueriesPerSecond() {
    return exactQueriesPerSecond;
  }

  Measured measure(Map<String, String> parameters) {
    double speed = queriesPerSecond(parameters);
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
    return new Measured(all == 0 ? 1 : (double) right / all, speed);
  }

  private List<Set<Object>> answers(Map<String, String> parameters) {
    List<Set<Object>> answers = new ArrayList<>();
    for (List<Hit> hits : search(queries, parameters)) {
      Set<Object> ids = new HashSet<>();
      hits.forEach(hit -> ids.add(hit.id()));
      answers.add(ids);
    }
    return answers;
  }

  /**
   * Searches with every setting in turn until the JVM has compiled what all of them use: else the
   * first setting measured would look slow beside the last.
   */
  void warmUp(int[] nprobes) {
    Instant end = session.clock().instant().plus(WARM_UP);
    while (session.clock().instant().isBefore(end)) {
      for (int nprobe : nprobes) {
        oneByOne(nprobe(nprobe));
      }
    }
  }

  static Map<String, String> nprobe(int value) {
    return Map.of("nprobe", Integer.toString(value));
  }

  /** The best of a few rounds, as whatever else the machine does only makes one slower. */
  private double queriesPerSecond(Map<String, String> parameters) {
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      best = Math.max(best, rounds(parameters));
    }
    return best;
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

  private List<List<Hit>> search(Column vectors, Map<String, String> parameters) {
    Engine engine = session.engine();
    return engine
        .search(
            new SearchRequest(
                Demo.COLLECTION,
                Demo.FIELD,
                vectors,
                LIMIT,
                0,
                MetricType.COSINE,
                parameters,
                List.of()))
        .hits();
  }

  /**
   * @param recall part of the exact neighbours that were found, in [0, 1]
   */
  record Measured(double recall, double queriesPerSecond) {}
}
