package io.elanus.shell.command;

import io.elanus.api.CollectionSchema;
import io.elanus.base.Wording;
import io.elanus.prompts.Answers;
import io.elanus.shell.action.Keys;
import io.elanus.shell.action.ListText;
import io.elanus.shell.dialog.CatalogLookup;
import io.elanus.shell.dialog.Confirmed;
import io.elanus.shell.dialog.Questions;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import java.util.List;
import picocli.CommandLine.Mixin;

/** {@code delete entities}. */
final class DeleteEntities extends InCollection implements Confirmed {
  static final CommandEntry ENTRY =
      CommandEntry.of("delete entities", "Delete rows by primary key.", DeleteEntities::new)
          .also("delete ids")
          .examples("delete entities -c book --ids 1,2 --yes");

  @Mixin FilterOptions rows = new FilterOptions();

  @Mixin YesOption yes = new YesOption();

  @Override
  public void settle() {
    rows.settle();
  }

  @Override
  public String question(Answers answers, CatalogLookup catalog) {
    String which =
        answers
            .given(ValueKind.KEYS.name())
            .map(list -> "%d of the rows".formatted(ListText.parse(list).size()))
            .orElse("the rows with " + rows.expression);
    return "Delete %s of %s?".formatted(which, Questions.collection(answers));
  }

  @Override
  public Answer run(Context context) {
    yes.require();
    CollectionSchema schema = schema(context);
    List<String> ids = rows.keys(schema);
    long deleted = context.engine().data().delete(ref(), Keys.parse(schema.primaryKey(), ids));
    return Answer.Outcome.of(
        "deleted %d of %s from %s".formatted(deleted, Wording.count(ids.size(), "row"), collection),
        Answer.object("collection", collection, "deleted", deleted));
  }
}
