package io.elanus.shell.action;

import io.elanus.api.CollectionInfo;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Engine;
import io.elanus.api.FieldSchema;
import io.elanus.api.IndexInfo;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.base.Wording;
import io.elanus.shell.input.CollectionInput;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.DataPlace;
import io.elanus.shell.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Create, list, show, delete, load, release and flush collections. */
public final class CollectionActions {
  private static final List<String> LIST_COLUMNS =
      List.of("name", "rows", "loaded", "indexes", "description");
  private static final List<String> FIELD_COLUMNS =
      List.of("name", "type", "primary_key", "dim", "max_length", "description");

  private final Session session;

  CollectionActions(Session session) {
    this.session = session;
  }

  Answer run(CollectionInput input) {
    return switch (input) {
      case CollectionInput.Create create -> create(create);
      case CollectionInput.ListAll _ -> list();
      case CollectionInput.Show show -> show(show.collection());
      case CollectionInput.Delete delete -> delete(delete);
      case CollectionInput.Load load -> load(load.collection());
      case CollectionInput.Release release -> release(release.collection());
      case CollectionInput.Flush flush -> flush(flush);
    };
  }

  private Answer create(CollectionInput.Create input) {
    if (input.from() != null) {
      return new CollectionFromFile(session).run(input);
    }
    CollectionSchema schema =
        input.schemaFile() != null
            ? SchemaFile.read(session.file(input.schemaFile().toString()), input.collection())
            : schema(input);
    return created(session.engineOfNewData().createCollection(schema));
  }

  static CollectionSchema schema(CollectionInput.Create input) {
    List<FieldSchema> fields = new ArrayList<>();
    for (String text : input.fields()) {
      fields.add(FieldText.parse(text));
    }
    return new CollectionSchema(
        input.collection(),
        input.description(),
        withPrimaryKey(input.collection(), fields, input.primaryField()),
        input.autoId());
  }

  /**
   * @throws ElanusException FIELD_NOT_FOUND, INVALID_SCHEMA for a field that cannot be a key
   */
  public static List<FieldSchema> withPrimaryKey(
      String collection, List<FieldSchema> fields, String primaryField) {
    List<String> names = fields.stream().map(FieldSchema::name).toList();
    if (!names.contains(primaryField)) {
      throw new ElanusException(
          ErrorCode.FIELD_NOT_FOUND,
          "collection %s has no field %s to be its primary key".formatted(collection, primaryField),
          Suggestions.hint(primaryField, names));
    }
    return fields.stream()
        .map(field -> field.name().equals(primaryField) ? field.asPrimaryKey() : field)
        .toList();
  }

  static Answer created(CollectionInfo info) {
    return new Answer.Outcome(
        "created collection %s with %s"
            .formatted(info.name(), Wording.count(info.schema().fields().size(), "field")),
        describe(info),
        List.of());
  }

  private Answer list() {
    if (isFirstStart()) {
      return Answer.Listing.of(LIST_COLUMNS, List.of());
    }
    Engine engine = session.engine();
    List<Map<String, Object>> objects = new ArrayList<>();
    for (CollectionInfo info : engine.listCollections()) {
      List<Object> indexes = new ArrayList<>();
      for (IndexInfo index : engine.listIndexes(info.name())) {
        indexes.add(index.name());
      }
      objects.add(
          Answer.object(
              "name", info.name(),
              "rows", info.rows(),
              "loaded", info.loaded(),
              "indexes", indexes,
              "description", info.schema().description()));
    }
    return Answer.Listing.of(LIST_COLUMNS, objects);
  }

  /** Nothing is there yet where data lies when nobody says otherwise. */
  private boolean isFirstStart() {
    if (session.settings().dataPlace() == DataPlace.NAMED) {
      return false;
    }
    try {
      session.engine();
      return false;
    } catch (ElanusException e) {
      if (e.code() != ErrorCode.NO_DATA_DIRECTORY) {
        throw e;
      }
      return true;
    }
  }

  private Answer show(String collection) {
    Engine engine = session.engine();
    CollectionInfo info = engine.describeCollection(collection);
    Map<String, Object> values = describe(info);
    values.put("indexes", IndexActions.listing(engine.listIndexes(collection)));
    return new Answer.Details(values);
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

  static Map<String, Object> describe(CollectionInfo info) {
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

  private Answer delete(CollectionInput.Delete input) {
    Confirmation.require(input.confirmed());
    String collection = input.collection();
    session.engine().dropCollection(collection);
    if (session.collectionInUse().filter(collection::equals).isPresent()) {
      session.use(null);
    }
    return Answer.Outcome.of(
        "deleted collection " + collection,
        Answer.object("collection", collection, "deleted", true));
  }

  private Answer load(String collection) {
    session.engine().load(collection);
    return Answer.Outcome.of(
        "loaded collection " + collection, Answer.object("collection", collection, "loaded", true));
  }

  private Answer release(String collection) {
    session.engine().release(collection);
    return Answer.Outcome.of(
        "released collection " + collection,
        Answer.object("collection", collection, "loaded", false));
  }

  private Answer flush(CollectionInput.Flush input) {
    String collection = input.collection();
    Engine engine = session.engine();
    long rows =
        Timeouts.within(
            Timeouts.of(input.timeoutSeconds()),
            "collection %s was not flushed".formatted(collection),
            () -> engine.flush(collection));
    return Answer.Outcome.of(
        "flushed collection %s, %s".formatted(collection, Wording.count(rows, "row")),
        Answer.object("collection", collection, "rows", rows));
  }
}
