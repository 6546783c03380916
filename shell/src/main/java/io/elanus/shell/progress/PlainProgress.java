package io.elanus.shell.progress;

import io.elanus.shell.session.Session;
import java.time.Duration;

/**
 * A line every few seconds.
 *
 * <pre>
 * index vector: train 3/10, 52 %, 10400 of 20000 rows, 1.2M rows/s, 3.0 s left
 * </pre>
 */
final class PlainProgress implements ProgressView {
  private static final Duration INTERVAL = Duration.ofSeconds(4);

  private final ErrorStream err;
  private final String task;
  private final Pace pace;

  PlainProgress(Session session, String task) {
    this.err = new ErrorStream(session.err());
    this.task = task;
    this.pace = new Pace(session.clock(), INTERVAL, INTERVAL);
  }

  @Override
  public void show(ProgressEvent event) {
    if (!pace.due()) {
      return;
    }
    StringBuilder line = new StringBuilder(task).append(": ").append(Figures.phase(event));
    line.append(", ").append(Figures.percent(event)).append(" %, ").append(event.done());
    if (event.total() > 0) {
      line.append(" of ").append(event.total());
    }
    line.append(' ').append(event.unit());
    if (event.perSecond() > 0) {
      line.append(", ").append(Figures.rate(event.perSecond()));
      line.append(' ').append(event.unit()).append("/s");
    }
    event
        .remaining()
        .ifPresent(left -> line.append(", ").append(Figures.duration(left)).append(" left"));
    err.write(line.append('\n').toString());
  }

  @Override
  public void finish(ProgressEvent event) {}

  @Override
  public void close() {}
}
