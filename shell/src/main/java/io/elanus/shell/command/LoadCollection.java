package io.elanus.shell.command;

import io.elanus.shell.action.JobFollower;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.output.Answer;

/** {@code load collection}. */
final class LoadCollection extends InCollection {
  static final CommandEntry ENTRY =
      CommandEntry.of("load collection", "Load a collection for searching.", LoadCollection::new)
          .also("load");

  @Override
  public Answer run(Context context) {
    new JobFollower(context.session())
        .follow(
            context.engine().collections().load(ref()),
            "load " + collection,
            "cancelled the loading of " + collection,
            "searches open what they need");
    return Answer.Outcome.of(
        "loaded collection " + collection, Answer.object("collection", collection, "loaded", true));
  }
}
