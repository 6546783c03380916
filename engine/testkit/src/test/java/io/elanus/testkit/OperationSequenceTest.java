package io.elanus.testkit;

import io.elanus.api.index.IndexType;
import io.elanus.core.EmbeddedEngine;
import io.elanus.core.EngineDependencies;
import io.elanus.core.EngineOptions;
import io.elanus.index.algorithms.IndexAlgorithms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random operations on small segments, against a set of keys as the model, for every index type.
 * {@code -Delanus.seeds=5000} runs more sequences than the ordinary {@value #SEEDS}, {@code
 * -Delanus.seed=N} the one that a failure names.
 */
@Tag("long")
class OperationSequenceTest {
  private static final int SEEDS = 200;

  @TempDir Path directory;

  static Stream<IndexType> types() {
    return EnumSet.complementOf(EnumSet.of(IndexType.GPU_IVF_FLAT, IndexType.GPU_IVF_PQ)).stream();
  }

  /** The seeds of one type: its share of all sequences. */
  private static LongStream seeds() {
    Long one = Long.getLong("elanus.seed");
    if (one != null) {
      return LongStream.of(one);
    }
    long types = types().count();
    return LongStream.rangeClosed(1, (Long.getLong("elanus.seeds", SEEDS) + types - 1) / types);
  }

  @ParameterizedTest
  @MethodSource("types")
  void theEngineAgreesWithAPlainModel(IndexType type) throws Exception {
    for (long seed : seeds().toArray()) {
      Path data = Files.createDirectory(directory.resolve(Long.toString(seed)));
      try {
        new OperationSequence(() -> open(data), type, seed).run();
      } catch (Exception | AssertionError failure) {
        throw new AssertionError(
            "%s, seed %d: run it alone with -Delanus.seed=%d".formatted(type, seed, seed), failure);
      }
      delete(data);
    }
  }

  private static EmbeddedEngine open(Path data) {
    return EmbeddedEngine.open(
        new EngineOptions(data, 2, 32, 150, 42),
        new EngineDependencies(new FaultyVolume(), IndexAlgorithms::find, InstantSource.system()));
  }

  private static void delete(Path data) throws IOException {
    try (Stream<Path> all = Files.walk(data)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
