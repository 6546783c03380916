package io.elanus.shell.dialog;

import io.elanus.api.CollectionInfo;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.api.IndexInfo;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import io.elanus.formats.RowFiles;
import io.elanus.prompts.AnswerKind;
import io.elanus.prompts.Answers;
import io.elanus.prompts.Check;
import io.elanus.prompts.Choice;
import io.elanus.prompts.PathNames;
import io.elanus.prompts.Question;
import io.elanus.shell.action.Keys;
import io.elanus.shell.action.ListText;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.OutputFormat;
import io.elanus.shell.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.ArgSpec;

/** A question for each kind of value that several commands ask for. */
public final class Questions {
  private static final List<String> DATA_ENDINGS =
      List.of(".npy", ".fvecs", ".ivecs", ".bvecs", ".csv", ".json", ".jsonl", ".gz");

  private final CatalogLookup catalog;
  private final Session session;

  Questions(CatalogLookup catalog, Session session) {
    this.catalog = catalog;
    this.session = session;
  }

  CatalogLookup catalog() {
    return catalog;
  }

  /** The collection answered so far. */
  public static String collection(Answers answers) {
    return answers.get(ValueKind.COLLECTION.name());
  }

  /** Which collection: the one in use by default, or, but to delete it, the only one. */
  List<Question> collection(Answers answers, ValueKind kind) {
    Optional<String> inUse = session.collectionInUse();
    return collection(
        answers, kind == ValueKind.COLLECTION_TO_DELETE ? inUse : inUse.or(this::onlyCollection));
  }

  private Optional<String> onlyCollection() {
    List<CollectionInfo> all = catalog.collections();
    return all.size() == 1 ? Optional.of(all.getFirst().name()) : Optional.empty();
  }

  private List<Question> collection(Answers answers, Optional<String> inUse) {
    if (collection(answers) != null) {
      catalog.describe(collection(answers));
      return List.of();
    }
    List<CollectionInfo> all = catalog.collections();
    if (all.isEmpty()) {
      throw new ElanusException(
          ErrorCode.COLLECTION_NOT_FOUND,
          "there are no collections yet",
          "make one with create collection, or try demo");
    }
    List<Choice> choices =
        all.stream().map(info -> Choice.of(info.name(), contents(info))).toList();
    return List.of(
        Question.of(
                ValueKind.COLLECTION.name(),
                "Collection name",
                "--collection-name (-c)",
                new AnswerKind.OneOf(choices))
            .withDefault(inUse.orElse(null)));
  }

  /** "20,000 rows; vector FLOAT_VECTOR(100)". */
  private static String contents(CollectionInfo info) {
    StringBuilder text = new StringBuilder(rows(info.rows()));
    String separator = "; ";
    for (FieldSchema field : info.schema().vectorFields()) {
      text.append(separator).append(field.name()).append(' ').append(type(field));
      separator = ", ";
    }
    return text.toString();
  }

  public static String rows(long rows) {
    return rows == 1 ? "1 row" : String.format(Locale.ROOT, "%,d rows", rows);
  }

  static String type(FieldSchema field) {
    if (field.isVector()) {
      return field.type() + "(" + field.dim() + ")";
    }
    return field.is(DataType.VARCHAR)
        ? field.type() + "(" + field.maxLength() + ")"
        : field.type().toString();
  }

  /** Whether to go ahead with something that cannot be undone. */
  static Question confirmation(String what) {
    return Question.of(
            ValueKind.CONFIRMATION.name(),
            what + " This cannot be undone",
            "--yes (-y)",
            new AnswerKind.YesNo())
        .withDefault("no");
  }

  static Question timeout(String help) {
    return Question.of(
            ValueKind.SECONDS.name(), "Timeout", "--timeout", new AnswerKind.PositiveNumber())
        .optional()
        .withHelp(help);
  }

  /** Which fields to show; vectors are left out unless asked for, as they fill a screen. */
  Question fields(Answers answers, String standard) {
    List<Choice> fields =
        catalog.describe(collection(answers)).schema().fields().stream()
            .map(field -> Choice.of(field.name()))
            .toList();
    return Question.of(
            ValueKind.FIELDS.name(),
            "Fields to return",
            "--output-fields",
            new AnswerKind.SomeOf(fields))
        .optional(standard);
  }

  /** The fields that are not vectors, with commas between them. */
  String scalarFields(Answers answers) {
    return String.join(
        ",",
        catalog.describe(collection(answers)).schema().fields().stream()
            .filter(field -> !field.isVector())
            .map(FieldSchema::name)
            .toList());
  }

  /** Which index of the collection. */
  Question index(Answers answers) {
    String collection = collection(answers);
    List<IndexInfo> indexes = catalog.indexes(collection);
    if (indexes.isEmpty()) {
      throw new ElanusException(
          ErrorCode.INDEX_NOT_FOUND,
          "collection %s has no index".formatted(collection),
          "make one with create index -c " + collection);
    }
    List<Choice> choices =
        indexes.stream()
            .map(
                index -> Choice.of(index.name(), "%s of %s".formatted(index.type(), index.field())))
            .toList();
    return Question.of(
            ValueKind.INDEX.name(),
            "Index name",
            "--index-name (-in)",
            new AnswerKind.OneOf(choices))
        .withDefault(indexes.size() == 1 ? indexes.getFirst().name() : null);
  }

  /** Which rows, by their keys; the first ones where nobody must say. */
  Question keys(Answers answers, boolean required) {
    FieldSchema key = catalog.describe(collection(answers)).schema().primaryKey();
    AnswerKind kind = new AnswerKind.Text(rule(text -> checkKeys(key, text)));
    String help = "Values of %s (%s) with commas between them.".formatted(key.name(), type(key));
    Question keys = Question.of(ValueKind.KEYS.name(), "The IDs", "--ids", kind);
    return required
        ? keys.withHelp(help)
        : keys.optional().withHelp(help + " Enter shows the first rows.");
  }

  private static void checkKeys(FieldSchema key, String text) {
    List<String> keys = ListText.parse(text);
    if (keys.isEmpty()) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "at least one key is needed, got %s".formatted(Wording.quoted(text)));
    }
    Keys.parse(key, keys);
  }

  /** One of the values of its kind, or anything, under the sentence that explains it. */
  static Question plain(String name, ArgSpec argument) {
    List<Choice> choices = ValueKind.of(argument).choices().stream().map(Choice::of).toList();
    String sentence = String.join(" ", argument.description());
    return Question.of(
        name,
        sentence.substring(0, sentence.length() - 1),
        Invocation.name(argument),
        choices.isEmpty() ? new AnswerKind.Text(Check.none()) : new AnswerKind.OneOf(choices));
  }

  Question outputFormat() {
    List<Choice> formats = OutputFormat.NAMES.stream().map(Choice::of).toList();
    return Question.of(
            ValueKind.OUTPUT_FORMAT.name(),
            "Output format",
            "FORMAT",
            new AnswerKind.OneOf(formats))
        .withDefault(session.settings().format().label());
  }

  Question rowFile(String help) {
    return Question.of(ValueKind.FILE.name(), "File", "FILE", file(RowFiles::open)).withHelp(help);
  }

  /**
   * A data file.
   *
   * @param open throws where the file is not what is asked for
   */
  AnswerKind file(Consumer<Path> open) {
    String home = session.environment().getOrDefault("HOME", "~");
    return new AnswerKind.ExistingFile(
        new PathNames(session.file("").toAbsolutePath(), Path.of(home)),
        Questions::isDataFile,
        rule(path -> open.accept(session.file(path))));
  }

  /** Whether a file looks like one that can be read. */
  private static boolean isDataFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return DATA_ENDINGS.stream().anyMatch(lower::endsWith);
  }

  /** A rule that throws where an answer breaks it, with what it throws as the sentence. */
  static Check rule(Consumer<String> check) {
    return answer -> {
      try {
        check.accept(answer);
        return Optional.empty();
      } catch (ElanusException broken) {
        String hint = broken.hint().map(text -> "; " + text).orElse("");
        return Optional.of(broken.getMessage() + hint);
      }
    };
  }
}
