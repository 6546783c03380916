package io.elanus.api;

import io.elanus.api.index.Defaults;
import io.elanus.api.index.MetricType;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Queries against one vector field.
 *
 * @param field null where the collection has just one vector field
 * @param vectors {@link Column.FloatVectors} or {@link Column.BinaryVectors}, one row per query, in
 *     [1, 16384]
 * @param limit neighbours per query, [1, 16384]; offset + limit too
 * @param metric null for the index's metric (L2 where there is no index)
 * @param parameters search parameters as given, by name
 * @param defaults the rule for parameters that are not given
 * @param outputFields fields to return with each hit; "*" for all
 */
public record SearchRequest(
    CollectionRef collection,
    String field,
    Column vectors,
    int limit,
    int offset,
    MetricType metric,
    Map<String, String> parameters,
    Defaults defaults,
    List<String> outputFields) {
  public SearchRequest {
    parameters = Map.copyOf(parameters);
    Objects.requireNonNull(defaults);
    outputFields = List.copyOf(outputFields);
  }

  /** With parameters fitted to the index where they are not given. */
  public SearchRequest(
      CollectionRef collection,
      String field,
      Column vectors,
      int limit,
      int offset,
      MetricType metric,
      Map<String, String> parameters,
      List<String> outputFields) {
    this(
        collection,
        field,
        vectors,
        limit,
        offset,
        metric,
        parameters,
        Defaults.FITTED,
        outputFields);
  }
}
