package io.elanus.index;

import io.elanus.base.Cancellation;
import java.util.concurrent.ExecutorService;

/**
 * What surrounds a build: threads, seed, cancellation, and where progress and checkpoints go.
 *
 * @param threads how many tasks to run at once on {@code executor}
 */
public record BuildContext(
    int threads,
    ExecutorService executor,
    long seed,
    Cancellation cancellation,
    BuildListener listener,
    Checkpoints checkpoints) {
  /** The same for a part of the work that reports and saves nothing. */
  public BuildContext silent() {
    return new BuildContext(
        threads, executor, seed, cancellation, BuildListener.none(), Checkpoints.none());
  }
}
