package io.elanus.shell.command;

import io.elanus.shell.input.CollectionInput;
import io.elanus.shell.input.Input;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code create collection}. */
final class CreateCollection implements Command {
  @Option(
      names = {"-c", "--collection-name", "--collection"},
      paramLabel = "NAME",
      description = "Name of the new collection.")
  String collection;

  @Option(
      names = {"-f", "--field", "--schema-field"},
      paramLabel = "FIELD",
      description =
          "Field as name:TYPE, name:VARCHAR:max length or name:FLOAT_VECTOR:dim, with a description"
              + " after another colon; repeatable.")
  List<String> fields;

  @Option(
      names = {"-p", "--primary-field", "--schema-primary-field"},
      paramLabel = "FIELD",
      description = "Field that is the primary key, INT64 or VARCHAR.")
  String primaryField;

  @Option(
      names = {"-A", "--auto-id", "--schema-auto-id"},
      description = "Make the primary keys.")
  boolean autoId;

  @Option(
      names = {"-d", "--description", "--schema-description"},
      paramLabel = "TEXT",
      description = "What the collection holds.")
  String description;

  @Option(
      names = "--schema-file",
      paramLabel = "FILE",
      description = "Read name and fields from a JSON file.")
  Path schemaFile;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Take the fields from a data file and import it.")
  Path from;

  @Option(
      names = "--map",
      paramLabel = "COLUMN=FIELD",
      description =
          "With --from: name the field of a column, or leave it out if FIELD is empty; repeatable.")
  List<String> map;

  @Override
  public Input input() {
    return new CollectionInput.Create(
        collection,
        fields,
        primaryField,
        autoId,
        description,
        schemaFile,
        from,
        ColumnMap.parse(map));
  }
}
