package io.elanus.index;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import java.util.Map;

/**
 * What an index is made of, before and after it is built.
 *
 * @param rows number of vectors
 * @param dim values per vector (bits for binary vectors)
 * @param parameters validated build parameters by name, defaults filled in
 */
public record IndexShape(
    IndexType type, MetricType metric, int rows, int dim, Map<String, Object> parameters) {
  public IndexShape {
    parameters = Map.copyOf(parameters);
  }

  /** An integer build parameter. */
  public int intParameter(String name) {
    return ((Number) parameters.get(name)).intValue();
  }
}
