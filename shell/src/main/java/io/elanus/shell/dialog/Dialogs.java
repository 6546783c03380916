package io.elanus.shell.dialog;

import io.elanus.shell.input.Input;

/** Completes an input before it runs. */
public interface Dialogs {
  /**
   * The input with nothing missing.
   *
   * @param input as the command line has it, on the collection in use where it names none
   * @throws io.elanus.base.ElanusException MISSING_OPTION where nobody can be asked, CANCELLED
   *     where the person left
   */
  Input complete(Input input);
}
