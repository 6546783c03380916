package io.elanus.index.contract;

import io.elanus.api.index.IndexType;
import java.util.Map;

class FlatContractTest extends IndexContractTest {
  @Override
  IndexType type() {
    return IndexType.FLAT;
  }

  @Override
  Map<String, Object> buildParameters(int rows) {
    return Map.of();
  }

  @Override
  Map<String, Object> exhaustive() {
    return Map.of();
  }

  @Override
  Map<String, Object> usual() {
    return Map.of();
  }

  @Override
  double recallGate() {
    return 0.999;
  }
}
