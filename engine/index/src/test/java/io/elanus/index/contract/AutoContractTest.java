package io.elanus.index.contract;

import io.elanus.api.index.IndexType;
import java.util.Map;

class AutoContractTest extends IndexContractTest {
  @Override
  IndexType type() {
    return IndexType.AUTOINDEX;
  }

  @Override
  Map<String, Object> buildParameters(int rows) {
    return Map.of();
  }

  @Override
  Map<String, Object> exhaustive() {
    return Map.of("level", 5);
  }

  @Override
  Map<String, Object> usual() {
    return Map.of("level", 1);
  }
}
