package io.elanus.index;

import io.elanus.api.index.IndexType;
import java.util.Map;

/**
 * The search parameters of an index type, one record for each set of them that the parameter table
 * declares, as {@link BuildParameters} are.
 */
public sealed interface SearchParameters {
  /** A type without any, and rows without an index. */
  record None() implements SearchParameters {}

  /** A type that looks into lists. */
  sealed interface Probes extends SearchParameters {
    /** How many lists a query looks into. */
    int nprobe();
  }

  /** A type that follows links. */
  sealed interface Beam extends SearchParameters {
    /** How many candidates a search keeps. */
    int width();
  }

  /** IVF_FLAT, IVF_SQ8, IVF_PQ and BIN_IVF_FLAT. */
  record Ivf(int nprobe) implements Probes {}

  /**
   * SCANN.
   *
   * @param reorderK candidates whose exact distance is computed
   */
  record Scann(int nprobe, int reorderK) implements Probes {}

  /** HNSW. */
  record Hnsw(int ef) implements Beam {
    @Override
    public int width() {
      return ef;
    }
  }

  /** RNSG. */
  record Rnsg(int searchLength) implements Beam {
    @Override
    public int width() {
      return searchLength;
    }
  }

  /** DISKANN. */
  record Diskann(int searchList) implements Beam {
    @Override
    public int width() {
      return searchList;
    }
  }

  /**
   * AUTOINDEX.
   *
   * @param level from 1, the fastest, to 5, the highest recall
   */
  record Auto(int level) implements SearchParameters {}

  /**
   * The parameters of a type.
   *
   * @param values by the names of the parameter table, checked, with defaults filled in
   */
  static SearchParameters of(IndexType type, Map<String, Object> values) {
    ParameterValues given = new ParameterValues(values);
    return switch (type) {
      case FLAT, BIN_FLAT -> new None();
      case IVF_FLAT, IVF_SQ8, IVF_PQ, BIN_IVF_FLAT, GPU_IVF_FLAT, GPU_IVF_PQ ->
          new Ivf(given.integer("nprobe"));
      case SCANN -> new Scann(given.integer("nprobe"), given.integer("reorder_k"));
      case HNSW -> new Hnsw(given.integer("ef"));
      case DISKANN -> new Diskann(given.integer("search_list"));
      case RNSG -> new Rnsg(given.integer("search_length"));
      case AUTOINDEX -> new Auto(given.integer("level"));
    };
  }
}
