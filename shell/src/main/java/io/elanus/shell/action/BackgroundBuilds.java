package io.elanus.shell.action;

import io.elanus.api.BuildJob;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.progress.ProgressView;
import io.elanus.shell.progress.ProgressViews;
import io.elanus.shell.session.Interrupts;
import io.elanus.shell.session.Session;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits at the end of a script for the builds that it left running. A server would go on with them;
 * an engine inside of the program ends with it, so the program ends after them. An interrupt ends
 * it at once: the builds stay pending, and the next program goes on with them.
 */
public final class BackgroundBuilds {
  private static final Duration STEP = Duration.ofMillis(100);

  private final Session session;

  public BackgroundBuilds(Session session) {
    this.session = session;
  }

  /**
   * Returns when all builds have ended.
   *
   * @throws io.elanus.base.ElanusException the failure of the first that failed, CANCELLED after an
   *     interrupt
   */
  public void await() {
    for (BuildJob job : session.leftRunning()) {
      await(job);
    }
  }

  private void await(BuildJob job) {
    if (!job.state().hasEnded()) {
      session
          .messages()
          .say(
              "waiting for the build of index %s of %s; Ctrl-C cuts it short, and wait_for_index goes"
                      .formatted(job.indexName(), job.collection())
                  + " on with it");
    }
    AtomicBoolean interrupted = new AtomicBoolean();
    try (ProgressView view = ProgressViews.open(session, "index " + job.indexName());
        Interrupts.Guard _ = session.interrupts().during(() -> interrupted.set(true))) {
      while (!job.await(STEP)) {
        view.show(JobEvents.event(job.progress()));
        if (interrupted.get()) {
          throw left(job, null);
        }
      }
      view.finish(JobEvents.event(job.progress()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw left(job, e);
    }
    try {
      job.result();
    } catch (ElanusException e) {
      // A build whose index a later command deleted has ended as it should.
      if (e.code() != ErrorCode.CANCELLED) {
        throw e;
      }
    }
  }

  private static ElanusException left(BuildJob job, InterruptedException cause) {
    return new ElanusException(
        ErrorCode.CANCELLED,
        "index %s of %s is not built yet".formatted(job.indexName(), job.collection()),
        "wait_for_index goes on with it",
        cause);
  }
}
