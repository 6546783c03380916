package io.elanus.api.index;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bounds on the reported distance of what a search returns, as Milvus takes them beside the
 * parameters of every index type.
 *
 * <p>Where smaller is closer: {@code range_filter <= distance < radius}. Where larger is closer:
 * {@code radius < distance <= range_filter}. Distances are float32, so bounds are rounded to
 * float32 before anything is compared: a distance copied from an answer, in the fewest digits that
 * tell it from others, is exactly that distance as a bound too.
 *
 * @param radius the far bound, excluded; may be infinite
 * @param rangeFilter the near bound, included; infinite where it was left out
 */
public record SearchRange(MetricType metric, float radius, float rangeFilter) {
  private static final String RADIUS = "radius";
  private static final String RANGE_FILTER = "range_filter";

  /** Not all that a Java literal may be: no suffixes, no hexadecimal digits. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  /** As tables and Python write what lies beyond the largest float32. */
  private static final Pattern INFINITY =
      Pattern.compile("([+-]?)inf(inity)?", Pattern.CASE_INSENSITIVE);

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
   *     far one, equal to it as float32, or without it
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
    float far = number(RADIUS, radius);
    float nearest = metric.largerIsCloser() ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
    float near = filter == null ? nearest : number(RANGE_FILTER, filter);
    if (filter != null && (metric.largerIsCloser() ? near <= far : near >= far)) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "range_filter must be %s than radius for %s, got range_filter %s and radius %s"
              .formatted(
                  metric.largerIsCloser() ? "greater" : "less",
                  metric,
                  filter.strip(),
                  radius.strip()),
          near == far && !filter.strip().equals(radius.strip())
              ? "distances are float32, and as such both are " + far
              : "radius is the far bound and left out, range_filter the near one and taken in");
    }
    return Optional.of(new SearchRange(metric, far, near));
  }

  /** The parameters of the index type, without the bounds. */
  public static Map<String, String> without(Map<String, String> given) {
    Map<String, String> rest = new LinkedHashMap<>(given);
    rest.keySet().removeAll(SENTENCES.keySet());
    return rest;
  }

  /** Adding zero turns -0 into 0, as in reported distances. */
  private static float number(String name, String text) {
    String number = text.strip();
    if (NUMBER.matcher(number).matches()) {
      return Float.parseFloat(number) + 0f;
    }
    Matcher infinity = INFINITY.matcher(number);
    if (infinity.matches()) {
      return infinity.group(1).equals("-") ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    }
    throw new ElanusException(
        ErrorCode.INVALID_ARGUMENT, "%s must be a number, got \"%s\"".formatted(name, text));
  }

  /**
   * The same bounds on internal distances, both included. An internal distance is the reported one
   * or its negative, so nothing is rounded.
   */
  public DistanceRange distances() {
    float far = metric.largerIsCloser() ? -radius : radius;
    float near = metric.largerIsCloser() ? -rangeFilter : rangeFilter;
    return far == Float.NEGATIVE_INFINITY
        ? DistanceRange.NONE
        : new DistanceRange(near, Math.nextDown(far));
  }
}
