package io.elanus.shell.progress;

import io.elanus.shell.output.Answer;
import io.elanus.shell.output.Json;
import io.elanus.shell.session.Session;
import java.time.Duration;

/** One JSON object a line, at most twice a second, and always one for the end. */
final class JsonProgress implements ProgressView {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final ErrorStream err;
  private final String task;
  private final Pace pace;

  JsonProgress(Session session, String task) {
    this.err = new ErrorStream(session.err());
    this.task = task;
    this.pace = new Pace(session.clock(), Duration.ZERO, INTERVAL);
  }

  @Override
  public void show(ProgressEvent event) {
    if (pace.due()) {
      write(event, "running", Math.min(event.fraction(), 0.99));
    }
  }

  @Override
  public void finish(ProgressEvent event) {
    write(event, "finished", 1);
  }

  @Override
  public void close() {}

  private void write(ProgressEvent event, String state, double fraction) {
    err.write(
        Json.text(
                Answer.object(
                    "event", "progress",
                    "task", task,
                    "state", state,
                    "phase", event.phase(),
                    "iteration", event.iteration(),
                    "iterations", event.iterations(),
                    "fraction", fraction,
                    "unit", event.unit(),
                    "done", event.done(),
                    "total", event.total(),
                    "per_second", event.perSecond(),
                    "elapsed_seconds", event.elapsed().toMillis() / 1000.0,
                    "remaining_seconds",
                        event.remaining().map(left -> left.toMillis() / 1000.0).orElse(null)))
            + "\n");
  }
}
