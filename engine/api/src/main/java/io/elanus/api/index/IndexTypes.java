package io.elanus.api.index;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The parameter table, and every check of an index definition or a search against it. */
public final class IndexTypes {
  private static final List<IndexSpec> ALL = ParameterTable.rows();
  private static final Map<IndexType, IndexSpec> BY_TYPE =
      ALL.stream()
          .collect(
              Collectors.toMap(
                  IndexSpec::type,
                  spec -> spec,
                  (a, b) -> a,
                  () -> new EnumMap<>(IndexType.class)));

  private IndexTypes() {}

  /** All index types, those that this program cannot build yet too. */
  public static List<IndexSpec> all() {
    return ALL;
  }

  /** The row of the table for a type; each has one. */
  public static IndexSpec spec(IndexType type) {
    return Objects.requireNonNull(BY_TYPE.get(type));
  }

  /**
   * Reads a name, ignoring case.
   *
   * @throws ElanusException UNKNOWN_TYPE with the nearest name
   */
  public static IndexType parse(String name) {
    String upper = name.strip().toUpperCase(Locale.ROOT);
    List<String> known = ALL.stream().map(IndexSpec::name).toList();
    if (!known.contains(upper)) {
      throw new ElanusException(
          ErrorCode.UNKNOWN_TYPE,
          "unknown index type " + name.strip(),
          Suggestions.hint(upper, names(ALL)));
    }
    return IndexType.valueOf(upper);
  }

  /** The types for such vectors, those that can be built first. */
  public static List<IndexSpec> fitting(DataKind kind) {
    return ALL.stream()
        .filter(spec -> spec.fits(kind))
        .sorted((a, b) -> Boolean.compare(b.available(), a.available()))
        .toList();
  }

  /**
   * @throws ElanusException NOT_AVAILABLE where this program cannot build the type
   */
  public static void requireAvailable(IndexType type) {
    if (spec(type).available()) {
      return;
    }
    throw new ElanusException(
        ErrorCode.NOT_AVAILABLE,
        type + " is not available yet",
        "available: " + String.join(", ", names(ALL)));
  }

  /** Of those that this program can build. */
  private static List<String> names(List<IndexSpec> specs) {
    return specs.stream().filter(IndexSpec::available).map(IndexSpec::name).toList();
  }

  /**
   * Reads back a definition that has every parameter.
   *
   * @param dim values per vector, bits of a binary vector
   * @param given parameters as text
   * @return every build parameter by name: Integer or Boolean, in the order of the table; the fixed
   *     default of one that is missing
   */
  public static Map<String, Object> validateBuild(
      IndexType type, DataKind kind, MetricType metric, int dim, Map<String, String> given) {
    return validateBuild(type, kind, metric, dim, given, Defaults.MILVUS.build(type, 0, dim));
  }

  /**
   * Checks the definition of an index; not whether this program can build it, see {@link
   * #requireAvailable}.
   *
   * @param dim values per vector, bits of a binary vector
   * @param given parameters as the user wrote them
   * @param defaults for those that are not given, by {@link Defaults#build}
   * @return every build parameter by name: Integer or Boolean, in the order of the table
   */
  public static Map<String, Object> validateBuild(
      IndexType type,
      DataKind kind,
      MetricType metric,
      int dim,
      Map<String, String> given,
      List<Suggestion> defaults) {
    if (!spec(type).fits(kind)) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "%s does not index %s".formatted(type, kind.title()),
          "types that do: " + String.join(", ", names(fitting(kind))));
    }
    MetricTypes.checkFits(type, kind, metric);
    return validate(type, Stage.BUILD, given, Facts.ofBuild(dim), defaults);
  }

  /**
   * Checks the parameters of a search.
   *
   * @param buildParameters of the index, as {@link #validateBuild} returned them
   * @param limit neighbours wanted for each query, the offset included
   * @param given parameters as the user wrote them
   * @param defaults the rule for those that are not given
   * @return every search parameter by name: Integer or Boolean, in the order of the table
   */
  public static Map<String, Object> validateSearch(
      IndexType type,
      Map<String, Object> buildParameters,
      int limit,
      Map<String, String> given,
      Defaults defaults) {
    return validate(
        type,
        Stage.SEARCH,
        given,
        Facts.ofSearch(buildParameters, limit),
        defaults.search(type, buildParameters, limit));
  }

  private static Map<String, Object> validate(
      IndexType type,
      Stage stage,
      Map<String, String> given,
      Facts facts,
      List<Suggestion> defaults) {
    IndexSpec spec = spec(type);
    for (String name : given.keySet()) {
      if (spec.parameter(stage, name).isEmpty()) {
        throw unknown(spec, stage, name);
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Suggestion standard : defaults) {
      Parameter parameter = standard.parameter();
      String text = given.get(parameter.name());
      values.put(parameter.name(), text == null ? standard.value() : parameter.parse(text, facts));
    }
    return values;
  }

  private static ElanusException unknown(IndexSpec spec, Stage stage, String name) {
    String when = stage == Stage.BUILD ? "build" : "search";
    Stage other = stage == Stage.BUILD ? Stage.SEARCH : Stage.BUILD;
    List<String> known = spec.parameters(stage).stream().map(Parameter::name).toList();
    String hint;
    if (spec.parameter(other, name).isPresent()) {
      hint =
          stage == Stage.BUILD
              ? name + " is given when searching"
              : name + " is given when the index is created";
    } else if (known.isEmpty()) {
      hint = "%s takes no %s parameters".formatted(spec.name(), when);
    } else {
      hint = Suggestions.hint(name, known);
    }
    return new ElanusException(
        ErrorCode.UNKNOWN_PARAMETER,
        "%s has no %s parameter %s".formatted(spec.name(), when, name),
        hint);
  }
}
