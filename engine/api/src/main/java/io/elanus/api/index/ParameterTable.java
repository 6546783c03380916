package io.elanus.api.index;

import static io.elanus.api.index.Stage.BUILD;
import static io.elanus.api.index.Stage.SEARCH;

import java.util.List;

/** The declarations: every index type, metric fit and parameter, once. */
final class ParameterTable {
  private static final List<MetricType> FLOAT =
      List.of(MetricType.L2, MetricType.IP, MetricType.COSINE);
  private static final List<MetricType> BINARY = List.of(MetricType.HAMMING, MetricType.JACCARD);
  private static final List<MetricType> BOTH =
      List.of(
          MetricType.L2, MetricType.IP, MetricType.COSINE, MetricType.HAMMING, MetricType.JACCARD);

  private static final Quantity ONE = Quantity.of(1);

  /**
   * With fewer links nobody finds the way: with two, walks of 16 candidates over 3,000 points of a
   * plane missed every fourth, with three one in 400, with four none.
   */
  private static final Quantity LEAST_DEGREE = Quantity.of(4);

  private static final Quantity UNBOUNDED = Quantity.of(Integer.MAX_VALUE);
  private static final Quantity LIMIT = new Quantity.Fact(Facts.Name.LIMIT);

  private static final Parameter NLIST =
      Parameter.integer(
          BUILD,
          "nlist",
          ONE,
          Quantity.of(65_536),
          Quantity.of(128),
          "Number of lists that the vectors are divided into.");
  private static final Parameter NPROBE =
      Parameter.integer(
          SEARCH,
          "nprobe",
          ONE,
          new Quantity.Fact(Facts.Name.NLIST),
          new Quantity.AtMost(8, Facts.Name.NLIST),
          "Number of lists that a query looks into; more find more and take longer.");
  private static final Parameter M_OF_PQ =
      Parameter.integer(
              BUILD,
              "m",
              ONE,
              new Quantity.Fact(Facts.Name.DIM),
              new Quantity.DivisorNear(Facts.Name.DIM, 4),
              "Number of parts that a vector is cut into, each stored as one code.")
          .dividing(Facts.Name.DIM);
  private static final Parameter NBITS =
      Parameter.integer(
          BUILD, "nbits", ONE, Quantity.of(16), Quantity.of(8), "Number of bits of each code.");
  private static final Parameter WITH_RAW_DATA =
      Parameter.flag(
          BUILD,
          "with_raw_data",
          true,
          "Whether a search reads the vectors themselves, to reorder candidates by exact"
              + " distance.");
  private static final Parameter REORDER_K =
      Parameter.integer(
          SEARCH,
          "reorder_k",
          LIMIT,
          UNBOUNDED,
          // Milvus reorders no more than it returns, which loses much of the recall.
          new Quantity.AtLeast(100, Facts.Name.LIMIT),
          "Number of candidates whose exact distance is computed.");

  private ParameterTable() {}

  /** All rows, in the order in which lists show them. */
  static List<IndexSpec> rows() {
    return List.of(
        available(
            IndexType.FLAT, FLOAT, "Compares a query with every vector: exact, and slow at scale."),
        available(
            IndexType.IVF_FLAT,
            FLOAT,
            "Looks only into the lists nearest to a query: fast, with high recall.",
            NLIST,
            NPROBE),
        available(
            IndexType.IVF_SQ8,
            FLOAT,
            "IVF_FLAT with one byte for each value: a quarter of the memory, a little less recall.",
            NLIST,
            NPROBE),
        available(
            IndexType.IVF_PQ,
            FLOAT,
            "IVF_FLAT with short codes for parts of a vector: least memory, lower recall.",
            NLIST,
            M_OF_PQ,
            NBITS,
            NPROBE),
        available(
            IndexType.SCANN,
            FLOAT,
            "Scans 4-bit codes of the nearest lists and reorders the best exactly: very fast.",
            NLIST,
            WITH_RAW_DATA,
            NPROBE,
            REORDER_K),
        available(
            IndexType.BIN_FLAT,
            List.of(
                MetricType.HAMMING,
                MetricType.JACCARD,
                MetricType.SUBSTRUCTURE,
                MetricType.SUPERSTRUCTURE),
            "Compares a binary query with every vector: exact."),
        available(
            IndexType.BIN_IVF_FLAT,
            BINARY,
            "Looks only into the lists nearest to a binary query.",
            NLIST,
            NPROBE),
        hnsw(),
        available(
            IndexType.DISKANN,
            FLOAT,
            "A graph on disk with short codes in memory: for data larger than memory.",
            Parameter.integer(
                BUILD,
                "max_degree",
                LEAST_DEGREE,
                Quantity.of(512),
                Quantity.of(56),
                "Greatest number of neighbours of a vector in the graph."),
            Parameter.integer(
                BUILD,
                "search_list_size",
                ONE,
                UNBOUNDED,
                Quantity.of(100),
                "Number of candidates kept while the graph is built."),
            Parameter.integer(
                SEARCH,
                "search_list",
                LIMIT,
                UNBOUNDED,
                new Quantity.AtLeast(16, Facts.Name.LIMIT),
                "Number of candidates kept during a search; more find more and take longer.")),
        rnsg(),
        planned(
            IndexType.GPU_IVF_FLAT,
            List.of(MetricType.L2, MetricType.IP),
            "IVF_FLAT on a graphics processor.",
            NLIST,
            NPROBE),
        planned(
            IndexType.GPU_IVF_PQ,
            List.of(MetricType.L2, MetricType.IP),
            "IVF_PQ on a graphics processor.",
            NLIST,
            M_OF_PQ,
            NBITS,
            NPROBE),
        available(
            IndexType.AUTOINDEX,
            BOTH,
            "Chooses type and parameters from rows, dim and memory, and says which and why.",
            Parameter.integer(
                SEARCH,
                "level",
                ONE,
                Quantity.of(5),
                ONE,
                "From 1, the fastest search, to 5, the highest recall.")));
  }

  private static IndexSpec hnsw() {
    return available(
        IndexType.HNSW,
        BOTH,
        "Walks a graph of near neighbours: fastest at high recall, most memory.",
        Parameter.integer(
            BUILD,
            "M",
            Quantity.of(2),
            Quantity.of(2048),
            Quantity.of(30),
            "Number of neighbours of a vector in the graph, twice as many in its lowest layer."),
        Parameter.integer(
            BUILD,
            "efConstruction",
            ONE,
            UNBOUNDED,
            Quantity.of(360),
            "Number of candidates kept while a vector is linked."),
        Parameter.integer(
            SEARCH,
            "ef",
            LIMIT,
            Quantity.of(32_768),
            new Quantity.AtLeast(64, Facts.Name.LIMIT),
            "Number of candidates kept during a search; more find more and take longer."));
  }

  private static IndexSpec rnsg() {
    Quantity ten = Quantity.of(10);
    Quantity threeHundred = Quantity.of(300);
    Quantity lengthByDefault = Quantity.of(45);
    return available(
        IndexType.RNSG,
        FLOAT,
        "Walks a sparse graph from one entry point: fast, with less memory than HNSW.",
        Parameter.integer(
            BUILD,
            "out_degree",
            Quantity.of(5),
            threeHundred,
            Quantity.of(50),
            "Greatest number of neighbours of a vector in the graph."),
        Parameter.integer(
            BUILD,
            "candidate_pool_size",
            Quantity.of(50),
            Quantity.of(1000),
            threeHundred,
            "Number of candidates from which the neighbours of a vector are chosen."),
        Parameter.integer(
            BUILD,
            "search_length",
            ten,
            threeHundred,
            lengthByDefault,
            "Number of candidates kept while the graph is built."),
        Parameter.integer(
            BUILD,
            "knng",
            Quantity.of(5),
            threeHundred,
            Quantity.of(100),
            "Number of nearest neighbours of each vector in the graph that the build starts from."),
        Parameter.integer(
            SEARCH,
            "search_length",
            ten,
            threeHundred,
            lengthByDefault,
            "Number of candidates kept during a search; more find more and take longer."));
  }

  private static IndexSpec available(
      IndexType type, List<MetricType> metrics, String sentence, Parameter... parameters) {
    return new IndexSpec(type, metrics, List.of(parameters), true, sentence);
  }

  private static IndexSpec planned(
      IndexType type, List<MetricType> metrics, String sentence, Parameter... parameters) {
    return new IndexSpec(type, metrics, List.of(parameters), false, sentence);
  }
}
