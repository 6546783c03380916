package io.elanus.shell.dialog;

import io.elanus.prompts.Answers;
import io.elanus.prompts.Question;
import io.elanus.shell.input.CollectionInput;
import io.elanus.shell.input.InCollection;
import io.elanus.shell.input.Input;
import java.util.List;

/** Commands about a whole collection need its name, and leave to delete it. */
final class CollectionDialogs {
  private final Catalog catalog;
  private final Questions questions;

  CollectionDialogs(Catalog catalog, Questions questions) {
    this.catalog = catalog;
    this.questions = questions;
  }

  CommandDialog collectionOnly(InCollection given) {
    return new CommandDialog(
        CommandDialog.given(Questions.COLLECTION, given.collection()),
        new Steps(questions::collection),
        answers -> given.withCollection(answers.get(Questions.COLLECTION)));
  }

  CommandDialog delete(CollectionInput.Delete given) {
    return new CommandDialog(
        CommandDialog.given(
            Questions.COLLECTION, given.collection(), Questions.CONFIRMED, given.confirmed()),
        new Steps(questions::collectionToDelete, this::confirmation),
        CollectionDialogs::deletion);
  }

  private List<Question> confirmation(Answers answers) {
    String collection = answers.get(Questions.COLLECTION);
    long rows = catalog.describe(collection).rows();
    return List.of(
        Questions.confirmation(
            "Delete collection %s with %s?".formatted(collection, Questions.rows(rows))));
  }

  private static Input deletion(Answers answers) {
    return new CollectionInput.Delete(
        answers.get(Questions.COLLECTION), Questions.confirmed(answers));
  }
}
