package io.elanus.shell.output;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import java.util.List;
import java.util.Locale;

/** How answers are written. */
public enum OutputFormat {
  TABLE,
  JSON,
  CSV;

  public static final List<String> NAMES = List.of("table", "json", "csv");

  /** The name a user types. */
  public String label() {
    return NAMES.get(ordinal());
  }

  public static OutputFormat parse(String name) {
    int at = NAMES.indexOf(name.toLowerCase(Locale.ROOT));
    if (at < 0) {
      throw new ElanusException(
          ErrorCode.USAGE,
          "output must be table, json or csv, got " + name,
          Suggestions.hint(name, NAMES));
    }
    return values()[at];
  }
}
