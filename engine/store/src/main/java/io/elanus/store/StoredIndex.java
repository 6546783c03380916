package io.elanus.store;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The definition of an index on a vector field and the state of its building.
 *
 * @param field position of the field
 * @param state the name of a job state, which only the layer above interprets
 * @param failure why the last build failed; empty where it did not
 */
public record StoredIndex(
    long id,
    long collection,
    int field,
    String name,
    String type,
    String metric,
    Map<String, String> parameters,
    String state,
    String failure) {
  public StoredIndex {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }
}
