package io.elanus.shell.dialog;

import io.elanus.prompts.Answers;
import io.elanus.prompts.Form;
import io.elanus.shell.input.Input;
import java.util.function.Function;

/**
 * The dialog of one command.
 *
 * @param known what was given as options
 * @param form all questions of the command
 * @param input makes the complete input of the answers
 */
record CommandDialog(Answers known, Form form, Function<Answers, Input> input) {
  /** What was given, by the names of the questions; arguments alternate between name and value. */
  static Answers given(Object... namesAndValues) {
    Answers known = Answers.none();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        known = known.with((String) namesAndValues[i], namesAndValues[i + 1].toString());
      }
    }
    return known;
  }
}
