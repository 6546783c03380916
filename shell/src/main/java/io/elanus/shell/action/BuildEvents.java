package io.elanus.shell.action;

import io.elanus.core.BuildProgress;
import io.elanus.shell.progress.ProgressEvent;

/** The progress of a build as the views show it. */
final class BuildEvents {
  private BuildEvents() {}

  static ProgressEvent event(BuildProgress progress) {
    return new ProgressEvent(
        progress.phase(),
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
}
