package io.elanus.shell.command;

import io.elanus.api.CollectionSchema;
import io.elanus.api.FieldSchema;
import io.elanus.formats.InferOptions;
import io.elanus.shell.action.CollectionFromFile;
import io.elanus.shell.action.CollectionValues;
import io.elanus.shell.action.ColumnMap;
import io.elanus.shell.action.FieldText;
import io.elanus.shell.action.SchemaFile;
import io.elanus.shell.dialog.CommandDialog;
import io.elanus.shell.dialog.CreateCollectionDialog;
import io.elanus.shell.dialog.OwnDialog;
import io.elanus.shell.dialog.Questions;
import io.elanus.shell.grammar.Command;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.Session;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code create collection}. */
final class CreateCollection implements Command, OwnDialog {
  static final CommandEntry ENTRY =
      CommandEntry.of("create collection", "Create a collection.", CreateCollection::new)
          .examples(
              "create collection -c words --from words.jsonl.gz",
              "create collection -c book -f id:INT64 -f title:VARCHAR:256 -f"
                  + " vector:FLOAT_VECTOR:128 -p id",
              "create collection");

  @Takes(value = ValueKind.NEW_COLLECTION, asked = Asked.REQUIRED, orElse = "--schema-file")
  @Option(
      names = {"-c", "--collection-name", "--collection"},
      paramLabel = "NAME",
      description = "Name of the new collection.")
  String collection;

  @Takes(
      value = ValueKind.NEW_FIELD,
      asked = Asked.REQUIRED,
      orElse = {"--schema-file", "--from"})
  @Option(
      names = {"-f", "--field", "--schema-field"},
      paramLabel = "FIELD",
      description =
          "Field as name:TYPE, name:VARCHAR:max length or name:FLOAT_VECTOR:dim, with a description"
              + " after another colon; repeatable.")
  List<String> fields;

  @Takes(
      value = ValueKind.NEW_KEY,
      asked = Asked.REQUIRED,
      orElse = {"--schema-file", "--from"})
  @Option(
      names = {"-p", "--primary-field", "--schema-primary-field"},
      paramLabel = "FIELD",
      description = "Field that is the primary key, INT64 or VARCHAR.")
  String primaryField;

  @Takes(value = ValueKind.AUTO_ID, asked = Asked.ASIDE)
  @Option(
      names = {"-A", "--auto-id", "--schema-auto-id"},
      description = "Make the primary keys.")
  boolean autoId;

  @Takes(value = ValueKind.DESCRIPTION, asked = Asked.ASIDE)
  @Option(
      names = {"-d", "--description", "--schema-description"},
      paramLabel = "TEXT",
      description = "What the collection holds.")
  String description;

  @Takes(ValueKind.FILE)
  @Option(
      names = "--schema-file",
      paramLabel = "FILE",
      description = "Read name and fields from a JSON file.")
  Path schemaFile;

  @Takes(ValueKind.FILE)
  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Take the fields from a data file and import it.")
  Path from;

  @Takes(ValueKind.COLUMN_MAP)
  @Option(
      names = "--map",
      paramLabel = "COLUMN=FIELD",
      description =
          "With --from: name the field of a column, or leave it out if FIELD is empty; repeatable.")
  List<String> map;

  @Override
  public boolean lacks(Invocation given) {
    return schemaFile == null && from == null && CreateCollectionDialog.lacksVector(fields);
  }

  @Override
  public CommandDialog dialog(Questions questions, Invocation given) {
    return new CreateCollectionDialog(questions, given, from != null);
  }

  @Override
  public Answer run(Context context) {
    Session session = context.session();
    if (from != null) {
      InferOptions options =
          new InferOptions(
              primaryField,
              autoId,
              description == null ? "" : description,
              ColumnMap.parse(map),
              fields == null ? List.of() : parsed());
      return new CollectionFromFile(session).run(collection, from.toString(), options);
    }
    CollectionSchema schema =
        schemaFile != null
            ? SchemaFile.read(session.file(schemaFile.toString()), collection)
            : new CollectionSchema(
                collection,
                description,
                FieldText.withPrimaryKey(collection, parsed(), primaryField),
                autoId);
    return CollectionValues.created(session.engineOfNewData().collections().create(schema));
  }

  private List<FieldSchema> parsed() {
    return fields.stream().map(FieldText::parse).toList();
  }
}
