package io.elanus.shell.action;

import io.elanus.api.CollectionSchema;
import io.elanus.api.DuplicateKeys;
import io.elanus.api.Engine;
import io.elanus.api.RowBatch;
import io.elanus.api.SchemaRules;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import io.elanus.formats.RowFile;
import io.elanus.formats.RowFiles;
import io.elanus.formats.RowReader;
import io.elanus.shell.input.RowInput;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Insert, get, query and delete rows. */
final class RowActions {
  private static final int MAX_TYPED_ROWS = 100_000;
  private static final int MOST_NAMED = 10;
  private static final int FIRST_ROWS = 10;

  private final Session session;

  RowActions(Session session) {
    this.session = session;
  }

  Answer run(RowInput input) {
    return switch (input) {
      case RowInput.InsertFile file -> insertFile(file);
      case RowInput.InsertRow row -> insertRow(row);
      case RowInput.Get get -> get(get);
      case RowInput.Query query -> query(query);
      case RowInput.DeleteEntities delete -> delete(delete);
    };
  }

  private Answer insertFile(RowInput.InsertFile input) {
    CollectionSchema schema = session.engine().describeCollection(input.collection()).schema();
    RowFile file = RowFiles.open(session.file(input.file().toString()));
    return new Import(session, input.onDuplicate())
        .run(schema, file, input.map(), Timeouts.of(input.timeoutSeconds()))
        .answer(schema.name(), input.onDuplicate());
  }

  private Answer insertRow(RowInput.InsertRow input) {
    Engine engine = session.engine();
    CollectionSchema schema = engine.describeCollection(input.collection()).schema();
    DuplicateKeys choice = input.onDuplicate() == null ? DuplicateKeys.ERROR : input.onDuplicate();
    Imported imported = Imported.NOTHING;
    try (RowReader reader = RowFiles.typed(input.json()).read(schema, Map.of(), MAX_TYPED_ROWS)) {
      for (RowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        imported = imported.plus(engine.insert(schema.name(), batch, choice));
      }
    } catch (ElanusException e) {
      if (e.code() != ErrorCode.ALREADY_EXISTS) {
        throw e;
      }
      throw new ElanusException(e.code(), e.getMessage(), Import.duplicates(session, schema), e);
    }
    return imported.answer(schema.name(), input.onDuplicate());
  }

  private Answer get(RowInput.Get input) {
    CollectionSchema schema = session.engine().describeCollection(input.collection()).schema();
    return rows(schema, input.ids(), input.outputFields());
  }

  private Answer query(RowInput.Query input) {
    Engine engine = session.engine();
    CollectionSchema schema = engine.describeCollection(input.collection()).schema();
    if (input.ids() == null && input.expression() == null) {
      List<String> fields = fields(schema, input.outputFields());
      return Answer.Listing.of(
          fields,
          new Shown(schema)
              .rows(
                  engine.head(
                      schema.name(), input.limit() == null ? FIRST_ROWS : input.limit(), fields)));
    }
    List<String> ids = ids(schema, input.ids(), input.expression());
    if (input.limit() != null) {
      SchemaRules.checkLimit(input.limit());
      ids = ids.subList(0, Math.min(ids.size(), input.limit()));
    }
    return rows(schema, ids, input.outputFields());
  }

  private Answer rows(CollectionSchema schema, List<String> ids, List<String> outputFields) {
    List<String> fields = fields(schema, outputFields);
    List<Object> keys = Keys.parse(schema.primaryKey(), ids);
    List<Map<String, Object>> rows = session.engine().get(schema.name(), keys, fields);
    return Answer.Listing.of(fields, new Shown(schema).rows(rows))
        .withNotes(missing(schema.primaryKey().name(), keys, rows));
  }

  /** "no row with word kitten, puppy", or nothing where each key has its row. */
  private static List<String> missing(
      String key, List<Object> keys, List<Map<String, Object>> rows) {
    Set<Object> found = new HashSet<>();
    rows.forEach(row -> found.add(row.get(key)));
    List<String> missing =
        keys.stream()
            .distinct()
            .filter(wanted -> !found.contains(wanted))
            .map(wanted -> Wording.excerpt(wanted.toString()))
            .toList();
    if (missing.isEmpty()) {
      return List.of();
    }
    List<String> named = missing.subList(0, Math.min(MOST_NAMED, missing.size()));
    int more = missing.size() - named.size();
    return List.of(
        "no row with %s %s%s"
            .formatted(key, String.join(", ", named), more == 0 ? "" : " and " + more + " more"));
  }

  /** The key always comes first, so that each row can be told from the others. */
  private static List<String> fields(CollectionSchema schema, List<String> outputFields) {
    List<String> fields = OutputFields.expand(schema, outputFields, OutputFields.all(schema));
    String key = schema.primaryKey().name();
    if (!fields.contains(key)) {
      fields.addFirst(key);
    }
    return fields;
  }

  private Answer delete(RowInput.DeleteEntities input) {
    Confirmation.require(input.confirmed());
    CollectionSchema schema = session.engine().describeCollection(input.collection()).schema();
    List<String> ids = ids(schema, input.ids(), input.expression());
    long deleted = session.engine().delete(schema.name(), Keys.parse(schema.primaryKey(), ids));
    return Answer.Outcome.of(
        "deleted %d of %s from %s"
            .formatted(deleted, Wording.count(ids.size(), "row"), schema.name()),
        Answer.object("collection", schema.name(), "deleted", deleted));
  }

  private static List<String> ids(CollectionSchema schema, List<String> ids, String expression) {
    return ids != null ? ids : KeyExpression.keys(schema.primaryKey().name(), expression);
  }
}
