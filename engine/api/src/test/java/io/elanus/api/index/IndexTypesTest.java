package io.elanus.api.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user meets when defining an index or searching one. */
class IndexTypesTest {
  private static final int DIM = 100;
  private static final int LIMIT = 10;

  /** Build and search parameters with their defaults, as the printed table of each type. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FLAT         |                                                                            |
          IVF_FLAT     | nlist=128                                                                  | nprobe=8
          IVF_SQ8      | nlist=128                                                                  | nprobe=8
          IVF_PQ       | nlist=128, m=25, nbits=8                                                   | nprobe=8
          SCANN        | nlist=128, with_raw_data=true                                              | nprobe=8, reorder_k=100
          HNSW         | M=30, efConstruction=360                                                   | ef=64
          DISKANN      | max_degree=56, search_list_size=100                                        | search_list=16
          RNSG         | out_degree=50, candidate_pool_size=300, search_length=45, knng=100         | search_length=45
          BIN_FLAT     |                                                                            |
          BIN_IVF_FLAT | nlist=128                                                                  | nprobe=8
          GPU_IVF_FLAT | nlist=128                                                                  | nprobe=8
          GPU_IVF_PQ   | nlist=128, m=25, nbits=8                                                   | nprobe=8
          AUTOINDEX    |                                                                            | level=1
          """)
  void fillsDefaults(IndexType type, String build, String search) {
    IndexSpec spec = IndexTypes.spec(type);
    DataKind kind = DataKind.of(spec.metrics().getFirst());
    MetricType metric = spec.metrics().getFirst();

    Map<String, Object> built = IndexTypes.validateBuild(type, kind, metric, DIM, Map.of());
    assertEquals(build == null ? "" : build, listed(built));
    assertEquals(search == null ? "" : search, listed(search(type, built, LIMIT, Map.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "FLAT,         L2 IP COSINE,   ''",
    "IVF_FLAT,     L2 IP COSINE,   ''",
    "IVF_SQ8,      L2 IP COSINE,   ''",
    "IVF_PQ,       L2 IP COSINE,   ''",
    "SCANN,        L2 IP COSINE,   ''",
    "HNSW,         L2 IP COSINE,   HAMMING JACCARD",
    "DISKANN,      L2 IP COSINE,   ''",
    "RNSG,         L2 IP COSINE,   ''",
    "BIN_FLAT,     '',             HAMMING JACCARD SUBSTRUCTURE SUPERSTRUCTURE",
    "BIN_IVF_FLAT, '',             HAMMING JACCARD",
    "GPU_IVF_FLAT, L2 IP,          ''",
    "GPU_IVF_PQ,   L2 IP,          ''",
    "AUTOINDEX,    L2 IP COSINE,   HAMMING JACCARD",
  })
  void listsMetricsOfEachDataKind(IndexType type, String floats, String binaries) {
    IndexSpec spec = IndexTypes.spec(type);
    assertEquals(metrics(floats), spec.metrics(DataKind.FLOAT));
    assertEquals(metrics(binaries), spec.metrics(DataKind.BINARY));
    assertEquals(!floats.isEmpty(), spec.fits(DataKind.FLOAT));
    assertEquals(!binaries.isEmpty(), spec.fits(DataKind.BINARY));
    assertEquals(metrics(floats).stream().findFirst(), spec.defaultMetric(DataKind.FLOAT));
  }

  /** Each bound from both sides: the last value allowed and the first one refused. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          IVF_FLAT | nlist               | 1      | 0      | nlist must be in [1, 65536], got 0
          IVF_FLAT | nlist               | 65536  | 65537  | nlist must be in [1, 65536], got 65537
          IVF_FLAT | nlist               | 1024   | -1     | nlist must be in [1, 65536], got -1
          IVF_FLAT | nlist               | +7     | 99999999999999999999 | nlist must be in [1, 65536], got 99999999999999999999
          IVF_PQ   | m                   | 100    | 101    | m must be in [1, 100], got 101
          IVF_PQ   | m                   | 1      | 0      | m must be in [1, 100], got 0
          IVF_PQ   | m                   | 50     | 30     | m must divide dim, which is 100, got 30
          IVF_PQ   | nbits               | 16     | 17     | nbits must be in [1, 16], got 17
          IVF_PQ   | nbits               | 1      | 0      | nbits must be in [1, 16], got 0
          SCANN    | with_raw_data       | False  | no     | with_raw_data must be true or false, got "no"
          HNSW     | M                   | 2      | 1      | M must be in [2, 2048], got 1
          HNSW     | M                   | 2048   | 2049   | M must be in [2, 2048], got 2049
          HNSW     | efConstruction      | 1      | 0      | efConstruction must be in [1, 2147483647], got 0
          HNSW     | efConstruction      | 2147483647 | 2147483648 | efConstruction must be in [1, 2147483647], got 2147483648
          DISKANN  | max_degree          | 512    | 513    | max_degree must be in [4, 512], got 513
          DISKANN  | max_degree          | 4      | 3      | max_degree must be in [4, 512], got 3
          DISKANN  | search_list_size    | 1      | 0      | search_list_size must be in [1, 2147483647], got 0
          RNSG     | out_degree          | 5      | 4      | out_degree must be in [5, 300], got 4
          RNSG     | candidate_pool_size | 1000   | 1001   | candidate_pool_size must be in [50, 1000], got 1001
          RNSG     | search_length       | 10     | 9      | search_length must be in [10, 300], got 9
          RNSG     | knng                | 300    | 301    | knng must be in [5, 300], got 301
          IVF_FLAT | nlist               | ' 64 ' | 1.5    | nlist must be a whole number, got "1.5"
          IVF_FLAT | nlist               | 2      | abc    | nlist must be a whole number, got "abc"
          IVF_FLAT | nlist               | 2      | ''     | nlist must be a whole number, got ""
          IVF_FLAT | nlist               | 2      | 1e3    | nlist must be a whole number, got "1e3"
          IVF_FLAT | nlist               | 2      | 0x10   | nlist must be a whole number, got "0x10"
          """)
  void checksBuildParameters(
      IndexType type, String name, String allowed, String refused, String message) {
    Object accepted = build(type, Map.of(name, allowed)).get(name);
    String plain = allowed.strip().replace("+", "").toLowerCase(java.util.Locale.ROOT);
    assertEquals(plain, accepted.toString());

    assertEquals(message, refusal(() -> build(type, Map.of(name, refused))).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          IVF_FLAT  | nprobe        | 1     | 0     | nprobe must be in [1, 128], got 0
          IVF_FLAT  | nprobe        | 128   | 129   | nprobe must be in [1, 128], got 129
          SCANN     | reorder_k     | 10    | 9     | reorder_k must be in [10, 2147483647], got 9
          HNSW      | ef            | 10    | 9     | ef must be in [10, 32768], got 9
          HNSW      | ef            | 32768 | 32769 | ef must be in [10, 32768], got 32769
          DISKANN   | search_list   | 10    | 9     | search_list must be in [10, 2147483647], got 9
          RNSG      | search_length | 300   | 301   | search_length must be in [10, 300], got 301
          AUTOINDEX | level         | 5     | 6     | level must be in [1, 5], got 6
          """)
  void checksSearchParameters(
      IndexType type, String name, String allowed, String refused, String message) {
    Map<String, Object> built = build(type, Map.of());
    Map<String, Object> accepted = search(type, built, LIMIT, Map.of(name, allowed));
    assertEquals(allowed, accepted.get(name).toString());

    ElanusException refusal = refusal(() -> search(type, built, LIMIT, Map.of(name, refused)));
    assertEquals(ErrorCode.OUT_OF_RANGE, refusal.code());
    assertEquals(message, refusal.getMessage());
  }

  @Test
  void namesTheFactBehindABound() {
    Map<String, Object> few = Map.of("nlist", 4);
    assertEquals(
        "nprobe must be at most nlist, which is 4",
        hint(() -> search(IndexType.IVF_FLAT, few, 1, Map.of("nprobe", "5"))));
    assertEquals(
        "ef must be at least limit, which is 50",
        hint(() -> search(IndexType.HNSW, Map.of(), 50, Map.of("ef", "49"))));
    assertEquals(
        "m must be at most dim, which is 100",
        hint(() -> build(IndexType.IVF_PQ, Map.of("m", "128"))));
    assertEquals("try 25 or 50", hint(() -> build(IndexType.IVF_PQ, Map.of("m", "30"))));
  }

  @Test
  void defaultsGiveWayToFacts() {
    assertEquals(Map.of("nprobe", 4), search(IndexType.IVF_FLAT, Map.of("nlist", 4), 10, Map.of()));
    assertEquals(Map.of("ef", 500), search(IndexType.HNSW, Map.of(), 500, Map.of()));
    assertEquals(Map.of("search_list", 500), search(IndexType.DISKANN, Map.of(), 500, Map.of()));
  }

  /**
   * A prime has no divisor near a quarter of it; small ones have none at all but 1 and themselves.
   */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 1", "7, 1", "8, 2", "97, 1", "128, 32", "384, 96", "768, 192"})
  void cutsVectorsIntoPartsOfAboutFour(int dim, int m) {
    Map<String, Object> built =
        IndexTypes.validateBuild(IndexType.IVF_PQ, DataKind.FLOAT, MetricType.L2, dim, Map.of());
    assertEquals(m, built.get("m"));
    assertEquals(0, dim % m);
  }

  @Test
  void namesUnknownParameters() {
    assertRefused(
        ErrorCode.UNKNOWN_PARAMETER,
        "IVF_FLAT has no build parameter nlists",
        "did you mean nlist?",
        () -> build(IndexType.IVF_FLAT, Map.of("nlists", "10")));
    assertRefused(
        ErrorCode.UNKNOWN_PARAMETER,
        "IVF_PQ has no build parameter colour",
        "known: nlist, m, nbits",
        () -> build(IndexType.IVF_PQ, Map.of("colour", "10")));
    assertRefused(
        ErrorCode.UNKNOWN_PARAMETER,
        "HNSW has no build parameter m",
        "did you mean M?",
        () -> build(IndexType.HNSW, Map.of("m", "16")));
    assertRefused(
        ErrorCode.UNKNOWN_PARAMETER,
        "FLAT has no build parameter nlist",
        "FLAT takes no build parameters",
        () -> build(IndexType.FLAT, Map.of("nlist", "10")));
    assertRefused(
        ErrorCode.UNKNOWN_PARAMETER,
        "IVF_FLAT has no build parameter nprobe",
        "nprobe is given when searching",
        () -> build(IndexType.IVF_FLAT, Map.of("nprobe", "10")));
    assertRefused(
        ErrorCode.UNKNOWN_PARAMETER,
        "IVF_FLAT has no search parameter nlist",
        "nlist is given when the index is created",
        () -> search(IndexType.IVF_FLAT, Map.of("nlist", 4), 1, Map.of("nlist", "4")));
  }

  @Test
  void refusesTypesThatDoNotIndexTheData() {
    assertRefused(
        ErrorCode.INVALID_ARGUMENT,
        "IVF_FLAT does not index binary vectors",
        "types that do: BIN_FLAT, BIN_IVF_FLAT, HNSW, AUTOINDEX",
        () ->
            IndexTypes.validateBuild(
                IndexType.IVF_FLAT, DataKind.BINARY, MetricType.HAMMING, 64, Map.of()));
    assertEquals(
        "BIN_FLAT does not index float vectors",
        refusal(
                () ->
                    IndexTypes.validateBuild(
                        IndexType.BIN_FLAT, DataKind.FLOAT, MetricType.L2, 64, Map.of()))
            .getMessage());
  }

  @Test
  void refusesMetricsThatDoNotFit() {
    assertEquals(
        "metric of IVF_FLAT over float vectors must be L2, IP or COSINE, got HAMMING",
        refusal(
                () ->
                    IndexTypes.validateBuild(
                        IndexType.IVF_FLAT, DataKind.FLOAT, MetricType.HAMMING, 64, Map.of()))
            .getMessage());
    assertEquals(
        "metric of HNSW over binary vectors must be HAMMING or JACCARD, got L2",
        refusal(
                () ->
                    IndexTypes.validateBuild(
                        IndexType.HNSW, DataKind.BINARY, MetricType.L2, 64, Map.of()))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"IVF_FLAT", "ivf_flat", " Ivf_Flat "})
  void readsTypesInAnyCase(String name) {
    assertEquals(IndexType.IVF_FLAT, IndexTypes.parse(name));
  }

  @Test
  void suggestsTheNearestName() {
    assertRefused(
        ErrorCode.UNKNOWN_TYPE,
        "unknown index type IVFFLAT",
        "did you mean IVF_FLAT?",
        () -> IndexTypes.parse("IVFFLAT"));
    assertRefused(
        ErrorCode.UNKNOWN_METRIC,
        "unknown metric type cosin",
        "did you mean COSINE?",
        () -> MetricTypes.parse("cosin"));
    assertEquals(MetricType.IP, MetricTypes.parse("ip"));
    assertTrue(hint(() -> IndexTypes.parse("quicksort")).startsWith("known: FLAT, IVF_FLAT,"));
  }

  @Test
  void saysWhatCannotBeBuiltYet() {
    for (IndexSpec spec : IndexTypes.all()) {
      if (spec.available()) {
        IndexTypes.requireAvailable(spec.type());
      } else {
        ElanusException refusal = refusal(() -> IndexTypes.requireAvailable(spec.type()));
        assertEquals(ErrorCode.NOT_AVAILABLE, refusal.code());
        assertEquals(spec.name() + " is not available yet", refusal.getMessage());
        assertTrue(refusal.hint().orElseThrow().startsWith("available: FLAT, IVF_FLAT"));
      }
    }
  }

  @Test
  void offersWhatCanBeBuiltFirst() {
    List<IndexSpec> fitting = IndexTypes.fitting(DataKind.FLOAT);
    assertEquals(
        List.of(IndexType.FLAT, IndexType.IVF_FLAT),
        fitting.subList(0, 2).stream().map(IndexSpec::type).toList());
    assertEquals(11, fitting.size());
  }

  @ParameterizedTest
  @EnumSource(IndexType.class)
  void describesEveryTypeAndParameter(IndexType type) {
    IndexSpec spec = IndexTypes.spec(type);
    assertEquals(type, spec.type());
    assertTrue(spec.sentence().endsWith("."), spec.sentence());
    for (Parameter parameter : spec.parameters()) {
      assertTrue(parameter.sentence().endsWith("."), parameter.sentence());
      Facts facts = new Facts(DIM, LIMIT, 1024);
      Object standard = parameter.defaultFor(facts).orElseThrow();
      assertEquals(standard, parameter.parse(standard.toString(), facts), parameter.name());
    }
  }

  private static Map<String, Object> build(IndexType type, Map<String, String> given) {
    IndexSpec spec = IndexTypes.spec(type);
    MetricType metric = spec.metrics().getFirst();
    return IndexTypes.validateBuild(type, DataKind.of(metric), metric, DIM, new HashMap<>(given));
  }

  private static void assertRefused(ErrorCode code, String message, String hint, Runnable action) {
    ElanusException refusal = refusal(action);
    assertEquals(code, refusal.code());
    assertEquals(message, refusal.getMessage());
    assertEquals(hint, refusal.hint().orElseThrow());
  }

  private static ElanusException refusal(Runnable action) {
    return assertThrows(ElanusException.class, action::run);
  }

  private static String hint(Runnable action) {
    return refusal(action).hint().orElseThrow();
  }

  private static String listed(Map<String, Object> values) {
    String text = new LinkedHashMap<>(values).toString();
    return text.substring(1, text.length() - 1);
  }

  private static List<MetricType> metrics(String names) {
    return names.isEmpty()
        ? List.of()
        : Arrays.stream(names.split(" ")).map(MetricType::valueOf).toList();
  }

  private static Map<String, Object> search(
      IndexType type, Map<String, Object> built, int limit, Map<String, String> given) {
    return IndexTypes.validateSearch(type, built, limit, given, Defaults.MILVUS);
  }
}
