package io.elanus.shell.action;

import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.Engine;
import io.elanus.api.FieldSchema;
import io.elanus.api.RowPage;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import java.util.List;

/** The vector of a row that is searched for by its key. */
public final class RowVector {
  private RowVector() {}

  /**
   * @param id the row's key as typed
   * @throws ElanusException INVALID_ARGUMENT for text that is no key, ENTITY_NOT_FOUND
   */
  public static Column of(Engine engine, CollectionSchema schema, FieldSchema field, String id) {
    Object key = Keys.parse(schema.primaryKey(), id);
    RowPage rows =
        engine.data().get(CollectionRef.of(schema.name()), List.of(key), List.of(field.name()));
    if (rows.rows() == 0) {
      throw new ElanusException(
          ErrorCode.ENTITY_NOT_FOUND,
          "collection %s has no row with %s %s"
              .formatted(schema.name(), schema.primaryKey().name(), Wording.excerpt(id)));
    }
    return rows.column(field.name());
  }
}
