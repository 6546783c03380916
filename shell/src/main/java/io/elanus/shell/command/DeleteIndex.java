package io.elanus.shell.command;

import io.elanus.prompts.Answers;
import io.elanus.shell.dialog.CatalogLookup;
import io.elanus.shell.dialog.Confirmed;
import io.elanus.shell.dialog.Questions;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import picocli.CommandLine.Mixin;

/** {@code delete index}. */
final class DeleteIndex extends OnIndex implements Confirmed {
  static final CommandEntry ENTRY =
      CommandEntry.of("delete index", "Delete an index.", DeleteIndex::new)
          .examples("delete index -c words -f vector --yes");

  @Mixin YesOption yes = new YesOption();

  @Override
  public String question(Answers answers, CatalogLookup catalog) {
    return "Delete index %s of %s?"
        .formatted(answers.get(ValueKind.INDEX.name()), Questions.collection(answers));
  }

  @Override
  public Answer run(Context context) {
    yes.require();
    String name = context.engine().indexes().describe(ref(), index).name();
    context.engine().indexes().drop(ref(), name);
    return Answer.Outcome.of(
        "deleted index %s of %s".formatted(name, collection),
        Answer.object("collection", collection, "index", name, "deleted", true));
  }
}
