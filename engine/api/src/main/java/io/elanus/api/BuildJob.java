package io.elanus.api;

import io.elanus.api.index.MemoryPlan;

/** An index build; its result is the finished index. */
public interface BuildJob extends Job<IndexInfo> {
  /** The name of the index that is built. */
  String indexName();

  /** What the build will need, known before it starts. */
  MemoryPlan plan();
}
