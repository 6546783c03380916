package io.elanus.shell.action;

import io.elanus.api.CollectionSchema;
import io.elanus.api.FieldSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The fields that an answer shows. */
public final class OutputFields {
  private OutputFields() {}

  /**
   * Replaces * by all fields.
   *
   * @param names as given; null for the standard ones
   */
  public static List<String> expand(
      CollectionSchema schema, List<String> names, List<String> standard) {
    Set<String> fields = new LinkedHashSet<>();
    for (String name : names == null ? standard : names) {
      if (name.equals("*")) {
        fields.addAll(all(schema));
      } else {
        fields.add(schema.field(name).name());
      }
    }
    return new ArrayList<>(fields);
  }

  /** All whose values can be shown: not those of a type that is not known. */
  static List<String> all(CollectionSchema schema) {
    return schema.fields().stream()
        .filter(field -> field.type().known().isPresent())
        .map(FieldSchema::name)
        .toList();
  }
}
