package io.elanus.shell.command;

import io.elanus.api.DuplicateKeys;
import io.elanus.shell.input.OnDuplicate;
import picocli.CommandLine.Option;

/** What an insert does with rows whose keys are there already. */
final class OnDuplicateOption {
  @Option(
      names = "--on-duplicate",
      paramLabel = "HOW",
      description =
          "For rows whose keys are there already: error, skip or replace; error if left out.")
  String how;

  /** Null where it was not given. */
  DuplicateKeys choice() {
    return how == null ? null : OnDuplicate.parse(how);
  }
}
