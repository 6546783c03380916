package io.elanus.shell.docs;

import io.elanus.api.index.IndexSpec;
import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.MetricType;
import io.elanus.shell.grammar.ValueKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values that fit an index type, for completions of other shells. */
final class ValuesOfTypes {
  private ValuesOfTypes() {}

  /**
   * Those of a kind for each index type that can be built, by its name.
   *
   * @param kind INDEX_METRIC or BUILD_PARAMETER
   */
  static Map<String, List<String>> byType(ValueKind kind) {
    Map<String, List<String>> byType = new LinkedHashMap<>();
    for (IndexSpec spec : IndexTypes.all()) {
      if (spec.available()) {
        byType.put(
            spec.name(),
            kind == ValueKind.INDEX_METRIC
                ? spec.metrics().stream().map(MetricType::name).toList()
                : spec.buildParameters().stream().map(p -> p.name() + ":").toList());
      }
    }
    return byType;
  }
}
