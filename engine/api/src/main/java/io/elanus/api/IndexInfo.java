package io.elanus.api;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.api.index.TypeName;
import java.util.List;
import java.util.Map;

/**
 * An index as defined, and how far it is built.
 *
 * @param type one that this version knows, or only the name of another; so the metric
 * @param parameters build parameters, defaults filled in: Integer or Boolean each, of a type that
 *     is not known the text of each
 * @param notes what the last build had to say, a sentence each
 * @param fileBytes of its files
 */
public record IndexInfo(
    CollectionRef collection,
    String field,
    String name,
    TypeName<IndexType> type,
    TypeName<MetricType> metric,
    Map<String, Object> parameters,
    IndexProgress progress,
    List<String> notes,
    long fileBytes) {

  /**
   * Whether its build was cancelled or failed before anything was built: another index of the field
   * may take its place.
   */
  public boolean givenUp() {
    boolean stopped = progress.state() == JobState.CANCELLED || progress.state() == JobState.FAILED;
    return stopped && fileBytes == 0;
  }
}
