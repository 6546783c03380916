package io.elanus.index.auto;

import io.elanus.api.index.DataKind;
import io.elanus.api.index.FittedDefaults;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.Suggestion;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What AUTOINDEX builds.
 *
 * @param shape of the index that is really built
 * @param parameters of its build, by name
 * @param reason why, the end of a sentence
 */
record AutoChoice(IndexShape shape, Map<String, Object> parameters, String reason) {
  /** Values of float vectors that one thread compares with a query in less than a millisecond. */
  private static final long FEW_VALUES = 2_000_000;

  /**
   * Bytes of binary vectors that one thread compares with a query in a quarter of a millisecond
   * where an instruction counts the bits of a vector register, in two milliseconds elsewhere.
   */
  private static final long FEW_BYTES = 16 << 20;

  /** The share of the heap that a build may take; the rest is for everybody else. */
  private static final int HEAP_SHARE = 2;

  private static final double MEBIBYTE = 1 << 20;

  /**
   * Chooses by the shape alone, and by how much heap there is.
   *
   * @param shape of the AUTOINDEX
   * @param algorithms finds the algorithm of a type
   * @param maxHeapBytes what the JVM may use
   */
  static AutoChoice of(
      IndexShape shape, Function<IndexType, IndexAlgorithm> algorithms, long maxHeapBytes) {
    return switch (DataKind.of(shape.metric())) {
      case BINARY -> binary(shape);
      case FLOAT -> floats(shape, algorithms, maxHeapBytes);
    };
  }

  /**
   * Never HNSW: over 340,479 codes of 256 bits, lists answered more queries at equal recall than a
   * graph did (one at a time on AVX2, 6,000 a second at recall 0.96 against 4,300 at 0.92), were
   * built in a third of the time and took a quarter of the file.
   */
  private static AutoChoice binary(IndexShape shape) {
    if ((long) shape.rows() * shape.dim() / Byte.SIZE <= FEW_BYTES) {
      return choose(shape, IndexType.BIN_FLAT, "exact search of %s is fast".formatted(size(shape)));
    }
    return choose(
        shape, IndexType.BIN_IVF_FLAT, "exact search of %s is slow".formatted(size(shape)));
  }

  private static AutoChoice floats(
      IndexShape shape, Function<IndexType, IndexAlgorithm> algorithms, long maxHeapBytes) {
    if ((long) shape.rows() * shape.dim() <= FEW_VALUES) {
      return choose(shape, IndexType.FLAT, "exact search of %s is fast".formatted(size(shape)));
    }
    AutoChoice graph = choose(shape, IndexType.HNSW, "");
    // For one thread, so that the choice is the same for any number of threads.
    long needed = algorithms.apply(IndexType.HNSW).plan(graph.shape(), 1).peakHeapBytes();
    String memory =
        String.format(
            Locale.ROOT,
            "building a graph of %s takes %.0f MiB of memory, of %.0f MiB that there are",
            size(shape),
            needed / MEBIBYTE,
            maxHeapBytes / MEBIBYTE);
    return needed <= maxHeapBytes / HEAP_SHARE
        ? choose(shape, IndexType.HNSW, memory)
        : choose(shape, IndexType.IVF_FLAT, memory);
  }

  private static String size(IndexShape shape) {
    return "%d rows of dim %d".formatted(shape.rows(), shape.dim());
  }

  private static AutoChoice choose(IndexShape shape, IndexType type, String reason) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (Suggestion fitted : FittedDefaults.build(type, shape.rows(), shape.dim())) {
      parameters.put(fitted.parameter().name(), fitted.value());
    }
    IndexShape chosen = new IndexShape(type, shape.metric(), shape.rows(), shape.dim(), parameters);
    return new AutoChoice(chosen, parameters, reason);
  }

  /** "HNSW (M=16, efConstruction=200)". */
  String title() {
    String text =
        IndexTypes.spec(shape.type()).buildParameters().stream()
            .map(parameter -> parameter.name() + "=" + parameters.get(parameter.name()))
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? shape.type().name() : shape.type() + " (" + text + ")";
  }

  /** The choice as lines of {@code name=value}, the type first. */
  String write() {
    StringBuilder text = new StringBuilder("type=").append(shape.type());
    parameters.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry -> text.append('\n').append(entry.getKey()).append('=').append(entry.getValue()));
    return text.toString();
  }

  /**
   * Reads back what {@link #write} wrote.
   *
   * @param shape of the AUTOINDEX
   * @return the shape of the index that was built
   * @throws ElanusException DAMAGED_DATA
   */
  static IndexShape read(String text, IndexShape shape) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String line : text.split("\n")) {
      int equals = line.indexOf('=');
      given.put(line.substring(0, Math.max(0, equals)), line.substring(equals + 1));
    }
    try {
      IndexType type = IndexType.valueOf(String.valueOf(given.remove("type")));
      DataKind kind = DataKind.of(shape.metric());
      return new IndexShape(
          type,
          shape.metric(),
          shape.rows(),
          shape.dim(),
          IndexTypes.validateBuild(type, kind, shape.metric(), shape.dim(), given));
    } catch (IllegalArgumentException | ElanusException e) {
      throw new ElanusException(
          ErrorCode.DAMAGED_DATA,
          "section choice of the index must name an index type and its parameters, got " + given,
          "drop the index and create it again",
          e);
    }
  }
}
