package io.elanus.shell.action;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the expressions that name rows by key: {@code id in [1, 2]} and {@code id == 1}. */
public final class KeyExpression {
  private static final Pattern FORM =
      Pattern.compile("\\s*(\\w+)\\s*(?:in\\s*(\\[.*])|==\\s*(.+?))\\s*", Pattern.DOTALL);

  private KeyExpression() {}

  public static List<String> keys(String primaryKey, String expression) {
    Matcher form = FORM.matcher(expression);
    if (!form.matches() || !form.group(1).equals(primaryKey)) {
      throw new ElanusException(
          ErrorCode.NOT_AVAILABLE,
          "an expression must be \"%s in [...]\" or \"%s == value\", got %s"
              .formatted(primaryKey, primaryKey, Wording.quoted(expression)),
          "other filters are not available yet");
    }
    return form.group(2) != null ? ListText.parse(form.group(2)) : ListText.parse(form.group(3));
  }
}
