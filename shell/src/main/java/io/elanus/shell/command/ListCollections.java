package io.elanus.shell.command;

import io.elanus.shell.input.CollectionInput;
import io.elanus.shell.input.Input;

/** {@code list collections}. */
final class ListCollections implements Command {
  @Override
  public Input input() {
    return new CollectionInput.ListAll();
  }
}
