package io.elanus.shell.action;

import io.elanus.api.CollectionInfo;
import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Engine;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import io.elanus.formats.InferOptions;
import io.elanus.formats.RowFile;
import io.elanus.formats.RowFiles;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.Session;
import java.util.List;
import java.util.Map;

/**
 * {@code create collection --from}: the fields come from the file, unless they are given, and its
 * rows are imported. It is all or nothing: where the import fails the new collection goes again.
 */
public final class CollectionFromFile {
  private final Session session;

  public CollectionFromFile(Session session) {
    this.session = session;
  }

  /**
   * @param source the file as typed
   */
  public Answer run(String collection, String source, InferOptions options) {
    RowFile file = RowFiles.open(session.file(source));
    CollectionSchema schema = file.inferSchema(collection, options);
    Engine engine = session.engineOfNewData();
    create(engine, schema, source);
    long rows;
    try {
      rows = new Import(session, null).run(schema, file, options.columnToField(), null).inserted();
    } catch (RuntimeException e) {
      try {
        engine.collections().drop(CollectionRef.of(schema.name()));
      } catch (ElanusException kept) {
        e.addSuppressed(kept);
        throw e;
      }
      throw CollectionValues.undone(e, schema.name());
    }
    CollectionInfo info = engine.collections().describe(CollectionRef.of(schema.name()));
    Map<String, Object> values = CollectionValues.describe(info);
    return new Answer.Outcome(
        "created collection %s (%s) and inserted %s"
            .formatted(schema.name(), fields(schema), Wording.count(rows, "row")),
        values,
        options.fields().isEmpty() ? file.inferenceNotes(schema) : List.of());
  }

  /** Where the collection is there, it may come from an import that was killed. */
  private static void create(Engine engine, CollectionSchema schema, String source) {
    try {
      engine.collections().create(schema);
    } catch (ElanusException e) {
      if (e.code() != ErrorCode.ALREADY_EXISTS || schema.autoId()) {
        throw e;
      }
      throw new ElanusException(
          e.code(),
          e.getMessage(),
          "%s; go on with an import that was cut short: insert file -c %s --on-duplicate skip %s"
              .formatted(e.hint().orElseThrow(), schema.name(), source),
          e);
    }
  }

  // word VARCHAR key, rank INT64, vector FLOAT_VECTOR(100)
  private static String fields(CollectionSchema schema) {
    StringBuilder text = new StringBuilder();
    for (FieldSchema field : schema.fields()) {
      text.append(text.isEmpty() ? "" : ", ").append(field.name()).append(' ').append(field.type());
      if (field.isVector()) {
        text.append('(').append(field.dim()).append(')');
      }
      text.append(field.primaryKey() ? " key" : "");
    }
    return text.toString();
  }
}
