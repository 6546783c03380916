package io.elanus.index;

import io.elanus.base.Cancellation;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * Queries for one index.
 *
 * @param queries row-major, {@code queryCount * dim} values
 * @param k how many neighbours per query
 * @param parameters validated search parameters by name, defaults filled in
 * @param filter rows that may be returned; null for all
 * @param threads how many tasks to run at once; with 1 the caller's thread does the work and {@code
 *     executor} may be null
 */
public record SearchTask(
    float[] queries,
    int queryCount,
    int k,
    Map<String, Object> parameters,
    RowFilter filter,
    int threads,
    ExecutorService executor,
    Cancellation cancellation) {
  public int intParameter(String name) {
    return ((Number) parameters.get(name)).intValue();
  }
}
