package io.elanus.shell.dialog;

import io.elanus.api.CollectionInfo;
import io.elanus.api.DataType;
import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.prompts.AnswerKind;
import io.elanus.prompts.Answers;
import io.elanus.prompts.Check;
import io.elanus.prompts.Choice;
import io.elanus.prompts.PathNames;
import io.elanus.prompts.Question;
import io.elanus.shell.input.Input;
import io.elanus.shell.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Questions that several commands ask. */
final class Questions {
  static final String COLLECTION = "collection";
  static final String CONFIRMED = "confirmed";
  static final String TIMEOUT = "timeout";
  static final String OUTPUT_FIELDS = "outputFields";

  private static final List<String> DATA_ENDINGS =
      List.of(".npy", ".fvecs", ".ivecs", ".bvecs", ".csv", ".json", ".jsonl", ".gz");

  private final Catalog catalog;
  private final Session session;

  Questions(Catalog catalog, Session session) {
    this.catalog = catalog;
    this.session = session;
  }

  /** Which collection: the one in use by default, or the only one. */
  List<Question> collection(Answers answers) {
    return collection(answers, session.collectionInUse().or(this::onlyCollection));
  }

  private Optional<String> onlyCollection() {
    List<CollectionInfo> all = catalog.collections();
    return all.size() == 1 ? Optional.of(all.getFirst().name()) : Optional.empty();
  }

  /** Which collection to delete: by default the one in use, never one because it is alone. */
  List<Question> collectionToDelete(Answers answers) {
    return collection(answers, session.collectionInUse());
  }

  private List<Question> collection(Answers answers, Optional<String> inUse) {
    if (answers.has(COLLECTION)) {
      catalog.describe(answers.get(COLLECTION));
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
        Question.of(COLLECTION, "Collection name", Input.COLLECTION, new AnswerKind.OneOf(choices))
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

  static String rows(long rows) {
    return rows == 1 ? "1 row" : String.format(Locale.ROOT, "%,d rows", rows);
  }

  static String type(FieldSchema field) {
    if (field.type().isVector()) {
      return field.type() + "(" + field.dim() + ")";
    }
    return field.type() == DataType.VARCHAR
        ? field.type() + "(" + field.maxLength() + ")"
        : field.type().toString();
  }

  /** Whether to go ahead with something that cannot be undone. */
  static Question confirmation(String what) {
    return Question.of(
            CONFIRMED, what + " This cannot be undone", Input.CONFIRMED, new AnswerKind.YesNo())
        .withDefault("no");
  }

  static Boolean confirmed(Answers answers) {
    return answers.has(CONFIRMED) ? isYes(answers, CONFIRMED) : null;
  }

  static boolean isYes(Answers answers, String name) {
    String answer = answers.get(name);
    return "yes".equals(answer) || "true".equals(answer);
  }

  static Question timeout(String help) {
    return Question.of(TIMEOUT, "Timeout", "--timeout", new AnswerKind.PositiveNumber())
        .optional()
        .withHelp(help);
  }

  static Double seconds(Answers answers) {
    return answers.given(TIMEOUT).map(Double::valueOf).orElse(null);
  }

  /** Which fields to show; vectors are left out unless asked for, as they fill a screen. */
  Question outputFields(Answers answers, String standard) {
    List<Choice> fields =
        catalog.describe(answers.get(COLLECTION)).schema().fields().stream()
            .map(field -> Choice.of(field.name()))
            .toList();
    return Question.of(
            OUTPUT_FIELDS, "Fields to return", "--output-fields", new AnswerKind.SomeOf(fields))
        .optional(standard);
  }

  /** The fields that are not vectors, with commas between them. */
  String scalarFields(Answers answers) {
    return String.join(
        ",",
        catalog.describe(answers.get(COLLECTION)).schema().fields().stream()
            .filter(field -> !field.type().isVector())
            .map(FieldSchema::name)
            .toList());
  }

  static List<String> outputFields(Answers answers) {
    return answers.given(OUTPUT_FIELDS).map(text -> List.of(text.split(","))).orElse(null);
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
