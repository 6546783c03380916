package io.elanus.shell.command;

import io.elanus.api.CollectionRef;
import io.elanus.prompts.Answers;
import io.elanus.shell.action.Confirmation;
import io.elanus.shell.dialog.Catalog;
import io.elanus.shell.dialog.Confirmed;
import io.elanus.shell.dialog.Questions;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import picocli.CommandLine.Option;

/** {@code delete index}. */
final class DeleteIndex extends OnIndex implements Confirmed {
  static final CommandEntry ENTRY =
      CommandEntry.of("delete index", "Delete an index.", DeleteIndex::new)
          .examples("delete index -c words -f vector --yes");

  @Takes(value = ValueKind.CONFIRMATION, asked = Asked.REQUIRED)
  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask whether it is meant.")
  Boolean confirmed;

  @Override
  public String question(Answers answers, Catalog catalog) {
    return "Delete index %s of %s?"
        .formatted(answers.get(ValueKind.INDEX.name()), Questions.collection(answers));
  }

  @Override
  public Answer run(Context context) {
    Confirmation.require(confirmed);
    String name = context.engine().indexes().describe(CollectionRef.of(collection), index).name();
    context.engine().indexes().drop(CollectionRef.of(collection), name);
    return Answer.Outcome.of(
        "deleted index %s of %s".formatted(name, collection),
        Answer.object("collection", collection, "index", name, "deleted", true));
  }
}
