package io.elanus.api;

import java.util.List;

/** Care for what an engine stores. */
public interface Administration {
  /**
   * Verifies every stored byte that has a checksum or an invariant; one sentence for each problem.
   */
  List<String> check();
}
