package io.elanus.shell.run;

import io.elanus.api.index.Defaults;
import io.elanus.api.index.IndexSpec;
import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.MetricType;
import io.elanus.api.index.Parameter;
import io.elanus.api.index.SearchRange;
import io.elanus.api.index.Stage;
import io.elanus.shell.dialog.MetricHelp;
import io.elanus.shell.grammar.CommandEntry;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Help on index types, metrics and parameters, from the parameter table.
 *
 * <pre>
 * HNSW: Walks a graph of near neighbours: fastest at high recall, most memory.
 * Metrics: L2, IP, COSINE, HAMMING, JACCARD.
 *
 * Parameters of create index:
 *   M                     Number of neighbours of a vector in the graph, twice as many in
 *                         its lowest layer. Range [2, 2048]; default 30.
 * </pre>
 */
final class IndexHelp {
  private static final int COLUMN = 24;
  private static final int TYPE_COLUMN = 16;

  private IndexHelp() {}

  /** Whether a command takes index types. */
  static boolean isAbout(CommandEntry entry) {
    return entry.name().equals("create index");
  }

  /** The names that {@link #topic} explains. */
  static List<String> topics() {
    Set<String> topics = new LinkedHashSet<>();
    IndexTypes.all().forEach(spec -> topics.add(spec.name()));
    Arrays.stream(MetricType.values()).map(MetricType::name).forEach(topics::add);
    IndexTypes.all().stream()
        .flatMap(spec -> spec.parameters().stream())
        .map(Parameter::name)
        .forEach(topics::add);
    topics.addAll(SearchRange.sentences().keySet());
    return List.copyOf(topics);
  }

  /** Writes about the topic of a name; one that differs in case only will do. */
  static Optional<Consumer<HelpPage>> topic(String name) {
    List<String> topics = topics();
    return topics.stream()
        .filter(name::equals)
        .findFirst()
        .or(() -> topics.stream().filter(name::equalsIgnoreCase).findFirst())
        .map(topic -> page -> write(page, topic));
  }

  private static void write(HelpPage page, String topic) {
    for (IndexSpec spec : IndexTypes.all()) {
      if (spec.name().equals(topic)) {
        type(page, spec);
        return;
      }
    }
    for (MetricType metric : MetricType.values()) {
      if (metric.name().equals(topic)) {
        metric(page, metric);
        return;
      }
    }
    String range = SearchRange.sentences().get(topic);
    if (range != null) {
      page.paragraph(topic + ": " + range);
      page.paragraph("A parameter of search, for every index type.");
      examples(page, List.of("search -c words --id river -p radius:0.5 -p range_filter:0.8"));
      return;
    }
    parameter(page, topic);
  }

  /** All types with what their builds take. */
  static void types(HelpPage page) {
    page.heading("Index types, with their metrics and parameters (help TYPE says more):");
    for (IndexSpec spec : IndexTypes.all()) {
      if (!spec.available()) {
        continue;
      }
      page.term("  " + spec.name(), spec.sentence(), TYPE_COLUMN);
      page.term("", metrics(spec), TYPE_COLUMN);
      for (Parameter parameter : spec.buildParameters()) {
        page.term("", parameter.name() + ": " + limits(parameter), TYPE_COLUMN);
      }
    }
    page.heading("Metrics:");
    for (MetricType metric : MetricType.values()) {
      page.term("  " + metric, MetricHelp.sentence(metric) + ".", TYPE_COLUMN);
    }
  }

  private static void type(HelpPage page, IndexSpec spec) {
    page.paragraph(spec.name() + ": " + spec.sentence());
    page.paragraph("Metrics: " + metrics(spec) + ".");
    if (!spec.available()) {
      page.paragraph("Not available yet.");
    }
    parameters(page, "Parameters of create index:", spec.buildParameters());
    parameters(
        page, "Parameters of search, beside radius and range_filter:", spec.searchParameters());
    if (spec.available()) {
      String metric = spec.metrics().contains(MetricType.COSINE) ? "COSINE" : "HAMMING";
      String create = "create index -c words -f vector -t %s -m %s".formatted(spec.name(), metric);
      String search = "search -c words --id river -l 10";
      examples(
          page,
          List.of(
              create + settings(spec.buildParameters()),
              search + settings(spec.searchParameters())));
    }
  }

  private static void parameters(HelpPage page, String heading, List<Parameter> parameters) {
    if (parameters.isEmpty()) {
      return;
    }
    page.heading(heading);
    for (Parameter parameter : parameters) {
      page.term(
          "  " + parameter.name(),
          "%s Range %s.".formatted(parameter.sentence(), limits(parameter)),
          COLUMN);
    }
  }

  /** " -p nlist:128", with values that fit vectors of 100 values. */
  private static String settings(List<Parameter> parameters) {
    StringBuilder settings = new StringBuilder();
    for (Parameter parameter : parameters) {
      String value =
          switch (parameter.name()) {
            case "nlist" -> "1024";
            case "m" -> "25";
            case "reorder_k" -> "200";
            case "search_list", "ef" -> "100";
            case "nprobe", "M" -> "16";
            case "efConstruction" -> "200";
            default -> parameter.defaultText();
          };
      settings.append(" -p ").append(parameter.name()).append(':').append(value);
    }
    return settings.toString();
  }

  private static void metric(HelpPage page, MetricType metric) {
    page.paragraph(metric + ": " + MetricHelp.sentence(metric) + ".");
    List<String> types =
        IndexTypes.all().stream()
            .filter(spec -> spec.available() && spec.metrics().contains(metric))
            .map(IndexSpec::name)
            .toList();
    page.paragraph("Index types: " + String.join(", ", types) + ".");
    page.paragraph("create index takes it with -m; a search without an index does too.");
  }

  /** A parameter is the same for several types mostly, and differs for some. */
  private static void parameter(HelpPage page, String name) {
    Map<Parameter, List<String>> uses = new LinkedHashMap<>();
    for (IndexSpec spec : IndexTypes.all()) {
      for (Parameter parameter : spec.parameters()) {
        if (spec.available() && parameter.name().equals(name)) {
          uses.merge(parameter, List.of(spec.name()), IndexHelp::both);
        }
      }
    }
    uses.forEach(
        (parameter, types) -> {
          page.paragraph(name + ": " + parameter.sentence());
          page.paragraph(
              "Range %s. Given to %s with -p %s:VALUE. Index types: %s."
                  .formatted(
                      limits(parameter),
                      parameter.stage() == Stage.BUILD ? "create index" : "search",
                      name,
                      String.join(", ", types)));
        });
  }

  private static List<String> both(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static void examples(HelpPage page, List<String> lines) {
    page.heading("Examples:");
    lines.forEach(page::example);
  }

  private static String metrics(IndexSpec spec) {
    return String.join(", ", spec.metrics().stream().map(MetricType::name).toList());
  }

  // [1, 512]; default 56
  private static String limits(Parameter parameter) {
    return "%s; default %s".formatted(parameter.range(), Defaults.text(parameter));
  }
}
