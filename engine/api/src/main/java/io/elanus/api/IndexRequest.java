package io.elanus.api;

import io.elanus.api.index.Defaults;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An index to build.
 *
 * @param indexName null or empty for the default, the field's name
 * @param parameters build parameters as given, by name; checked against the parameter table
 * @param defaults the rule for parameters that are not given
 * @param memoryLimitBytes refuse a build whose plan needs more; 0 for no limit beyond the heap
 */
public record IndexRequest(
    CollectionRef collection,
    String field,
    @Nullable String indexName,
    IndexType type,
    MetricType metric,
    Map<String, String> parameters,
    Defaults defaults,
    long memoryLimitBytes) {
  public IndexRequest {
    parameters = Map.copyOf(parameters);
    Objects.requireNonNull(defaults);
  }

  /** With parameters fitted to the rows where they are not given. */
  public IndexRequest(
      CollectionRef collection,
      String field,
      @Nullable String indexName,
      IndexType type,
      MetricType metric,
      Map<String, String> parameters,
      long memoryLimitBytes) {
    this(collection, field, indexName, type, metric, parameters, Defaults.FITTED, memoryLimitBytes);
  }
}
