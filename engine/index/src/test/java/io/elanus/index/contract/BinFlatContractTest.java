package io.elanus.index.contract;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import java.util.List;
import java.util.Map;

class BinFlatContractTest extends BinaryContractTest {
  @Override
  IndexType type() {
    return IndexType.BIN_FLAT;
  }

  @Override
  List<MetricType> metrics() {
    return List.of(
        MetricType.HAMMING, MetricType.JACCARD, MetricType.SUBSTRUCTURE, MetricType.SUPERSTRUCTURE);
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
    return 1;
  }
}
