package io.elanus.shell.action;

import io.elanus.api.CollectionInfo;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Engine;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import io.elanus.formats.InferOptions;
import io.elanus.formats.RowFile;
import io.elanus.formats.RowFiles;
import io.elanus.shell.input.CollectionInput;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.Session;
import java.util.List;
import java.util.Map;

/**
 * {@code create collection --from}: the fields come from the file, unless they are given, and its
 * rows are imported. It is all or nothing: where the import fails the new collection goes again.
 */
final class CollectionFromFile {
  private final Session session;

  CollectionFromFile(Session session) {
    this.session = session;
  }

  Answer run(CollectionInput.Create input) {
    RowFile file = RowFiles.open(session.file(input.from().toString()));
    boolean given = input.fields() != null;
    CollectionSchema schema = inferred(file, input);
    Engine engine = session.engineOfNewData();
    create(engine, schema, input);
    long rows;
    try {
      rows = new Import(session, null).run(schema, file, input.map(), null).inserted();
    } catch (RuntimeException e) {
      try {
        engine.dropCollection(schema.name());
      } catch (ElanusException kept) {
        e.addSuppressed(kept);
        throw e;
      }
      throw CollectionActions.undone(e, schema.name());
    }
    CollectionInfo info = engine.describeCollection(schema.name());
    Map<String, Object> values = CollectionActions.describe(info);
    return new Answer.Outcome(
        "created collection %s (%s) and inserted %s"
            .formatted(schema.name(), fields(schema), Wording.count(rows, "row")),
        values,
        given ? List.of() : file.inferenceNotes(schema));
  }

  /** Where the collection is there, it may come from an import that was killed. */
  private static void create(Engine engine, CollectionSchema schema, CollectionInput.Create input) {
    try {
      engine.createCollection(schema);
    } catch (ElanusException e) {
      if (e.code() != ErrorCode.ALREADY_EXISTS || schema.autoId()) {
        throw e;
      }
      throw new ElanusException(
          e.code(),
          e.getMessage(),
          "%s; go on with an import that was cut short: insert file -c %s --on-duplicate skip %s"
              .formatted(e.hint().orElseThrow(), schema.name(), input.from()),
          e);
    }
  }

  private static CollectionSchema inferred(RowFile file, CollectionInput.Create input) {
    List<String> fields = input.fields();
    return file.inferSchema(
        input.collection(),
        new InferOptions(
            input.primaryField(),
            input.autoId(),
            input.description() == null ? "" : input.description(),
            input.map(),
            fields == null ? List.of() : fields.stream().map(FieldText::parse).toList()));
  }

  // word VARCHAR key, rank INT64, vector FLOAT_VECTOR(100)
  private static String fields(CollectionSchema schema) {
    StringBuilder text = new StringBuilder();
    for (FieldSchema field : schema.fields()) {
      text.append(text.isEmpty() ? "" : ", ").append(field.name()).append(' ').append(field.type());
      if (field.type().isVector()) {
        text.append('(').append(field.dim()).append(')');
      }
      text.append(field.primaryKey() ? " key" : "");
    }
    return text.toString();
  }
}
