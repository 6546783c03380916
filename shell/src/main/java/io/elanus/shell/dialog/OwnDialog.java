package io.elanus.shell.dialog;

import io.elanus.shell.grammar.Invocation;

/** A command with questions that the kinds of its values do not tell. */
public interface OwnDialog {
  CommandDialog dialog(Questions questions, Invocation given);

  /** Whether there is something to ask though no option is missing. */
  default boolean lacks(Invocation given) {
    return false;
  }
}
