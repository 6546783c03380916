package io.elanus.shell.progress;

import java.time.Duration;

/** Numbers as progress shows them. Locale never matters, and nothing is loaded to format them. */
final class Figures {
  private Figures() {}

  /** At most 99 until the work is done. */
  static int percent(ProgressEvent event) {
    return Math.clamp((long) Math.floor(event.fraction() * 100), 0, 99);
  }

  /** "train 3/10", "assign". */
  static String phase(ProgressEvent event) {
    return event.iteration() == 0
        ? event.phase()
        : event.phase() + " " + event.iteration() + "/" + event.iterations();
  }

  /** 1200 is "1.2k", 3400000 is "3.4M". */
  static String rate(double perSecond) {
    if (perSecond >= 1e6) {
      return tenths(perSecond / 1e6) + "M";
    }
    if (perSecond >= 1e3) {
      return tenths(perSecond / 1e3) + "k";
    }
    return Long.toString(Math.round(perSecond));
  }

  /** "0.4 s", "12 s", "3 min 20 s", "1 h 5 min". */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return tenths(duration.toMillis() / 1000.0) + " s";
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }

  private static String tenths(double value) {
    long tenths = Math.round(value * 10);
    return tenths / 10 + "." + tenths % 10;
  }
}
