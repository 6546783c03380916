package io.elanus.shell.command;

import io.elanus.api.CollectionRef;
import io.elanus.shell.grammar.Command;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code use}. */
final class UseCollection implements Command {
  static final CommandEntry ENTRY =
      CommandEntry.of(
              "use", "Choose the collection of the commands that follow.", UseCollection::new)
          .examples("use words");

  @Takes(ValueKind.COLLECTION_TO_USE)
  @Option(
      names = {"-c", "--collection-name", "--collection"},
      paramLabel = "NAME",
      description = "The same as COLLECTION.")
  String option;

  @Takes(value = ValueKind.COLLECTION_TO_USE, asked = Asked.REQUIRED)
  @Parameters(
      arity = "0..1",
      paramLabel = "COLLECTION",
      description = "Collection of the commands that follow where they name none.")
  String collection;

  @Override
  public void settle() {
    collection = collection != null ? collection : option;
    option = null;
  }

  @Override
  public Answer run(Context context) {
    context.engine().collections().describe(CollectionRef.of(collection));
    context.session().use(collection);
    return Answer.Outcome.of(
        "using collection " + collection, Answer.object("collection", collection));
  }
}
