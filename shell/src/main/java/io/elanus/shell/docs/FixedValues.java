package io.elanus.shell.docs;

import io.elanus.api.index.Defaults;
import io.elanus.api.index.IndexSpec;
import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.MetricType;
import io.elanus.api.index.Parameter;
import io.elanus.api.index.SearchRange;
import io.elanus.api.index.Stage;
import io.elanus.shell.complete.ValueKind;
import io.elanus.shell.input.OnDuplicate;
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
   * @param command decides the stage of parameters
   * @return empty where values depend on data or files
   */
  static List<String> of(ValueKind kind, String command) {
    return switch (kind) {
      case INDEX_TYPE ->
          IndexTypes.all().stream().filter(IndexSpec::available).map(IndexSpec::name).toList();
      case METRIC -> Arrays.stream(MetricType.values()).map(MetricType::name).toList();
      case PARAMETER -> parameters(command.equals("search") ? Stage.SEARCH : Stage.BUILD);
      case DEFAULTS -> Defaults.NAMES;
      case OUTPUT_FORMAT -> OutputFormat.NAMES;
      case PROGRESS_MODE -> ProgressMode.NAMES;
      case ON_DUPLICATE -> OnDuplicate.NAMES;
      case CLEAR -> List.of("clear");
      case COLLECTION,
          NEW_FIELD,
          NEW_KEY,
          FIELDS,
          VECTOR_FIELD,
          INDEXED_FIELD,
          INDEX,
          FILE,
          DIRECTORY,
          COMMAND,
          FREE ->
          List.of();
    };
  }

  /**
   * The same for each index type that can be built, by its name.
   *
   * @param kind METRIC or PARAMETER, of a build
   */
  static Map<String, List<String>> byType(ValueKind kind) {
    Map<String, List<String>> byType = new LinkedHashMap<>();
    for (IndexSpec spec : IndexTypes.all()) {
      if (spec.available()) {
        byType.put(
            spec.name(),
            kind == ValueKind.METRIC
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
