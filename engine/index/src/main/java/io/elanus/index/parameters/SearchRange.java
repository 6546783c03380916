package io.elanus.index.parameters;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.MetricType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Bounds on the reported distance of what a search returns, as Milvus takes them beside the
 * parameters of every index type.
 *
 * <p>Where smaller is closer: {@code range_filter <= distance < radius}. Where larger is closer:
 * {@code radius < distance <= range_filter}.
 *
 * @param radius the far bound, excluded
 * @param rangeFilter the near bound, included; infinite where it was left out
 */
public record SearchRange(MetricType metric, double radius, double rangeFilter) {
  private static final String RADIUS = "radius";
  private static final String RANGE_FILTER = "range_filter";

  private static final Map<String, String> SENTENCES = sentences(RADIUS, RANGE_FILTER);

  private static Map<String, String> sentences(String radius, String rangeFilter) {
    Map<String, String> sentences = new LinkedHashMap<>();
    sentences.put(radius, "Far bound of the distances returned, itself left out.");
    sentences.put(rangeFilter, "Near bound of the distances returned, itself included.");
    return Collections.unmodifiableMap(sentences);
  }

  /** Both parameters by name, each with one sentence for help. */
  public static Map<String, String> sentences() {
    return SENTENCES;
  }

  /**
   * Reads the bounds from search parameters.
   *
   * @param given parameters as the user wrote them; others are passed over
   * @return empty where neither bound is given
   * @throws ElanusException INVALID_ARGUMENT for a bound that is no number, a near bound beyond the
   *     far one or without it
   */
  public static Optional<SearchRange> of(MetricType metric, Map<String, String> given) {
    String radius = given.get(RADIUS);
    String filter = given.get(RANGE_FILTER);
    if (radius == null && filter == null) {
      return Optional.empty();
    }
    if (radius == null) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "range_filter needs a radius beside it",
          "add -p radius:NUMBER");
    }
    double far = number(RADIUS, radius);
    double nearest = metric.largerIsCloser() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    double near = filter == null ? nearest : number(RANGE_FILTER, filter);
    if (metric.largerIsCloser() ? near <= far : near >= far) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "range_filter must be %s than radius for %s, got range_filter %s and radius %s"
              .formatted(metric.largerIsCloser() ? "greater" : "less", metric, filter, radius));
    }
    return Optional.of(new SearchRange(metric, far, near));
  }

  /** The parameters of the index type, without the bounds. */
  public static Map<String, String> without(Map<String, String> given) {
    Map<String, String> rest = new LinkedHashMap<>(given);
    rest.keySet().removeAll(SENTENCES.keySet());
    return rest;
  }

  private static double number(String name, String text) {
    try {
      double value = Double.parseDouble(text.strip());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the rule.
    }
    throw new ElanusException(
        ErrorCode.INVALID_ARGUMENT, "%s must be a number, got \"%s\"".formatted(name, text));
  }

  /** Whether a reported distance lies on the near side of the far bound. */
  public boolean reaches(float distance) {
    return metric.largerIsCloser() ? distance > radius : distance < radius;
  }

  /** Whether a reported distance lies between the bounds. */
  public boolean contains(float distance) {
    return reaches(distance)
        && (metric.largerIsCloser() ? distance <= rangeFilter : distance >= rangeFilter);
  }
}
