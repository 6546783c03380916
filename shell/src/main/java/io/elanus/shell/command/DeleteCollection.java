package io.elanus.shell.command;

import io.elanus.api.CollectionRef;
import io.elanus.prompts.Answers;
import io.elanus.shell.dialog.CatalogLookup;
import io.elanus.shell.dialog.Confirmed;
import io.elanus.shell.dialog.Questions;
import io.elanus.shell.grammar.Command;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.Session;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code delete collection}. */
final class DeleteCollection implements Command, Confirmed {
  static final CommandEntry ENTRY =
      CommandEntry.of(
          "delete collection", "Delete a collection with its rows.", DeleteCollection::new);

  @Takes(value = ValueKind.COLLECTION_TO_DELETE, asked = Asked.REQUIRED)
  @Option(
      names = {"-c", "--collection-name", "--collection"},
      paramLabel = "NAME",
      description =
          "Collection to delete, with its rows and indexes; always named, never the one in use.")
  String collection;

  @Mixin YesOption yes = new YesOption();

  @Override
  public String question(Answers answers, CatalogLookup catalog) {
    String name = Questions.collection(answers);
    long rows = catalog.describe(name).rows();
    return "Delete collection %s with %s?".formatted(name, Questions.rows(rows));
  }

  @Override
  public Answer run(Context context) {
    yes.require();
    Session session = context.session();
    session.engine().collections().drop(CollectionRef.of(collection));
    if (session.collectionInUse().filter(collection::equals).isPresent()) {
      session.use(null);
    }
    return Answer.Outcome.of(
        "deleted collection " + collection,
        Answer.object("collection", collection, "deleted", true));
  }
}
