package io.elanus.shell.action;

import io.elanus.api.CollectionSchema;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import java.util.List;

/** The vector field that a command works on. */
public final class VectorFields {
  private VectorFields() {}

  /**
   * @param name null for the only one
   * @throws ElanusException MISSING_OPTION where there are several, INVALID_ARGUMENT,
   *     FIELD_NOT_FOUND
   */
  public static FieldSchema named(CollectionSchema schema, String name) {
    List<String> vectors = schema.vectorFields().stream().map(FieldSchema::name).toList();
    if (name == null) {
      if (vectors.size() > 1) {
        throw new ElanusException(
            ErrorCode.MISSING_OPTION,
            "missing --field-name (-f): collection %s has %d vector fields"
                .formatted(schema.name(), vectors.size()),
            "one of " + String.join(", ", vectors));
      }
      return schema.vectorFields().getFirst();
    }
    FieldSchema field = schema.field(name);
    if (!field.isVector()) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "field %s holds %s, not vectors".formatted(name, field.type()),
          Suggestions.hint(name, vectors));
    }
    return field;
  }
}
