package io.elanus.api;

import io.elanus.api.index.Defaults;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Queries against one vector field. Made by {@link #of} and what follows it:
 *
 * <pre>{@code
 * SearchRequest.of(collection, vectors, 10).withOutputFields(List.of("title"))
 * }</pre>
 *
 * @param field null where the collection has just one vector field
 * @param vectors {@link Column.FloatVectors} or {@link Column.BinaryVectors}, one row per query, in
 *     [1, 16384]
 * @param limit neighbours per query, [1, 16384]; offset + limit too
 * @param offset how many of the nearest are left out
 * @param metric null for the index's metric (L2 or HAMMING where there is no index)
 * @param parameters search parameters as given, by name
 * @param defaults the rule for parameters that are not given
 * @param outputFields fields to return with each hit; "*" for all of known types
 */
public record SearchRequest(
    CollectionRef collection,
    @Nullable String field,
    Column vectors,
    int limit,
    int offset,
    @Nullable MetricType metric,
    Map<String, String> parameters,
    Defaults defaults,
    List<String> outputFields,
    ReadOptions options) {
  /**
   * @throws ElanusException OUT_OF_RANGE for too few or too many queries or neighbours
   */
  public SearchRequest {
    Objects.requireNonNull(collection);
    Objects.requireNonNull(defaults);
    Objects.requireNonNull(options);
    parameters = Map.copyOf(parameters);
    outputFields = List.copyOf(outputFields);
    int queries = vectors.rows();
    if (queries < 1 || queries > SchemaRules.MAX_QUERIES) {
      throw new ElanusException(
          ErrorCode.OUT_OF_RANGE,
          "number of query vectors must be in [1, %d], got %d"
              .formatted(SchemaRules.MAX_QUERIES, queries),
          queries < 1 ? "give at least one" : "split them into several searches");
    }
    SchemaRules.checkLimit(limit);
    if (offset < 0 || offset > SchemaRules.MAX_LIMIT) {
      throw outOfRange("offset must be in [0, %d], got %d", offset);
    }
    // Both are in range here, so their sum is no more than twice the limit.
    if (offset + limit > SchemaRules.MAX_LIMIT) {
      throw outOfRange("offset + limit must be at most %d, got %d", offset + limit);
    }
  }

  private static ElanusException outOfRange(String rule, int given) {
    return new ElanusException(
        ErrorCode.OUT_OF_RANGE, rule.formatted(SchemaRules.MAX_LIMIT, given));
  }

  /**
   * In the only vector field, by the metric of its index, with parameters fitted to it, and without
   * output fields.
   */
  public static SearchRequest of(CollectionRef collection, Column vectors, int limit) {
    return new SearchRequest(
        collection,
        null,
        vectors,
        limit,
        0,
        null,
        Map.of(),
        Defaults.FITTED,
        List.of(),
        ReadOptions.STANDARD);
  }

  /**
   * @param name null for the only vector field
   */
  public SearchRequest withField(@Nullable String name) {
    return new SearchRequest(
        collection,
        name,
        vectors,
        limit,
        offset,
        metric,
        parameters,
        defaults,
        outputFields,
        options);
  }

  /** The same without so many of the nearest; OUT_OF_RANGE where offset + limit exceed 16384. */
  public SearchRequest withOffset(int nearest) {
    return new SearchRequest(
        collection,
        field,
        vectors,
        limit,
        nearest,
        metric,
        parameters,
        defaults,
        outputFields,
        options);
  }

  /**
   * @param type null for that of the index
   */
  public SearchRequest withMetric(@Nullable MetricType type) {
    return new SearchRequest(
        collection,
        field,
        vectors,
        limit,
        offset,
        type,
        parameters,
        defaults,
        outputFields,
        options);
  }

  /** The same with search parameters, by name; the engine checks them. */
  public SearchRequest withParameters(Map<String, String> given) {
    return new SearchRequest(
        collection, field, vectors, limit, offset, metric, given, defaults, outputFields, options);
  }

  /** The same with another rule for parameters that are not given. */
  public SearchRequest withDefaults(Defaults rule) {
    return new SearchRequest(
        collection, field, vectors, limit, offset, metric, parameters, rule, outputFields, options);
  }

  /** The same with fields of each hit; "*" for all of known types. */
  public SearchRequest withOutputFields(List<String> names) {
    return new SearchRequest(
        collection, field, vectors, limit, offset, metric, parameters, defaults, names, options);
  }

  /** The same with a filter, partitions, consistency or a timeout. */
  public SearchRequest withOptions(ReadOptions given) {
    return new SearchRequest(
        collection,
        field,
        vectors,
        limit,
        offset,
        metric,
        parameters,
        defaults,
        outputFields,
        given);
  }
}
