package io.elanus.index.contract;

import io.elanus.api.index.IndexType;
import java.util.Map;

class IvfFlatContractTest extends IndexContractTest {
  @Override
  IndexType type() {
    return IndexType.IVF_FLAT;
  }

  @Override
  Map<String, Object> buildParameters(int rows) {
    return Map.of("nlist", Math.max(1, Math.min(64, rows / 20)));
  }

  @Override
  Map<String, Object> exhaustive() {
    return Map.of("nprobe", 65536);
  }

  @Override
  Map<String, Object> usual() {
    return Map.of("nprobe", 16);
  }
}
