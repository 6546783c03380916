package io.elanus.api.index;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rule for parameters that are not given, the same for dialogs, commands and callers of the
 * engine.
 */
public enum Defaults {
  /** Fitted to the rows, their dimension and the index, by {@link FittedDefaults}. */
  FITTED,
  /** The fixed ones of Milvus, as the parameter table has them. */
  MILVUS;

  /** In lower case, as they are typed. */
  public static final List<String> NAMES = Arrays.stream(values()).map(Defaults::label).toList();

  /**
   * Reads a name, ignoring case.
   *
   * @throws ElanusException INVALID_ARGUMENT with the nearest name
   */
  public static Defaults parse(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    if (!NAMES.contains(lower)) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "defaults must be %s, got %s".formatted(String.join(" or ", NAMES), name.strip()),
          Suggestions.nearest(lower, NAMES).map(near -> "did you mean " + near + "?").orElse(null));
    }
    return valueOf(lower.toUpperCase(Locale.ROOT));
  }

  /** As it is typed. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * One value for each build parameter, in the order of the table.
   *
   * @param rows of the collection; 0 where it is still empty
   * @param dim values per vector, bits of a binary vector
   */
  public List<Suggestion> build(IndexType type, long rows, int dim) {
    return switch (this) {
      case FITTED -> FittedDefaults.build(type, rows, dim);
      case MILVUS -> fixed(IndexTypes.spec(type).buildParameters().stream(), Facts.ofBuild(dim));
    };
  }

  /**
   * One value for each search parameter of an index with these build parameters.
   *
   * @param limit neighbours wanted for each query, the offset included
   */
  public List<Suggestion> search(IndexType type, Map<String, Object> buildParameters, int limit) {
    return switch (this) {
      case FITTED -> FittedDefaults.search(type, buildParameters, limit);
      case MILVUS ->
          fixed(
              IndexTypes.spec(type).searchParameters().stream(),
              Facts.ofSearch(buildParameters, limit));
    };
  }

  /** What a parameter is by either rule, for help: "200; of milvus 360", "64, or limit if more". */
  public static String text(Parameter parameter) {
    return FittedDefaults.rule(parameter)
        .map(rule -> rule + "; of milvus " + parameter.defaultText())
        .orElseGet(parameter::defaultText);
  }

  private static List<Suggestion> fixed(Stream<Parameter> parameters, Facts facts) {
    return parameters
        .map(
            parameter ->
                new Suggestion(
                    parameter, parameter.defaultFor(facts).orElseThrow(), "the default of Milvus"))
        .toList();
  }
}
