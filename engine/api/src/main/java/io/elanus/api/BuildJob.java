package io.elanus.api;

import io.elanus.api.index.MemoryPlan;
import java.time.Duration;

/** An index build that runs in the background. */
public interface BuildJob {
  CollectionRef collection();

  String indexName();

  /** What the build will need, known before it starts. */
  MemoryPlan plan();

  BuildProgress progress();

  /** Asks the build to stop; the index in use before it stays in use. Returns at once. */
  void cancel();

  /**
   * Waits for the end.
   *
   * @return whether it ended within the timeout
   */
  boolean await(Duration timeout) throws InterruptedException;

  /**
   * The finished index.
   *
   * @throws io.elanus.base.ElanusException with what made the build fail, or CANCELLED
   * @throws IllegalStateException while it is running
   */
  IndexInfo result();
}
