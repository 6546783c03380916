package io.elanus.shell.action;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.core.CollectionSchema;
import io.elanus.core.Engine;
import io.elanus.shell.input.RowInput;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.Session;
import java.util.List;
import java.util.Map;

/** Insert, get, query and delete rows. */
final class RowActions {
  private final Session session;

  RowActions(Session session) {
    this.session = session;
  }

  Answer run(RowInput input) {
    return switch (input) {
      case RowInput.InsertFile _ ->
          throw new ElanusException(ErrorCode.NOT_AVAILABLE, "insert file is not available yet");
      case RowInput.InsertRow _ ->
          throw new ElanusException(ErrorCode.NOT_AVAILABLE, "insert row is not available yet");
      case RowInput.Get get -> get(get);
      case RowInput.Query query -> query(query);
      case RowInput.DeleteEntities delete -> delete(delete);
    };
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
      return Answer.Listing.of(fields, engine.head(schema.name(), input.limit(), fields));
    }
    List<String> ids = ids(schema, input.ids(), input.expression());
    if (input.limit() != null && input.limit() < ids.size()) {
      ids = ids.subList(0, Math.max(0, input.limit()));
    }
    return rows(schema, ids, input.outputFields());
  }

  private Answer rows(CollectionSchema schema, List<String> ids, List<String> outputFields) {
    List<String> fields = fields(schema, outputFields);
    List<Object> keys = Keys.parse(schema.primaryKey(), ids);
    List<Map<String, Object>> rows = session.engine().get(schema.name(), keys, fields);
    return Answer.Listing.of(fields, rows);
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
    long deleted =
        session.engine().delete(schema.name(), Keys.parse(schema.primaryKey(), ids));
    return Answer.Outcome.of(
        "deleted %d of %d rows from %s".formatted(deleted, ids.size(), schema.name()),
        Answer.object("collection", schema.name(), "deleted", deleted));
  }

  private static List<String> ids(
      CollectionSchema schema, List<String> ids, String expression) {
    return ids != null ? ids : KeyExpression.keys(schema.primaryKey().name(), expression);
  }
}
