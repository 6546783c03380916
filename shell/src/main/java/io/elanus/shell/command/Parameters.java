package io.elanus.shell.command;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads pairs such as {@code nlist:1024} and {@code nlist=1024}. */
final class Parameters {
  private Parameters() {}

  /**
   * @param texts null where none was given
   * @return null where none was given
   */
  static Map<String, String> parse(String option, List<String> texts) {
    if (texts == null) {
      return null;
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String text : texts) {
      int at = separator(text);
      if (at <= 0 || at == text.length() - 1) {
        throw new ElanusException(
            ErrorCode.USAGE,
            "%s must be name:value or name=value, got %s".formatted(option, Wording.excerpt(text)));
      }
      String name = text.substring(0, at).strip();
      if (parameters.put(name, text.substring(at + 1).strip()) != null) {
        throw new ElanusException(ErrorCode.USAGE, "%s gives %s twice".formatted(option, name));
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
