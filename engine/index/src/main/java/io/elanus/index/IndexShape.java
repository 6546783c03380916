package io.elanus.index;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import java.util.Map;

/**
 * What an index is made of, before and after it is built.
 *
 * @param rows number of vectors
 * @param dim values per vector (bits for binary vectors)
 */
public record IndexShape(
    IndexType type, MetricType metric, int rows, int dim, BuildParameters parameters) {
  /**
   * @param parameters checked build parameters by name, defaults filled in
   */
  public IndexShape(
      IndexType type, MetricType metric, int rows, int dim, Map<String, Object> parameters) {
    this(type, metric, rows, dim, BuildParameters.of(type, parameters));
  }

  /** The parameters as those of a type. */
  public <P extends BuildParameters> P parameters(Class<P> kind) {
    return kind.cast(parameters);
  }

  /** How many lists are asked for, of a type that has lists. */
  public int nlist() {
    return parameters(BuildParameters.Lists.class).nlist();
  }
}
