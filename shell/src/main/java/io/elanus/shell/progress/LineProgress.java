package io.elanus.shell.progress;

import io.elanus.shell.output.DisplayWidth;
import io.elanus.shell.session.Session;
import java.time.Duration;

/**
 * One line that redraws itself at most twice a second. A narrower terminal gets less of it: the bar
 * becomes shorter; from below 100, 90, 70 and 40 columns on about what is counted goes, then the
 * task, then bar and rows, then all but the percent. Parts keep the greatest width they had, so
 * that nothing jumps.
 *
 * <pre>
 * index vector  train 3/10  [==========          ]  52 %  10400/20000 rows  1.2M rows/s  ETA 3.0 s
 * index vector  train 3/10  [====    ]  52 %  10400/20000  1.2M rows/s  ETA 3.0 s
 * train 3/10  [=====     ]  52 %  10400/20000  1.2M rows/s  ETA 3.0 s
 * train 3/10  52 %  ETA 3.0 s
 * 52 %
 * index vector  done  [====================]  100 %  20000 rows  15.4k rows/s  in 1.3 s
 * done  20000 rows  15.4k rows/s  in 1.3 s
 * </pre>
 */
final class LineProgress implements ProgressView {
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final int WIDEST_BAR = 20;
  private static final int NARROWEST_BAR = 5;

  /** Room that parts are given from the start, for what they may become. */
  private static final int PHASE_ROOM = "train 10/20".length();

  private static final int PERCENT_ROOM = "99 %".length();
  private static final int RATE_ROOM = "999.9k rows/s".length();
  private static final int TIME_ROOM = "ETA 59 min 59 s".length();
  private static final String CLEAR_TO_END = "\u001b[K";

  private final Session session;
  private final ErrorStream err;
  private final String task;
  private final Pace pace;
  private int phaseWidth;
  private int rowsWidth;
  private int rateWidth;

  /** Columns that the line on the screen takes; 0 where there is none. */
  private int drawn;

  LineProgress(Session session, String task) {
    this.session = session;
    this.err = new ErrorStream(session.err());
    this.task = task;
    this.pace = new Pace(session.clock(), Duration.ZERO, INTERVAL);
  }

  @Override
  public void show(ProgressEvent event) {
    if (pace.due()) {
      int width = session.screen().width();
      draw(running(event, width - 1), width);
    }
  }

  @Override
  public void finish(ProgressEvent event) {
    if (drawn > 0) {
      int width = session.screen().width();
      draw(finished(event, width - 1), width);
      err.write("\n");
      drawn = 0;
    }
  }

  /** Work that did not finish leaves no half line behind. */
  @Override
  public void close() {
    if (drawn > 0) {
      draw("", session.screen().width());
      drawn = 0;
    }
  }

  /** A terminal that became narrower than the line has wrapped it: its upper rows go too. */
  private void draw(String line, int width) {
    int wrapped = (Math.max(drawn, 1) - 1) / Math.max(1, width);
    String start = wrapped == 0 ? "\r" : "\u001b[" + wrapped + "A\r\u001b[J";
    err.write(start + line + CLEAR_TO_END);
    drawn = DisplayWidth.of(line);
  }

  /**
   * @param room columns; one less than the terminal has, as some wrap when the last is written
   */
  private String running(ProgressEvent event, int room) {
    String percent = Figures.percent(event) + " %";
    String phase = Figures.phase(event);
    String rows = event.total() > 0 ? event.done() + "/" + event.total() : event.done() + "";
    String rate =
        event.perSecond() > 0 ? Figures.rate(event.perSecond()) + " " + event.unit() + "/s" : "";
    String time = event.remaining().map(left -> "  ETA " + Figures.duration(left)).orElse("");
    phaseWidth = Math.max(phaseWidth, phase.length());
    rateWidth = Math.max(rateWidth, rate.length());
    int most = event.total() > 0 ? 2 * Long.toString(event.total()).length() + 1 : rows.length();
    rowsWidth = Math.max(rowsWidth, most);
    // Two blanks stand between parts, brackets around the bar.
    int needed = Math.max(phaseWidth, PHASE_ROOM) + 6 + PERCENT_ROOM + 2 + rowsWidth + 2;
    needed += Math.max(rateWidth, RATE_ROOM) + 2 + TIME_ROOM;
    int left = room - needed;
    int forTask = DisplayWidth.of(task) + 2;
    boolean named = left - forTask >= NARROWEST_BAR;
    left -= named ? forTask : 0;
    int forUnit = 1 + event.unit().length();
    boolean counting = named && left - forUnit >= WIDEST_BAR / 2;
    left -= counting ? forUnit : 0;
    int bar = Math.min(WIDEST_BAR, left);
    if (bar >= NARROWEST_BAR) {
      String counted = " ".repeat(rowsWidth - rows.length()) + rows;
      return (named ? task + "  " : "")
          + pad(phase, phaseWidth)
          + bar(Figures.percent(event), bar)
          + " ".repeat(PERCENT_ROOM - percent.length())
          + percent
          + "  "
          + counted
          + (counting ? " " + event.unit() : "")
          + (rateWidth == 0 ? "" : "  " + pad(rate, rateWidth))
          + time;
    }
    String narrow = phase + "  " + percent;
    if (PHASE_ROOM + 2 + PERCENT_ROOM + 2 + TIME_ROOM <= room) {
      return narrow + time;
    }
    return PHASE_ROOM + 2 + PERCENT_ROOM <= room ? narrow : percent;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String bar(int percent, int width) {
    int filled = percent * width / 100;
    return "  [" + "=".repeat(filled) + " ".repeat(width - filled) + "]  ";
  }

  private String finished(ProgressEvent event, int room) {
    String end = event.done() + " " + event.unit();
    if (event.perSecond() > 0) {
      end += "  " + Figures.rate(event.perSecond()) + " " + event.unit() + "/s";
    }
    end += "  in " + Figures.duration(event.elapsed());
    String wide = task + "  done" + bar(100, WIDEST_BAR) + "100 %  " + end;
    if (DisplayWidth.of(wide) <= room) {
      return wide;
    }
    String narrow = "done  " + end;
    return narrow.length() <= room ? narrow : "100 %";
  }
}
