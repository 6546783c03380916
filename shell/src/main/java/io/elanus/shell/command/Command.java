package io.elanus.shell.command;

import io.elanus.shell.input.Input;

/** One command of the grammar. */
public interface Command {
  /** What the parsed flags say. */
  Input input();
}
