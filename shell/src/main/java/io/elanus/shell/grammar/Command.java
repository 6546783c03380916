package io.elanus.shell.grammar;

import io.elanus.shell.output.Answer;

/**
 * One command: a class whose fields are picocli's options and parameters. A field is null where
 * nothing was given for it.
 */
public interface Command {
  /**
   * Refuses what is wrong whatever the data, before anything is asked, and brings values that may
   * be given by several options into the one that {@link Invocation#text} shows.
   *
   * @throws io.elanus.base.ElanusException USAGE, NOT_AVAILABLE
   */
  default void settle() {}

  /** Whether it cannot do without a value of a kind that is declared as required. */
  default boolean needs(ValueKind kind) {
    return true;
  }

  /** Runs with nothing missing; the answer is printed by whoever called. */
  Answer run(Context context);
}
