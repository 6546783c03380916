package io.elanus.formats;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.base.Wording;
import java.util.Collection;
import java.util.Map;

/** The columns of a file, by name. */
record Columns(String fileName, Collection<String> names) {
  /**
   * @throws ElanusException FIELD_NOT_FOUND where a mapping speaks of a column that the file lacks
   */
  void checkKnown(Map<String, String> columnToField) {
    for (String column : columnToField.keySet()) {
      if (!names.contains(column)) {
        throw new ElanusException(
            ErrorCode.FIELD_NOT_FOUND,
            "%s has no column %s".formatted(fileName, Wording.excerpt(column)),
            Suggestions.hint(column, names));
      }
    }
  }
}
