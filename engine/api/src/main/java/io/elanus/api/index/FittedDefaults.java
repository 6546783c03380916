package io.elanus.api.index;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parameters that fit the data at hand, each with one line why: what {@link Defaults#FITTED} takes.
 */
public final class FittedDefaults {
  /** Rows that each list should have to be trained well, the bound below which faiss warns. */
  private static final int ROWS_PER_LIST = 39;

  /**
   * Rows below which a collection is searched exactly, whatever its index: one so small has only
   * begun to grow, and says nothing of how many rows there will be.
   */
  private static final int FEW_ROWS = 1024;

  /** Candidates of DISKANN at least, as many as its build keeps. */
  private static final int LEAST_SEARCH_LIST = 100;

  private static final int LISTS_PER_PROBE = 32;
  private static final int LEAST_PROBES = 8;

  private FittedDefaults() {}

  /**
   * One proposal for each build parameter, in the order of the table.
   *
   * @param rows of the collection; 0 where it is still empty
   */
  public static List<Suggestion> build(IndexType type, long rows, int dim) {
    return IndexTypes.spec(type).buildParameters().stream()
        .map(parameter -> forBuild(parameter, rows, dim))
        .toList();
  }

  /**
   * One proposal for each search parameter of an index with these build parameters.
   *
   * @param limit neighbours wanted for each query, the offset included
   */
  public static List<Suggestion> search(
      IndexType type, Map<String, Object> buildParameters, int limit) {
    Facts facts = Facts.ofSearch(buildParameters, limit);
    return IndexTypes.spec(type).searchParameters().stream()
        .map(parameter -> forSearch(parameter, facts))
        .toList();
  }

  /** How a parameter is fitted, in a few words for help; empty where it has a fixed default. */
  static Optional<String> rule(Parameter parameter) {
    return Optional.ofNullable(
        switch (parameter.name()) {
          case "nlist" ->
              "4 x the square root of the rows, at least %d rows each".formatted(ROWS_PER_LIST);
          case "nbits" -> "8, less for few rows";
          case "M" -> "16, 32 from dim 257 on";
          case "efConstruction" -> "200";
          case "nprobe" -> "nlist/%d, at least %d".formatted(LISTS_PER_PROBE, LEAST_PROBES);
          case "search_list" -> "%d, or twice the limit if more".formatted(LEAST_SEARCH_LIST);
          default -> null;
        });
  }

  private static Suggestion forBuild(Parameter parameter, long rows, int dim) {
    return switch (parameter.name()) {
      case "nlist" -> nlist(parameter, rows, dim);
      case "nbits" -> nbits(parameter, rows, dim);
      case "m" -> parts(parameter, dim);
      case "M" ->
          dim <= 256
              ? new Suggestion(parameter, 16, "enough for dim %d".formatted(dim))
              : new Suggestion(parameter, 32, "as dim %d needs more neighbours".formatted(dim));
      case "efConstruction" ->
          new Suggestion(parameter, 200, "as more takes longer to build for little more recall");
      default -> standard(parameter, Facts.ofBuild(dim), "the default");
    };
  }

  private static Suggestion parts(Parameter parameter, int dim) {
    Facts facts = Facts.ofBuild(dim);
    int parts = (Integer) parameter.defaultFor(facts).orElseThrow();
    return standard(
        parameter, facts, "which cuts dim %d into parts of %d".formatted(dim, dim / parts));
  }

  private static Suggestion nlist(Parameter parameter, long rows, int dim) {
    if (rows < FEW_ROWS) {
      return standard(
          parameter,
          Facts.ofBuild(dim),
          rows == 0
              ? "the default, as there are no rows yet"
              : "the default, as there are few rows yet");
    }
    long bySize = (long) (4 * Math.sqrt(rows));
    long byTraining = rows / ROWS_PER_LIST;
    long bound = Math.min(Math.min(bySize, byTraining), 65_536);
    int nlist = Math.toIntExact(Long.highestOneBit(bound));
    String reason =
        bySize <= byTraining
            ? "about 4 x the square root of %d rows".formatted(rows)
            : "so that lists have at least %d rows on average".formatted(ROWS_PER_LIST);
    return new Suggestion(parameter, nlist, reason);
  }

  private static Suggestion nbits(Parameter parameter, long rows, int dim) {
    if (rows < FEW_ROWS || rows >= ROWS_PER_LIST * 256L) {
      return standard(parameter, Facts.ofBuild(dim), "the default, one byte for each part");
    }
    long codes = Long.highestOneBit(rows / ROWS_PER_LIST);
    return new Suggestion(
        parameter,
        Long.numberOfTrailingZeros(codes),
        "as %d rows train no more than %d codes well".formatted(rows, codes));
  }

  private static Suggestion forSearch(Parameter parameter, Facts facts) {
    if (parameter.name().equals("nprobe") && facts.nlist() > 0) {
      int nprobe = Math.min(facts.nlist(), Math.max(LEAST_PROBES, facts.nlist() / LISTS_PER_PROBE));
      String reason =
          facts.nlist() == 1 ? "the only list" : "of %d lists in all".formatted(facts.nlist());
      return new Suggestion(parameter, nprobe, reason);
    }
    if (parameter.name().equals("search_list")) {
      // The default, which is that of Milvus, finds little: a walk over codes needs more
      // candidates.
      int list = Math.clamp(2L * facts.limit(), LEAST_SEARCH_LIST, Integer.MAX_VALUE);
      return new Suggestion(parameter, list, "as candidates are ranked by short codes first");
    }
    return standard(parameter, facts, "the default");
  }

  private static Suggestion standard(Parameter parameter, Facts facts, String reason) {
    return new Suggestion(parameter, parameter.defaultFor(facts).orElseThrow(), reason);
  }
}
