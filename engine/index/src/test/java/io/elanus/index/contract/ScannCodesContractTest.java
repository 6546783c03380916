package io.elanus.index.contract;

import io.elanus.api.index.IndexType;
import io.elanus.index.IndexShape;
import java.util.Map;

/** SCANN without raw data: distances are those to what the 4-bit codes stand for. */
class ScannCodesContractTest extends IndexContractTest {
  @Override
  IndexType type() {
    return IndexType.SCANN;
  }

  @Override
  Map<String, Object> buildParameters(int rows) {
    return Map.of("nlist", Math.max(1, Math.min(64, rows / 20)), "with_raw_data", false);
  }

  @Override
  BruteForce oracle(float[] values, IndexShape shape, MemorySections sections) {
    int parts = shape.dim() % 2 == 0 ? shape.dim() / 2 : shape.dim();
    return DecodedRows.oracle(shape, parts, 4, sections.open());
  }

  @Override
  Map<String, Object> exhaustive() {
    return Map.of("nprobe", 65536, "reorder_k", 50);
  }

  @Override
  Map<String, Object> usual() {
    return Map.of("nprobe", 16, "reorder_k", 50);
  }

  /** Four bits for every two values: measured 0.632 to 0.698. */
  @Override
  double recallGate() {
    return 0.6;
  }
}
