package io.elanus.shell.session;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import java.util.List;
import java.util.Locale;

/** How progress is shown on the error stream. */
public enum ProgressMode {
  /** A line that redraws itself on a terminal, plain lines elsewhere. */
  AUTO,
  PLAIN,
  /** One JSON object a line for each event; messages and errors are events too. */
  JSON,
  NONE;

  public static final List<String> NAMES = List.of("auto", "plain", "json", "none");

  public static ProgressMode parse(String name) {
    int at = NAMES.indexOf(name.toLowerCase(Locale.ROOT));
    if (at < 0) {
      throw new ElanusException(
          ErrorCode.USAGE,
          "progress must be auto, plain, json or none, got " + name,
          Suggestions.hint(name, NAMES));
    }
    return values()[at];
  }
}
