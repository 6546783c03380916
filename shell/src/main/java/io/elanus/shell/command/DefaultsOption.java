package io.elanus.shell.command;

import io.elanus.api.index.Defaults;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.ValueKind;
import picocli.CommandLine.Option;

/** The rule for parameters that are not given. */
final class DefaultsOption {
  @Takes(ValueKind.DEFAULTS)
  @Option(
      names = "--defaults",
      paramLabel = "RULE",
      description =
          "Parameters that are not given: fitted to the data, which is the standard, or those of"
              + " milvus.")
  String name;

  /**
   * @throws io.elanus.base.ElanusException INVALID_ARGUMENT
   */
  Defaults rule() {
    return name == null ? Defaults.FITTED : Defaults.parse(name);
  }
}
