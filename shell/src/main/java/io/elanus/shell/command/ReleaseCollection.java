package io.elanus.shell.command;

import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.output.Answer;

/** {@code release collection}. */
final class ReleaseCollection extends InCollection {
  static final CommandEntry ENTRY =
      CommandEntry.of(
              "release collection", "Free the memory of a collection.", ReleaseCollection::new)
          .also("release");

  @Override
  public Answer run(Context context) {
    context.engine().collections().release(ref());
    return Answer.Outcome.of(
        "released collection " + collection,
        Answer.object("collection", collection, "loaded", false));
  }
}
