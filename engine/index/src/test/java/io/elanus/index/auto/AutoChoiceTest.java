package io.elanus.index.auto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.index.IndexShape;
import io.elanus.index.algorithms.IndexAlgorithms;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoChoiceTest {
  private static IndexShape shape(MetricType metric, int rows, int dim) {
    return new IndexShape(IndexType.AUTOINDEX, metric, rows, dim, Map.of());
  }

  private static AutoChoice choose(IndexShape shape, long heapMebibytes) {
    return AutoChoice.of(
        shape, type -> IndexAlgorithms.find(type).orElseThrow(), heapMebibytes << 20);
  }

  @ParameterizedTest
  @CsvSource({
    "L2,       0,       128, 4096, FLAT",
    "L2,       20000,   100, 4096, FLAT",
    "L2,       20001,   100, 4096, HNSW",
    "COSINE,   340479,  100, 4096, HNSW",
    "COSINE,   340479,  100, 64,   IVF_FLAT",
    "IP,       1000000, 768, 8000, HNSW",
    "HAMMING,  500000,  256, 4096, BIN_FLAT",
    "JACCARD,  1000000, 256, 4096, BIN_IVF_FLAT",
  })
  void rowsDimensionAndMemoryDecide(
      MetricType metric, int rows, int dim, long heapMebibytes, IndexType expected) {
    AutoChoice choice = choose(shape(metric, rows, dim), heapMebibytes);
    assertEquals(expected, choice.shape().type(), choice.reason());
  }

  @Test
  void theReasonHoldsTheNumbers() {
    AutoChoice graph = choose(shape(MetricType.L2, 340_479, 100), 4096);
    assertEquals("HNSW (M=16, efConstruction=200)", graph.title());
    assertTrue(graph.reason().contains("340479 rows of dim 100"), graph.reason());
    assertTrue(graph.reason().contains("of 4096 MiB"), graph.reason());
    assertEquals("FLAT", choose(shape(MetricType.L2, 10, 3), 100).title());
  }

  @Test
  void aChoiceIsReadBackAsItWasWritten() {
    IndexShape shape = shape(MetricType.COSINE, 340_479, 100);
    AutoChoice choice = choose(shape, 4096);
    assertEquals(choice.shape(), AutoChoice.read(choice.write(), shape));
  }

  @ParameterizedTest
  @CsvSource({"''", "type=TREE", "'type=HNSW\nM=1'", "HNSW", "'type=IVF_FLAT\nlists=3'"})
  void damagedChoicesAreNamed(String text) {
    ElanusException damage =
        assertThrows(
            ElanusException.class, () -> AutoChoice.read(text, shape(MetricType.L2, 9, 3)));
    assertEquals(ErrorCode.DAMAGED_DATA, damage.code());
  }
}
