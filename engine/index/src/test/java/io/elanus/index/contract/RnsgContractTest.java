package io.elanus.index.contract;

import io.elanus.api.index.IndexType;
import java.util.Map;

class RnsgContractTest extends GraphContractTest {
  @Override
  IndexType type() {
    return IndexType.RNSG;
  }

  @Override
  Map<String, Object> buildParameters(int rows) {
    return Map.of("out_degree", 40, "candidate_pool_size", 240, "search_length", 45, "knng", 80);
  }

  @Override
  Map<String, Object> exhaustive() {
    return Map.of("search_length", 300);
  }

  @Override
  Map<String, Object> usual() {
    return Map.of("search_length", 128);
  }
}
