package io.elanus.shell.action;

import io.elanus.api.JobProgress;
import io.elanus.api.JobState;
import io.elanus.shell.progress.ProgressEvent;

/** The progress of a job as the views show it. */
final class JobEvents {
  private JobEvents() {}

  static ProgressEvent event(JobProgress progress) {
    return new ProgressEvent(
        phase(progress),
        progress.iteration(),
        progress.iterations(),
        progress.fraction(),
        "rows",
        progress.rowsDone(),
        progress.rowsTotal(),
        progress.rowsPerSecond(),
        progress.elapsed(),
        progress.remaining());
  }

  /** One job runs at a time, so that the next one waits before its first phase. */
  private static String phase(JobProgress progress) {
    if (!progress.phase().isEmpty()) {
      return progress.phase();
    }
    return progress.state() == JobState.PENDING ? "wait" : "start";
  }
}
