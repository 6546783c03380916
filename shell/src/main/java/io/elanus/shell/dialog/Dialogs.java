package io.elanus.shell.dialog;

import io.elanus.shell.grammar.Invocation;

/** Completes a command before it runs. */
public interface Dialogs {
  /**
   * Gives it what is missing.
   *
   * @param given as the command line has it, on the collection in use where it names none
   * @throws io.elanus.base.ElanusException MISSING_OPTION where nobody can be asked, CANCELLED
   *     where the person left
   */
  void complete(Invocation given);
}
