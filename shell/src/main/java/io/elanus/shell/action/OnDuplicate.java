package io.elanus.shell.action;

import io.elanus.api.DuplicateKeys;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import java.util.List;
import java.util.Locale;

/** The names of the choices for rows whose keys are there already. */
public final class OnDuplicate {
  public static final List<String> NAMES = List.of("error", "skip", "replace");

  private OnDuplicate() {}

  /**
   * @throws ElanusException USAGE that lists the names
   */
  public static DuplicateKeys parse(String name) {
    int at = NAMES.indexOf(name.toLowerCase(Locale.ROOT));
    if (at < 0) {
      throw new ElanusException(
          ErrorCode.USAGE,
          "--on-duplicate must be error, skip or replace, got " + name,
          Suggestions.hint(name, NAMES));
    }
    return DuplicateKeys.values()[at];
  }

  public static String name(DuplicateKeys choice) {
    return NAMES.get(choice.ordinal());
  }
}
