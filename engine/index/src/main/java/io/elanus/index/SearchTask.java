package io.elanus.index;

import io.elanus.api.index.DistanceRange;
import io.elanus.base.Cancellation;
import java.util.concurrent.ExecutorService;

/**
 * Queries for one index.
 *
 * @param queries of the kind that the index holds
 * @param k how many neighbours per query
 * @param parameters of the type of the index
 * @param filter rows that may be returned; null for all
 * @param range distances that may be returned
 * @param threads how many tasks to run at once; with 1 the caller's thread does the work and {@code
 *     executor} may be null
 */
public record SearchTask(
    QueryVectors queries,
    int k,
    SearchParameters parameters,
    RowFilter filter,
    DistanceRange range,
    int threads,
    ExecutorService executor,
    Cancellation cancellation) {
  /** Queries whose neighbours may lie at any distance. */
  public SearchTask(
      QueryVectors queries,
      int k,
      SearchParameters parameters,
      RowFilter filter,
      int threads,
      ExecutorService executor,
      Cancellation cancellation) {
    this(queries, k, parameters, filter, DistanceRange.ALL, threads, executor, cancellation);
  }

  public int queryCount() {
    return queries.count();
  }

  /** The values of float queries, row-major. */
  public float[] floats() {
    return ((QueryVectors.Floats) queries).values();
  }

  /** The bytes of binary queries, row-major. */
  public byte[] bits() {
    return ((QueryVectors.Bits) queries).values();
  }

  /** The parameters as those of a type. */
  public <P extends SearchParameters> P parameters(Class<P> kind) {
    return kind.cast(parameters);
  }

  /** How many lists a query looks into, of a type that has lists. */
  public int nprobe() {
    return parameters(SearchParameters.Probes.class).nprobe();
  }

  /** The same for some of the queries. */
  public SearchTask some(int[] numbers) {
    return new SearchTask(
        queries.some(numbers), k, parameters, filter, range, threads, executor, cancellation);
  }

  /** The same under another filter. */
  SearchTask accepting(RowFilter other) {
    return new SearchTask(queries, k, parameters, other, range, threads, executor, cancellation);
  }

  /** How many of so many rows may be found. */
  public int accepted(int rows) {
    return filter == null ? rows : filter.accepted();
  }

  /** A result with room for every query. */
  public Hits newHits() {
    int most = Math.multiplyExact(queryCount(), k);
    return new Hits(new int[most], new float[most], new int[queryCount()], new int[queryCount()]);
  }
}
