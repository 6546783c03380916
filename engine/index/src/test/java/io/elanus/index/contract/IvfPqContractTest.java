package io.elanus.index.contract;

import io.elanus.api.index.IndexType;
import io.elanus.index.BuildParameters;
import io.elanus.index.IndexShape;
import java.util.Map;

/** Distances are those to what the codes stand for, which an oracle decodes by itself. */
class IvfPqContractTest extends IndexContractTest {
  @Override
  IndexType type() {
    return IndexType.IVF_PQ;
  }

  @Override
  Map<String, Object> buildParameters(int rows) {
    throw new UnsupportedOperationException("m depends on dim");
  }

  @Override
  Map<String, Object> buildParameters(int rows, int dim) {
    int m = dim % 2 == 0 ? dim / 2 : dim;
    return Map.of("nlist", Math.max(1, Math.min(64, rows / 20)), "m", m, "nbits", 8);
  }

  @Override
  BruteForce oracle(float[] values, IndexShape shape, MemorySections sections) {
    return DecodedRows.oracle(
        shape, shape.parameters(BuildParameters.IvfPq.class).m(), 8, sections.open());
  }

  @Override
  Map<String, Object> exhaustive() {
    return Map.of("nprobe", 65536);
  }

  @Override
  Map<String, Object> usual() {
    return Map.of("nprobe", 16);
  }

  /** A byte for every two values: measured 0.886 to 0.897. */
  @Override
  double recallGate() {
    return 0.87;
  }
}
