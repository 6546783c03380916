package io.elanus.index;

import java.util.List;
import java.util.Map;

/**
 * What a finished build has to say.
 *
 * @param notes sentences for the user
 * @param facts measured facts by name, such as {@code lists} or {@code objective}
 */
public record BuildNotes(List<String> notes, Map<String, String> facts) {
  public BuildNotes {
    notes = List.copyOf(notes);
    facts = Map.copyOf(facts);
  }
}
