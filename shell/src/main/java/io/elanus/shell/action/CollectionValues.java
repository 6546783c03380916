package io.elanus.shell.action;

import io.elanus.api.CollectionInfo;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.Wording;
import io.elanus.shell.output.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collections as answers show them. */
public final class CollectionValues {
  private static final List<String> FIELD_COLUMNS =
      List.of("name", "type", "primary_key", "dim", "max_length", "description");

  private CollectionValues() {}

  public static Answer created(CollectionInfo info) {
    return new Answer.Outcome(
        "created collection %s with %s"
            .formatted(info.name(), Wording.count(info.schema().fields().size(), "field")),
        describe(info),
        List.of());
  }

  /** The failure of a command whose new collection was removed again. */
  static RuntimeException undone(RuntimeException failure, String collection) {
    if (!(failure instanceof ElanusException error)) {
      return failure;
    }
    return new ElanusException(
        error.code(),
        error.getMessage(),
        "collection %s was not created".formatted(collection),
        error);
  }

  public static Map<String, Object> describe(CollectionInfo info) {
    List<Map<String, Object>> fields = new ArrayList<>();
    for (FieldSchema field : info.schema().fields()) {
      fields.add(
          Answer.object(
              "name", field.name(),
              "type", field.type().name(),
              "primary_key", field.primaryKey(),
              "dim", field.dim() == 0 ? null : field.dim(),
              "max_length", field.maxLength() == 0 ? null : field.maxLength(),
              "description", field.description()));
    }
    return Answer.object(
        "name", info.name(),
        "description", info.schema().description(),
        "auto_id", info.schema().autoId(),
        "rows", info.rows(),
        "loaded", info.loaded(),
        "created", info.created().toString(),
        "disk_bytes", info.diskBytes(),
        "fields", Answer.Listing.of(FIELD_COLUMNS, fields));
  }
}
