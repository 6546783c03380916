package io.elanus.api.index;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads metric names and checks where metrics fit. */
public final class MetricTypes {
  private MetricTypes() {}

  /**
   * Reads a name, ignoring case.
   *
   * @throws ElanusException UNKNOWN_METRIC with the nearest name
   */
  public static MetricType parse(String name) {
    String upper = name.strip().toUpperCase(Locale.ROOT);
    List<String> known = Arrays.stream(MetricType.values()).map(MetricType::name).toList();
    if (!known.contains(upper)) {
      throw new ElanusException(
          ErrorCode.UNKNOWN_METRIC,
          "unknown metric type " + name.strip(),
          Suggestions.hint(upper, known));
    }
    return MetricType.valueOf(upper);
  }

  /**
   * @throws ElanusException INVALID_ARGUMENT where the type cannot use the metric on such vectors
   */
  public static void checkFits(IndexType type, DataKind kind, MetricType metric) {
    List<MetricType> fitting = IndexTypes.spec(type).metrics(kind);
    if (!fitting.contains(metric)) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "metric of %s over %s must be %s, got %s"
              .formatted(type, kind.title(), alternatives(fitting), metric));
    }
  }

  /** "L2, IP or COSINE". */
  static String alternatives(List<MetricType> metrics) {
    String all = metrics.stream().map(MetricType::name).collect(Collectors.joining(", "));
    int last = all.lastIndexOf(", ");
    return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
  }
}
