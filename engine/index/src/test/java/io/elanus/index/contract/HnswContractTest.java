package io.elanus.index.contract;

import io.elanus.api.index.IndexType;
import java.util.Map;

class HnswContractTest extends GraphContractTest {
  @Override
  IndexType type() {
    return IndexType.HNSW;
  }

  @Override
  Map<String, Object> buildParameters(int rows) {
    return Map.of("M", 16, "efConstruction", 120);
  }

  @Override
  Map<String, Object> exhaustive() {
    return Map.of("ef", 32_768);
  }

  @Override
  Map<String, Object> usual() {
    return Map.of("ef", 128);
  }
}
