package io.elanus.core;

import io.elanus.index.IndexType;
import io.elanus.index.MetricType;
import java.util.Map;

/**
 * An index to build.
 *
 * @param indexName null or empty for the default, the field's name
 * @param parameters build parameters as given, by name; checked against the parameter table
 * @param memoryLimitBytes refuse a build whose plan needs more; 0 for no limit beyond the heap
 */
public record IndexRequest(
    String collection,
    String field,
    String indexName,
    IndexType type,
    MetricType metric,
    Map<String, String> parameters,
    long memoryLimitBytes) {
  public IndexRequest {
    parameters = Map.copyOf(parameters);
  }
}
