package io.elanus.shell.command;

import io.elanus.shell.input.CollectionInput;
import io.elanus.shell.input.Input;
import picocli.CommandLine.Option;

/** {@code delete collection}. */
final class DeleteCollection implements Command {
  @Option(
      names = {"-c", "--collection-name", "--collection"},
      paramLabel = "NAME",
      description =
          "Collection to delete, with its rows and indexes; always named, never the one in use.")
  String collection;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask whether it is meant.")
  Boolean confirmed;

  @Override
  public Input input() {
    return new CollectionInput.Delete(collection, confirmed);
  }
}
