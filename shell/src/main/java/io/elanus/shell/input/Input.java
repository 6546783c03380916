package io.elanus.shell.input;

import java.util.ArrayList;
import java.util.List;

/** A command with the values given so far. */
public sealed interface Input
    permits CollectionInput, IndexInput, RowInput, SearchInput, SessionInput {

  String COLLECTION = "--collection-name (-c)";
  String CONFIRMED = "--yes (-y)";

  /**
   * The options that must still be given before it can run, in the order in which a dialog asks.
   */
  default List<String> missing() {
    return List.of();
  }

  /** Lists the names whose value is null; arguments alternate between name and value. */
  static List<String> absent(Object... namesAndValues) {
    List<String> absent = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] == null) {
        absent.add((String) namesAndValues[i]);
      }
    }
    return absent;
  }
}
