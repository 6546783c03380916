package io.elanus.shell.dialog;

import io.elanus.api.IndexInfo;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.prompts.AnswerKind;
import io.elanus.prompts.Answers;
import io.elanus.prompts.Choice;
import io.elanus.prompts.Question;
import io.elanus.shell.input.IndexInput;
import java.util.List;

/** Commands about an index that exists. */
final class IndexDialogs {
  private static final String INDEX = "index";

  private final Catalog catalog;
  private final Questions questions;

  IndexDialogs(Catalog catalog, Questions questions) {
    this.catalog = catalog;
    this.questions = questions;
  }

  CommandDialog show(IndexInput.Show given) {
    return new CommandDialog(
        CommandDialog.given(Questions.COLLECTION, given.collection(), INDEX, given.index()),
        new Steps(questions::collection, this::index),
        answers -> new IndexInput.Show(answers.get(Questions.COLLECTION), answers.get(INDEX)));
  }

  CommandDialog progress(IndexInput.Progress given) {
    return new CommandDialog(
        CommandDialog.given(Questions.COLLECTION, given.collection(), INDEX, given.index()),
        new Steps(questions::collection, this::index),
        answers -> new IndexInput.Progress(answers.get(Questions.COLLECTION), answers.get(INDEX)));
  }

  CommandDialog await(IndexInput.Await given) {
    return new CommandDialog(
        CommandDialog.given(
            Questions.COLLECTION,
            given.collection(),
            INDEX,
            given.index(),
            Questions.TIMEOUT,
            given.timeoutSeconds()),
        new Steps(
            questions::collection,
            this::index,
            _ -> List.of(Questions.timeout("Seconds to wait; Enter waits for the end."))),
        answers ->
            new IndexInput.Await(
                answers.get(Questions.COLLECTION), answers.get(INDEX), Questions.seconds(answers)));
  }

  CommandDialog delete(IndexInput.Delete given) {
    return new CommandDialog(
        CommandDialog.given(
            Questions.COLLECTION,
            given.collection(),
            INDEX,
            given.index(),
            Questions.CONFIRMED,
            given.confirmed()),
        new Steps(questions::collection, this::index, this::confirmation),
        answers ->
            new IndexInput.Delete(
                answers.get(Questions.COLLECTION),
                answers.get(INDEX),
                Questions.confirmed(answers)));
  }

  private List<Question> index(Answers answers) {
    String collection = answers.get(Questions.COLLECTION);
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
    return List.of(
        Question.of(INDEX, "Index name", IndexInput.INDEX, new AnswerKind.OneOf(choices))
            .withDefault(indexes.size() == 1 ? indexes.getFirst().name() : null));
  }

  private List<Question> confirmation(Answers answers) {
    return List.of(
        Questions.confirmation(
            "Delete index %s of %s?"
                .formatted(answers.get(INDEX), answers.get(Questions.COLLECTION))));
  }
}
