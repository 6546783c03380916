package io.elanus.shell.action;

import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import java.util.ArrayList;
import java.util.List;

/** Turns primary keys as typed into keys as the engine has them. */
public final class Keys {
  private Keys() {}

  /**
   * @throws ElanusException INVALID_ARGUMENT for text that is no such key
   */
  public static List<Object> parse(FieldSchema primaryKey, List<String> texts) {
    List<Object> keys = new ArrayList<>(texts.size());
    for (String text : texts) {
      keys.add(parse(primaryKey, text));
    }
    return keys;
  }

  /**
   * @return a String or a Long, as the key's type is
   * @throws ElanusException INVALID_ARGUMENT for text that is no such key
   */
  static Object parse(FieldSchema primaryKey, String text) {
    if (primaryKey.is(DataType.VARCHAR)) {
      return text;
    }
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      String rule =
          text.strip().matches("[-+]?[0-9]+")
              ? "must be a whole number in [%d, %d]".formatted(Long.MIN_VALUE, Long.MAX_VALUE)
              : "is an INT64";
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "primary key %s %s, got %s".formatted(primaryKey.name(), rule, Wording.quoted(text)),
          null,
          e);
    }
  }
}
