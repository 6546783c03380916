package io.elanus.shell.dialog;

import io.elanus.api.FieldSchema;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import io.elanus.formats.RowFiles;
import io.elanus.prompts.AnswerKind;
import io.elanus.prompts.Answers;
import io.elanus.prompts.Question;
import io.elanus.shell.action.Keys;
import io.elanus.shell.action.ListText;
import io.elanus.shell.input.RowInput;
import io.elanus.shell.output.Json;
import java.nio.file.Path;
import java.util.List;

/** Commands about rows. */
final class RowDialogs {
  private static final String FILE = "file";
  private static final String IDS = "ids";

  private final Catalog catalog;
  private final Questions questions;

  RowDialogs(Catalog catalog, Questions questions) {
    this.catalog = catalog;
    this.questions = questions;
  }

  CommandDialog insertFile(RowInput.InsertFile given) {
    return new CommandDialog(
        CommandDialog.given(Questions.COLLECTION, given.collection(), FILE, given.file()),
        new Steps(questions::collection, _ -> List.of(file())),
        answers ->
            new RowInput.InsertFile(
                answers.get(Questions.COLLECTION),
                Path.of(answers.get(FILE)),
                given.map(),
                given.onDuplicate(),
                given.timeoutSeconds()));
  }

  private Question file() {
    return Question.of(FILE, "File", "FILE", questions.file(RowFiles::open))
        .withHelp("One of .npy, .fvecs, .ivecs, .bvecs, .csv, .json or .jsonl, or the .gz of one.");
  }

  CommandDialog get(RowInput.Get given) {
    return new CommandDialog(
        CommandDialog.given(
            Questions.COLLECTION,
            given.collection(),
            IDS,
            listed(given.ids()),
            Questions.OUTPUT_FIELDS,
            joined(given.outputFields())),
        new Steps(
            questions::collection,
            answers -> List.of(ids(answers), questions.outputFields(answers, "*"))),
        answers ->
            new RowInput.Get(
                answers.get(Questions.COLLECTION),
                ListText.parse(answers.get(IDS)),
                fields(answers)));
  }

  CommandDialog query(RowInput.Query given) {
    return new CommandDialog(
        CommandDialog.given(
            Questions.COLLECTION,
            given.collection(),
            IDS,
            given.ids() == null && given.expression() != null ? "" : listed(given.ids()),
            Questions.OUTPUT_FIELDS,
            joined(given.outputFields())),
        new Steps(
            questions::collection,
            answers -> List.of(idsOrNone(answers), questions.outputFields(answers, "*"))),
        answers ->
            new RowInput.Query(
                answers.get(Questions.COLLECTION),
                answers.given(IDS).map(ListText::parse).orElse(null),
                given.expression(),
                fields(answers),
                given.limit()));
  }

  private Question idsOrNone(Answers answers) {
    Question ids = ids(answers);
    return ids.optional().withHelp(ids.help().getFirst() + " Enter shows the first rows.");
  }

  CommandDialog delete(RowInput.DeleteEntities given) {
    boolean byExpression = given.ids() == null && given.expression() != null;
    return new CommandDialog(
        CommandDialog.given(
            Questions.COLLECTION,
            given.collection(),
            IDS,
            byExpression ? "" : listed(given.ids()),
            Questions.CONFIRMED,
            given.confirmed()),
        new Steps(
            questions::collection,
            answers -> List.of(ids(answers)),
            answers -> List.of(confirmation(answers, given.expression()))),
        answers ->
            new RowInput.DeleteEntities(
                answers.get(Questions.COLLECTION),
                byExpression ? null : ListText.parse(answers.get(IDS)),
                given.expression(),
                Questions.confirmed(answers)));
  }

  private Question confirmation(Answers answers, String expression) {
    String which =
        answers.given(IDS).isEmpty()
            ? "the rows with " + expression
            : "%d of the rows".formatted(ListText.parse(answers.get(IDS)).size());
    return Questions.confirmation(
        "Delete %s of %s?".formatted(which, answers.get(Questions.COLLECTION)));
  }

  private Question ids(Answers answers) {
    FieldSchema key = catalog.describe(answers.get(Questions.COLLECTION)).schema().primaryKey();
    AnswerKind kind = new AnswerKind.Text(Questions.rule(text -> checkKeys(key, text)));
    return Question.of(IDS, "The IDs", RowInput.IDS, kind)
        .withHelp(
            "Values of %s (%s) with commas between them."
                .formatted(key.name(), Questions.type(key)));
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

  /** As {@link ListText} reads it back. */
  private static String listed(List<String> keys) {
    return keys == null ? null : Json.text(keys);
  }

  private static String joined(List<String> names) {
    return names == null ? null : String.join(",", names);
  }

  private static List<String> fields(Answers answers) {
    return answers
        .given(Questions.OUTPUT_FIELDS)
        .filter(text -> !text.equals("*"))
        .map(text -> List.of(text.split(",")))
        .orElse(null);
  }
}
