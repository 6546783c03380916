package io.elanus.shell.dialog;

import io.elanus.prompts.AnswerKind;
import io.elanus.prompts.Choice;
import io.elanus.prompts.Question;
import io.elanus.shell.input.CollectionInput;
import io.elanus.shell.input.IndexInput;
import io.elanus.shell.input.Input;
import io.elanus.shell.input.RowInput;
import io.elanus.shell.input.SearchInput;
import io.elanus.shell.input.SessionInput;
import io.elanus.shell.output.OutputFormat;
import io.elanus.shell.session.Session;
import java.util.List;

/** Finds the dialog of a command. */
final class CommandDialogs {
  private final Session session;
  private final Catalog catalog;
  private final Questions questions;

  CommandDialogs(Session session) {
    this.session = session;
    this.catalog = new Catalog(session::engine);
    this.questions = new Questions(catalog, session);
  }

  CommandDialog of(Input input) {
    return switch (input) {
      case CollectionInput of -> collection(of);
      case IndexInput of -> index(of);
      case RowInput of -> rows(of);
      case SearchInput of -> new SearchDialog(catalog, questions, of).dialog();
      case SessionInput of -> session(of);
    };
  }

  private CommandDialog collection(CollectionInput input) {
    CollectionDialogs dialogs = new CollectionDialogs(catalog, questions);
    return switch (input) {
      case CollectionInput.Create create -> new CreateCollectionDialog(catalog, create).dialog();
      case CollectionInput.Show show -> dialogs.collectionOnly(show);
      case CollectionInput.Load load -> dialogs.collectionOnly(load);
      case CollectionInput.Release release -> dialogs.collectionOnly(release);
      case CollectionInput.Flush flush -> dialogs.collectionOnly(flush);
      case CollectionInput.Delete delete -> dialogs.delete(delete);
      case CollectionInput.ListAll _ -> nothingToAsk(input);
    };
  }

  private CommandDialog index(IndexInput input) {
    IndexDialogs dialogs = new IndexDialogs(catalog, questions);
    return switch (input) {
      case IndexInput.Create create -> new CreateIndexDialog(catalog, questions, create).dialog();
      case IndexInput.ListAll list ->
          new CollectionDialogs(catalog, questions).collectionOnly(list);
      case IndexInput.Show show -> dialogs.show(show);
      case IndexInput.Progress progress -> dialogs.progress(progress);
      case IndexInput.Await await -> dialogs.await(await);
      case IndexInput.Delete delete -> dialogs.delete(delete);
    };
  }

  private CommandDialog rows(RowInput input) {
    RowDialogs dialogs = new RowDialogs(catalog, questions);
    return switch (input) {
      case RowInput.InsertFile insert -> dialogs.insertFile(insert);
      case RowInput.InsertRow insert -> new InsertRowDialog(catalog, questions, insert).dialog();
      case RowInput.Get get -> dialogs.get(get);
      case RowInput.Query query -> dialogs.query(query);
      case RowInput.DeleteEntities delete -> dialogs.delete(delete);
    };
  }

  private CommandDialog session(SessionInput input) {
    return switch (input) {
      case SessionInput.Use use ->
          new CommandDialog(
              CommandDialog.given(Questions.COLLECTION, use.collection()),
              new Steps(questions::collection),
              answers -> new SessionInput.Use(answers.get(Questions.COLLECTION)));
      case SessionInput.SetOutput set ->
          new CommandDialog(
              CommandDialog.given("format", set.format()),
              new Steps(_ -> List.of(format())),
              answers -> new SessionInput.SetOutput(answers.get("format")));
      case SessionInput.ShowOutput _,
          SessionInput.Check _,
          SessionInput.Version _,
          SessionInput.Help _,
          SessionInput.History _,
          SessionInput.Clear _,
          SessionInput.Demo _,
          SessionInput.Exit _ ->
          nothingToAsk(input);
    };
  }

  private Question format() {
    List<Choice> formats = OutputFormat.NAMES.stream().map(Choice::of).toList();
    String current = OutputFormat.NAMES.get(session.settings().format().ordinal());
    return Question.of("format", "Output format", "FORMAT", new AnswerKind.OneOf(formats))
        .withDefault(current);
  }

  private static CommandDialog nothingToAsk(Input input) {
    return new CommandDialog(CommandDialog.given(), new Steps(), _ -> input);
  }
}
