package io.elanus.api.index;

import java.util.List;
import java.util.Optional;

/**
 * One row of the parameter table.
 *
 * @param metrics those that fit; the first one of each data kind is its default
 * @param parameters in the order in which help and dialogs show them
 * @param available whether this program can build it
 * @param sentence what it is good for, one sentence for help and dialogs
 */
public record IndexSpec(
    IndexType type,
    List<MetricType> metrics,
    List<Parameter> parameters,
    boolean available,
    String sentence) {
  public IndexSpec {
    metrics = List.copyOf(metrics);
    parameters = List.copyOf(parameters);
  }

  public String name() {
    return type.name();
  }

  /** Whether it indexes such vectors. */
  public boolean fits(DataKind kind) {
    return metrics.stream().anyMatch(metric -> DataKind.of(metric) == kind);
  }

  /** The metrics for such vectors, the default first; empty where the type does not fit them. */
  public List<MetricType> metrics(DataKind kind) {
    return metrics.stream().filter(metric -> DataKind.of(metric) == kind).toList();
  }

  /** The metric for such vectors where none is named; empty where the type does not fit them. */
  public Optional<MetricType> defaultMetric(DataKind kind) {
    return metrics(kind).stream().findFirst();
  }

  public List<Parameter> buildParameters() {
    return parameters(Stage.BUILD);
  }

  public List<Parameter> searchParameters() {
    return parameters(Stage.SEARCH);
  }

  /** Those of a stage, in the order in which help and dialogs show them. */
  public List<Parameter> parameters(Stage stage) {
    return parameters.stream().filter(parameter -> parameter.stage() == stage).toList();
  }

  public Optional<Parameter> parameter(Stage stage, String name) {
    return parameters(stage).stream().filter(p -> p.name().equals(name)).findFirst();
  }
}
