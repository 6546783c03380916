package io.elanus.shell.action;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads which column of a file goes to which field: {@code title=name}, or {@code title=} for none.
 * The last = divides them, as columns may have any name.
 */
public final class ColumnMap {
  private ColumnMap() {}

  /** The same as {@code column=field} in the order of the columns. */
  public static List<String> sorted(List<String> texts) {
    return new TreeMap<>(parse(texts))
        .entrySet().stream().map(pair -> pair.getKey() + "=" + pair.getValue()).toList();
  }

  /**
   * @param texts null where none was given
   */
  public static Map<String, String> parse(List<String> texts) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String text : texts == null ? List.<String>of() : texts) {
      int at = text.contains("=") ? text.lastIndexOf('=') : text.lastIndexOf(':');
      if (at <= 0) {
        throw new ElanusException(
            ErrorCode.USAGE,
            "--map must be COLUMN=FIELD, or COLUMN= to leave a column out, got "
                + Wording.excerpt(text));
      }
      String column = text.substring(0, at).strip();
      if (map.put(column, text.substring(at + 1).strip()) != null) {
        throw new ElanusException(ErrorCode.USAGE, "--map gives %s twice".formatted(column));
      }
    }
    return map;
  }
}
