package io.elanus.shell.action;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.base.Wording;
import io.elanus.core.CollectionSchema;
import io.elanus.core.Column;
import io.elanus.core.Engine;
import io.elanus.core.FieldSchema;
import io.elanus.core.SearchRequest;
import io.elanus.core.SearchResult;
import io.elanus.formats.VectorFile;
import io.elanus.index.parameters.MetricTypes;
import io.elanus.shell.input.SearchInput;
import io.elanus.shell.output.Answer;
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
        engine.search(
            new SearchRequest(
                input.collection(),
                field.name(),
                query(engine, schema, field, input),
                input.limit() == null ? DEFAULT_LIMIT : input.limit(),
                input.offset() == null ? 0 : input.offset(),
                input.metric() == null ? null : MetricTypes.parse(input.metric()),
                input.parameters() == null ? Map.of() : input.parameters(),
                outputFields));
    List<String> columns = new ArrayList<>(outputFields);
    columns.remove(schema.primaryKey().name());
    return new Answer.Neighbours(new Shown(schema).result(result), columns);
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
    return ofRow(engine, schema, field, input.id());
  }

  /** The row itself stays in the answer, at the top, as Milvus has it. */
  private static Column ofRow(
      Engine engine, CollectionSchema schema, FieldSchema field, String id) {
    Object key = Keys.parse(schema.primaryKey(), id);
    List<Map<String, Object>> rows = engine.get(schema.name(), List.of(key), List.of(field.name()));
    if (rows.isEmpty()) {
      throw new ElanusException(
          ErrorCode.ENTITY_NOT_FOUND,
          "collection %s has no row with %s %s"
              .formatted(schema.name(), schema.primaryKey().name(), Wording.excerpt(id)));
    }
    return switch (rows.getFirst().get(field.name())) {
      case float[] vector -> new Column.FloatVectors(vector, field.dim());
      case byte[] vector -> new Column.BinaryVectors(vector, field.dim());
      case null, default ->
          throw new ElanusException(
              ErrorCode.INTERNAL, "row %s came without its %s".formatted(id, field.name()));
    };
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
