package io.elanus.shell.action;

import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.Engine;
import io.elanus.api.FieldSchema;
import io.elanus.api.SearchRequest;
import io.elanus.api.SearchResult;
import io.elanus.api.index.Defaults;
import io.elanus.api.index.MetricTypes;
import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.formats.VectorFile;
import io.elanus.shell.input.SearchInput;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.Interrupts;
import io.elanus.shell.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Nearest neighbours. */
final class SearchAction {
  private static final int DEFAULT_LIMIT = 10;

  private final Session session;

  SearchAction(Session session) {
    this.session = session;
  }

  Answer run(SearchInput input) {
    Engine engine = session.engine();
    CollectionSchema schema = engine.describeCollection(input.collection()).schema();
    FieldSchema field = vectorField(schema, input.field());
    List<String> outputFields = OutputFields.expand(schema, input.outputFields(), List.of());
    SearchResult result =
        search(
            new SearchRequest(
                input.collection(),
                field.name(),
                query(engine, schema, field, input),
                input.limit() == null ? DEFAULT_LIMIT : input.limit(),
                input.offset() == null ? 0 : input.offset(),
                input.metric() == null ? null : MetricTypes.parse(input.metric()),
                input.parameters() == null ? Map.of() : input.parameters(),
                input.defaults() == null ? Defaults.FITTED : Defaults.parse(input.defaults()),
                outputFields));
    List<String> columns = new ArrayList<>(outputFields);
    columns.remove(schema.primaryKey().name());
    return new Answer.Neighbours(new Shown(schema).result(result), columns);
  }

  private SearchResult search(SearchRequest request) {
    Cancellation cancellation = new Cancellation();
    try (Interrupts.Guard _ = session.interrupts().during(cancellation::cancel)) {
      return session.engine().search(request, cancellation);
    } catch (ElanusException e) {
      throw e.code() == ErrorCode.CANCELLED
          ? new ElanusException(ErrorCode.CANCELLED, "cancelled the search", null, e)
          : e;
    }
  }

  private Column query(
      Engine engine, CollectionSchema schema, FieldSchema field, SearchInput input) {
    int given =
        (input.vector() == null ? 0 : 1)
            + (input.file() == null ? 0 : 1)
            + (input.id() == null ? 0 : 1);
    if (given != 1) {
      throw new ElanusException(
          ErrorCode.USAGE, "give exactly one of --vector, --file and --id, got " + given);
    }
    if (input.vector() != null) {
      return VectorText.parse(field, input.vector());
    }
    if (input.file() != null) {
      return VectorFile.read(session.file(input.file().toString()), field);
    }
    // The row itself stays in the answer, at the top, as Milvus has it.
    return RowVector.of(engine, schema, field, input.id());
  }

  static FieldSchema vectorField(CollectionSchema schema, String name) {
    List<FieldSchema> vectors = schema.vectorFields();
    if (name == null) {
      if (vectors.size() > 1) {
        List<String> names = vectors.stream().map(FieldSchema::name).toList();
        throw new ElanusException(
            ErrorCode.MISSING_OPTION,
            "missing --field-name (-f): collection %s has %d vector fields"
                .formatted(schema.name(), vectors.size()),
            "one of " + String.join(", ", names));
      }
      return vectors.getFirst();
    }
    FieldSchema field = schema.field(name);
    if (!field.type().isVector()) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "field %s holds %s, not vectors".formatted(name, field.type()),
          Suggestions.hint(name, vectors.stream().map(FieldSchema::name).toList()));
    }
    return field;
  }
}
