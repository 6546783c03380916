package io.elanus.shell.action;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads pairs such as {@code nlist:1024} and {@code nlist=1024}. */
public final class Pairs {
  private Pairs() {}

  /** The same pairs as {@code name:value} in the order of their names. */
  public static List<String> sorted(List<String> texts) {
    return texts(parse(texts));
  }

  /** {@code name:value} in the order of the names. */
  public static List<String> texts(Map<String, String> pairs) {
    return new TreeMap<>(pairs)
        .entrySet().stream().map(pair -> pair.getKey() + ":" + pair.getValue()).toList();
  }

  /**
   * @param texts null where none was given
   * @throws ElanusException USAGE
   */
  public static Map<String, String> parse(List<String> texts) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String text : texts == null ? List.<String>of() : texts) {
      int at = separator(text);
      if (at <= 0 || at == text.length() - 1) {
        throw new ElanusException(
            ErrorCode.USAGE,
            "--param must be name:value or name=value, got " + Wording.excerpt(text));
      }
      String name = text.substring(0, at).strip();
      if (parameters.put(name, text.substring(at + 1).strip()) != null) {
        throw new ElanusException(ErrorCode.USAGE, "--param gives %s twice".formatted(name));
      }
    }
    return parameters;
  }

  private static int separator(String text) {
    int colon = text.indexOf(':');
    int equals = text.indexOf('=');
    return colon < 0 || equals >= 0 && equals < colon ? equals : colon;
  }
}
