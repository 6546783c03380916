package io.elanus.shell.action;

import io.elanus.api.BuildJob;
import io.elanus.api.IndexInfo;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.progress.ProgressView;
import io.elanus.shell.progress.ProgressViews;
import io.elanus.shell.session.Interrupts;
import io.elanus.shell.session.Session;
import java.time.Duration;
import java.time.Instant;

/** Shows the progress of a build until it ends. An interrupt cancels the build, not the shell. */
public final class JobFollower {
  private static final Duration STEP = Duration.ofMillis(100);

  private final Session session;

  public JobFollower(Session session) {
    this.session = session;
  }

  /**
   * @param timeout null for ever; a build that takes longer goes on without being followed, for as
   *     long as the session does
   */
  public IndexInfo follow(BuildJob job, Duration timeout) {
    session.follow(job);
    Instant deadline = Timeouts.deadline(session, timeout);
    try (ProgressView view = ProgressViews.open(session, "index " + job.indexName());
        Interrupts.Guard _ = session.interrupts().during(job::cancel)) {
      while (!job.await(step(deadline))) {
        view.show(BuildEvents.event(job.progress()));
        if (!session.clock().instant().isBefore(deadline)) {
          throw Timeouts.exceeded(
              "index %s was not ready".formatted(job.indexName()),
              timeout,
              session.lasting()
                  ? "the build goes on; follow it with wait_for_index"
                  : "the build stops with this program; wait_for_index goes on with it");
        }
      }
      IndexInfo info = job.result();
      view.finish(BuildEvents.event(job.progress()));
      return info;
    } catch (ElanusException e) {
      if (e.code() != ErrorCode.CANCELLED || e.hint().isPresent()) {
        throw e;
      }
      throw new ElanusException(
          ErrorCode.CANCELLED,
          "cancelled the build of index " + job.indexName(),
          "the same create index goes on from its last checkpoint",
          e);
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
