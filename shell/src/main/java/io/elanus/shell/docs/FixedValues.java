package io.elanus.shell.docs;

import io.elanus.api.index.Defaults;
import io.elanus.api.index.IndexSpec;
import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.MetricType;
import io.elanus.api.index.Parameter;
import io.elanus.api.index.SearchRange;
import io.elanus.api.index.Stage;
import io.elanus.shell.action.OnDuplicate;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.OutputFormat;
import io.elanus.shell.session.ProgressMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The values that do not depend on any data, for completions of other shells. */
final class FixedValues {
  private FixedValues() {}

  /**
   * @return empty where values depend on data or files
   */
  static List<String> of(ValueKind kind) {
    return switch (kind) {
      case INDEX_TYPE ->
          IndexTypes.all().stream().filter(IndexSpec::available).map(IndexSpec::name).toList();
      case INDEX_METRIC, SEARCH_METRIC ->
          Arrays.stream(MetricType.values()).map(MetricType::name).toList();
      case BUILD_PARAMETER -> parameters(Stage.BUILD);
      case SEARCH_PARAMETER -> parameters(Stage.SEARCH);
      case DEFAULTS -> Defaults.NAMES;
      case OUTPUT_FORMAT -> OutputFormat.NAMES;
      case PROGRESS_MODE -> ProgressMode.NAMES;
      case ON_DUPLICATE -> OnDuplicate.NAMES;
      case CLEAR -> List.of("clear");
      default -> List.of();
    };
  }

  /**
   * The same for each index type that can be built, by its name.
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

  /** With the colon that a value follows. */
  private static List<String> parameters(Stage stage) {
    Stream<String> ofTypes =
        IndexTypes.all().stream()
            .flatMap(spec -> spec.parameters(stage).stream())
            .map(Parameter::name)
            .distinct();
    Stream<String> ofAll =
        stage == Stage.SEARCH ? SearchRange.sentences().keySet().stream() : Stream.empty();
    return Stream.concat(ofTypes, ofAll).map(name -> name + ":").toList();
  }
}
