package io.elanus.shell.command;

import io.elanus.api.Engine;
import io.elanus.shell.action.CollectionValues;
import io.elanus.shell.action.IndexValues;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.output.Answer;
import java.util.Map;

/** {@code show collection}. */
final class ShowCollection extends InCollection {
  static final CommandEntry ENTRY =
      CommandEntry.of(
          "show collection", "Show fields, size and indexes of a collection.", ShowCollection::new);

  @Override
  public Answer run(Context context) {
    Engine engine = context.engine();
    Map<String, Object> values = CollectionValues.describe(describe(context));
    values.put("indexes", IndexValues.listing(engine.indexes().list(ref())));
    return new Answer.Details(values);
  }
}
