package io.elanus.shell.action;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import io.elanus.core.DataType;
import io.elanus.core.FieldSchema;
import java.util.ArrayList;
import java.util.List;

/** Turns primary keys as typed into keys as the engine has them. */
final class Keys {
  private Keys() {}

  static List<Object> parse(FieldSchema primaryKey, List<String> texts) {
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
    if (primaryKey.type() == DataType.VARCHAR) {
      return text;
    }
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "primary key %s is an INT64, got %s".formatted(primaryKey.name(), Wording.quoted(text)),
          null,
          e);
    }
  }
}
