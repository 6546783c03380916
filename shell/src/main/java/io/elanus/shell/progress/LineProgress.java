package io.elanus.shell.progress;

import io.elanus.shell.session.Session;
import java.time.Duration;

/**
 * One line that redraws itself at most twice a second; a narrow terminal gets less of it.
 *
 * <pre>
 * index vector  train 3/10  [==========          ]  52 %  10400/20000 rows  1.2M rows/s  ETA 3.0 s
 * train 3/10  52 %  ETA 3.0 s
 * 52 %
 * </pre>
 */
final class LineProgress implements ProgressView {
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final int BAR = 20;
  private static final String CLEAR_TO_END = "\u001b[K";

  private final Session session;
  private final ErrorStream err;
  private final String task;
  private final Pace pace;
  private boolean drawn;

  LineProgress(Session session, String task) {
    this.session = session;
    this.err = new ErrorStream(session.err());
    this.task = task;
    this.pace = new Pace(session.clock(), Duration.ZERO, INTERVAL);
  }

  @Override
  public void show(ProgressEvent event) {
    if (pace.due()) {
      drawn = true;
      draw(event, Figures.percent(event));
    }
  }

  @Override
  public void finish(ProgressEvent event) {
    if (drawn) {
      draw(event, 100);
      err.write("\n");
      drawn = false;
    }
  }

  /** Work that did not finish leaves no half line behind. */
  @Override
  public void close() {
    if (drawn) {
      err.write("\r" + CLEAR_TO_END);
      drawn = false;
    }
  }

  private void draw(ProgressEvent event, int percent) {
    // The last column stays free: some terminals wrap when it is written.
    int width = session.screen().width() - 1;
    String line = wide(event, percent);
    if (line.length() > width) {
      line = narrow(event, percent);
    }
    if (line.length() > width) {
      line = percent + " %";
    }
    err.write("\r" + line + CLEAR_TO_END);
  }

  private String wide(ProgressEvent event, int percent) {
    int filled = percent * BAR / 100;
    StringBuilder line = new StringBuilder(task).append("  ");
    line.append(percent == 100 ? "done" : Figures.phase(event));
    line.append("  [").repeat('=', filled).repeat(' ', BAR - filled).append("]  ");
    line.append(percent).append(" %  ").append(event.done());
    if (event.total() > 0) {
      line.append('/').append(event.total());
    }
    line.append(' ').append(event.unit());
    if (event.perSecond() > 0) {
      line.append("  ").append(Figures.rate(event.perSecond()));
      line.append(' ').append(event.unit()).append("/s");
    }
    return line.append(time(event, percent)).toString();
  }

  private static String narrow(ProgressEvent event, int percent) {
    String phase = percent == 100 ? "done" : Figures.phase(event);
    return phase + "  " + percent + " %" + time(event, percent);
  }

  private static String time(ProgressEvent event, int percent) {
    if (percent == 100) {
      return "  in " + Figures.duration(event.elapsed());
    }
    return event.remaining().map(left -> "  ETA " + Figures.duration(left)).orElse("");
  }
}
