package io.elanus.shell.command;

import io.elanus.api.DuplicateKeys;
import io.elanus.shell.action.OnDuplicate;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.ValueKind;
import picocli.CommandLine.Option;

/** What an insert does with rows whose keys are there already. */
final class DuplicatesOption {
  @Takes(ValueKind.ON_DUPLICATE)
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
