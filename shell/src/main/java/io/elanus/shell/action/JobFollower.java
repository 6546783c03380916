package io.elanus.shell.action;

import io.elanus.api.BuildJob;
import io.elanus.api.IndexInfo;
import io.elanus.api.Job;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.progress.ProgressView;
import io.elanus.shell.progress.ProgressViews;
import io.elanus.shell.session.Interrupts;
import io.elanus.shell.session.Session;
import java.time.Duration;
import java.time.Instant;

/** Shows the progress of a job until it ends. An interrupt cancels the job, not the shell. */
public final class JobFollower {
  private static final Duration STEP = Duration.ofMillis(100);

  /**
   * What is said of a job.
   *
   * @param task what its progress is called
   * @param late after the timeout, before "within 2 s"
   * @param lateHint what to do then
   * @param cancelled after an interrupt
   * @param cancelledHint what to do then
   */
  private record Words(
      String task, String late, String lateHint, String cancelled, String cancelledHint) {}

  private final Session session;

  public JobFollower(Session session) {
    this.session = session;
  }

  /**
   * Follows the build of an index.
   *
   * @param timeout null for ever; a build that takes longer goes on without being followed, for as
   *     long as the session does
   */
  public IndexInfo follow(BuildJob job, Duration timeout) {
    session.follow(job);
    return follow(
        job,
        timeout,
        new Words(
            "index " + job.indexName(),
            "index %s was not ready".formatted(job.indexName()),
            session.lasting()
                ? "the build goes on; follow it with wait_for_index"
                : "the build stops with this program; wait_for_index goes on with it",
            "cancelled the build of index " + job.indexName(),
            "the same create index goes on from its last checkpoint"));
  }

  /**
   * Follows a job to its end.
   *
   * @param task what its progress is called, such as "compact words"
   * @param cancelled what to say after an interrupt
   * @param hint what to do then
   */
  public <T> T follow(Job<T> job, String task, String cancelled, String hint) {
    return follow(job, null, new Words(task, "", "", cancelled, hint));
  }

  private <T> T follow(Job<T> job, Duration timeout, Words words) {
    Instant deadline = Timeouts.deadline(session, timeout);
    try (ProgressView view = ProgressViews.open(session, words.task());
        Interrupts.Guard _ = session.interrupts().during(job::cancel)) {
      while (!job.await(step(deadline))) {
        view.show(JobEvents.event(job.progress()));
        if (!session.clock().instant().isBefore(deadline)) {
          throw Timeouts.exceeded(words.late(), timeout, words.lateHint());
        }
      }
      T result = job.result();
      view.finish(JobEvents.event(job.progress()));
      return result;
    } catch (ElanusException e) {
      if (e.code() != ErrorCode.CANCELLED || e.hint().isPresent()) {
        throw e;
      }
      throw new ElanusException(ErrorCode.CANCELLED, words.cancelled(), words.cancelledHint(), e);
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
