package io.elanus.formats;

import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.RowBatch;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the rows of a JSON file. */
final class JsonReader implements RowReader {
  private final SourceFile file;
  private final Mapping mapping;
  private final BatchBuilder batch;

  /** By the name of the column; empty for those left out. */
  private final Map<String, Optional<ColumnBuilder>> columns = new HashMap<>();

  private final JsonRows rows;

  JsonReader(SourceFile file, Mapping mapping, int batchRows) {
    this.file = file;
    this.mapping = mapping;
    this.batch = new BatchBuilder(mapping, batchRows);
    this.rows = new JsonRows(file);
  }

  @Override
  public @Nullable RowBatch next() {
    while (!batch.isFull() && rows.next()) {
      JsonFile.requireObject(rows);
      rows.guarded(
          () -> {
            readRow(rows.parser());
            return null;
          });
      checkComplete();
      batch.endRow();
    }
    return batch.take();
  }

  private void readRow(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      Optional<ColumnBuilder> builder = columns.get(name);
      if (builder == null) {
        builder = open(name);
      }
      if (builder.isEmpty()) {
        parser.skipChildren();
        continue;
      }
      if (builder.get().rows() > batch.rows()) {
        throw failure(ErrorCode.INVALID_ROW, name, "must be given once, got it twice");
      }
      // As in Milvus, null is a JSON value like any other; fields of other types have no such
      // value.
      if (value == JsonToken.VALUE_NULL && !builder.get().field().is(DataType.JSON)) {
        throw failure(ErrorCode.INVALID_ROW, name, "must not be null");
      }
      try {
        builder.get().addJson(parser);
      } catch (BadValue e) {
        throw failure(e.code(), name, e.getMessage());
      }
    }
  }

  private Optional<ColumnBuilder> open(String name) {
    Optional<FieldSchema> field = mapping.field(rows.where(), name);
    field.ifPresent(f -> batch.claim(name, f));
    Optional<ColumnBuilder> builder = field.map(batch::builder);
    columns.put(name, builder);
    return builder;
  }

  private void checkComplete() {
    for (ColumnBuilder builder : batch.builders()) {
      if (builder.rows() == batch.rows()) {
        throw new ElanusException(
            ErrorCode.INVALID_ROW,
            "%s: the row has no value for field %s"
                .formatted(rows.where(), builder.field().name()));
      }
    }
  }

  private ElanusException failure(ErrorCode code, String column, String message) {
    return new ElanusException(
        code, "%s: column %s: %s".formatted(rows.where(), Wording.excerpt(column), message));
  }

  @Override
  public long bytesRead() {
    return rows.bytesRead();
  }

  @Override
  public long bytesTotal() {
    return file.bytes();
  }

  @Override
  public OptionalLong rowsTotal() {
    return OptionalLong.empty();
  }

  @Override
  public void close() {
    rows.close();
  }
}
