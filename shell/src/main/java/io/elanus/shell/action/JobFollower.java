package io.elanus.shell.action;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.core.BuildJob;
import io.elanus.core.IndexInfo;
import io.elanus.shell.progress.ProgressView;
import io.elanus.shell.progress.ProgressViews;
import io.elanus.shell.session.Interrupts;
import io.elanus.shell.session.Session;
import java.time.Duration;
import java.time.Instant;

/** Shows the progress of a build until it ends. An interrupt cancels the build, not the shell. */
final class JobFollower {
  private static final Duration STEP = Duration.ofMillis(100);

  private final Session session;

  JobFollower(Session session) {
    this.session = session;
  }

  /**
   * @param timeout null for ever; a build that takes longer goes on without being followed
   */
  IndexInfo follow(BuildJob job, Duration timeout) {
    Instant deadline = timeout == null ? Instant.MAX : session.clock().instant().plus(timeout);
    try (ProgressView view = ProgressViews.open(session, "index " + job.indexName());
        Interrupts.Guard _ = session.interrupts().during(job::cancel)) {
      while (!job.await(step(deadline))) {
        view.show(BuildEvents.event(job.progress()));
        if (!session.clock().instant().isBefore(deadline)) {
          throw new ElanusException(
              ErrorCode.TIMEOUT,
              "index %s was not ready within %s s"
                  .formatted(job.indexName(), timeout.toMillis() / 1000.0),
              "the build goes on; follow it with wait_for_index");
        }
      }
      IndexInfo info = job.result();
      view.finish(BuildEvents.event(job.progress()));
      return info;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      job.cancel();
      throw new ElanusException(ErrorCode.CANCELLED, "cancelled", null, e);
    }
  }

  private Duration step(Instant deadline) {
    if (deadline.equals(Instant.MAX)) {
      return STEP;
    }
    Duration left = Duration.between(session.clock().instant(), deadline);
    return left.isNegative() ? Duration.ZERO : left.compareTo(STEP) < 0 ? left : STEP;
  }
}
