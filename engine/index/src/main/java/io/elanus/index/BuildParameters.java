package io.elanus.index;

import io.elanus.api.index.IndexType;
import java.util.Map;

/**
 * The build parameters of an index type, one record for each set of them that the parameter table
 * declares. The table checks names and ranges and fills in defaults before a record is made; {@link
 * #of} is the only place that knows which type has which.
 */
public sealed interface BuildParameters {
  /** A type without any. */
  record None() implements BuildParameters {}

  /** A type whose rows are divided into lists. */
  sealed interface Lists extends BuildParameters {
    /** How many lists are asked for. */
    int nlist();
  }

  /** IVF_FLAT, IVF_SQ8 and BIN_IVF_FLAT. */
  record Ivf(int nlist) implements Lists {}

  /**
   * IVF_PQ.
   *
   * @param m parts of a vector
   * @param nbits bits of the code of a part
   */
  record IvfPq(int nlist, int m, int nbits) implements Lists {}

  /**
   * SCANN.
   *
   * @param withRawData whether the best are reordered by exact distance
   */
  record Scann(int nlist, boolean withRawData) implements Lists {}

  /**
   * HNSW, over float and binary vectors.
   *
   * @param m neighbours of a node, twice as many in the lowest layer
   * @param efConstruction candidates kept while a node is linked
   */
  record Hnsw(int m, int efConstruction) implements BuildParameters {}

  /**
   * DISKANN.
   *
   * @param maxDegree most neighbours of a node
   * @param searchListSize candidates kept while a node is linked
   */
  record Diskann(int maxDegree, int searchListSize) implements BuildParameters {}

  /**
   * RNSG.
   *
   * @param outDegree most neighbours of a node
   * @param candidatePoolSize from which they are chosen
   * @param searchLength candidates kept while a node is linked
   * @param knng neighbours of a node in the graph that the build starts from
   */
  record Rnsg(int outDegree, int candidatePoolSize, int searchLength, int knng)
      implements BuildParameters {}

  /**
   * The parameters of a type.
   *
   * @param values by the names of the parameter table, checked, with defaults filled in
   */
  static BuildParameters of(IndexType type, Map<String, Object> values) {
    ParameterValues given = new ParameterValues(values);
    return switch (type) {
      case FLAT, BIN_FLAT, AUTOINDEX -> new None();
      case IVF_FLAT, IVF_SQ8, BIN_IVF_FLAT, GPU_IVF_FLAT -> new Ivf(given.integer("nlist"));
      case IVF_PQ, GPU_IVF_PQ ->
          new IvfPq(given.integer("nlist"), given.integer("m"), given.integer("nbits"));
      case SCANN -> new Scann(given.integer("nlist"), given.flag("with_raw_data"));
      case HNSW -> new Hnsw(given.integer("M"), given.integer("efConstruction"));
      case DISKANN -> new Diskann(given.integer("max_degree"), given.integer("search_list_size"));
      case RNSG ->
          new Rnsg(
              given.integer("out_degree"),
              given.integer("candidate_pool_size"),
              given.integer("search_length"),
              given.integer("knng"));
    };
  }
}
