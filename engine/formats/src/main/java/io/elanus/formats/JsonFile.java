package io.elanus.formats;

import io.elanus.api.CollectionSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A file of JSON objects, one for each row. */
record JsonFile(SourceFile file) implements RowFile {
  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public CollectionSchema inferSchema(String collectionName, InferOptions options) {
    SchemaInference inference = new SchemaInference(file, true);
    try (JsonRows rows = new JsonRows(file)) {
      boolean more = rows.next();
      while (more && inference.wantsMore(rows.bytesRead())) {
        requireObject(rows);
        rows.guarded(
            () -> {
              profile(rows.parser(), inference);
              return null;
            });
        inference.endRow();
        more = rows.next();
      }
      return inference.schema(collectionName, options, !more);
    }
  }

  private static void profile(JsonParser parser, SchemaInference inference) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      ColumnProfile column = inference.column(parser.currentName());
      parser.nextToken();
      column.json(parser);
    }
  }

  @Override
  public RowReader read(CollectionSchema schema, Map<String, String> columnToField, int batchRows) {
    return new JsonReader(
        file, new Mapping(file.name(), schema, columnToField, file.isTyped()), batchRows);
  }

  static void requireObject(JsonRows rows) {
    if (rows.parser().currentToken() != JsonToken.START_OBJECT) {
      String got = rows.guarded(() -> JsonValues.shown(rows.parser()));
      throw new ElanusException(
          ErrorCode.INVALID_ROW,
          "%s: a row must be an object, got %s".formatted(rows.where(), got));
    }
  }
}
