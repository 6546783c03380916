package io.elanus.index.contract;

import io.elanus.api.index.IndexType;
import java.util.Map;

/** Exact where every row is reordered. */
class ScannContractTest extends IndexContractTest {
  @Override
  IndexType type() {
    return IndexType.SCANN;
  }

  @Override
  Map<String, Object> buildParameters(int rows) {
    return Map.of("nlist", Math.max(1, Math.min(64, rows / 20)), "with_raw_data", true);
  }

  @Override
  Map<String, Object> exhaustive() {
    return Map.of("nprobe", 65536, "reorder_k", Integer.MAX_VALUE);
  }

  @Override
  Map<String, Object> usual() {
    return Map.of("nprobe", 16, "reorder_k", 50);
  }
}
