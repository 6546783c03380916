package io.elanus.shell.action;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import java.util.ArrayList;
import java.util.List;

/** Reads a list as people type it: {@code 1,2,3}, {@code [1, 2, 3]} or {@code ["a", 'b, c']}. */
public final class ListText {
  private ListText() {}

  public static List<String> parse(String text) {
    String body = text.strip();
    if (body.startsWith("[")) {
      if (!body.endsWith("]")) {
        throw new ElanusException(
            ErrorCode.INVALID_ARGUMENT,
            "a list that starts with [ must end with ], got " + Wording.excerpt(body));
      }
      body = body.substring(1, body.length() - 1);
    }
    List<String> items = new ArrayList<>();
    StringBuilder item = new StringBuilder();
    char quote = 0;
    boolean quoted = false;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else if (c == '\\' && i + 1 < body.length()) {
          item.append(body.charAt(++i));
        } else {
          item.append(c);
        }
      } else if ((c == '"' || c == '\'') && item.toString().isBlank()) {
        quote = c;
        quoted = true;
        item.setLength(0);
      } else if (c == ',') {
        add(items, item, quoted);
        quoted = false;
      } else if (!quoted || !Character.isWhitespace(c)) {
        item.append(c);
      }
    }
    if (quote != 0) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT, "unterminated quote in list " + Wording.excerpt(text));
    }
    add(items, item, quoted);
    return items;
  }

  private static void add(List<String> items, StringBuilder item, boolean quoted) {
    String text = quoted ? item.toString() : item.toString().strip();
    if (quoted || !text.isEmpty()) {
      items.add(text);
    }
    item.setLength(0);
  }
}
