package io.elanus.shell.command;

import picocli.CommandLine.Option;

/** The rule for parameters that are not given. */
final class DefaultsOption {
  @Option(
      names = "--defaults",
      paramLabel = "RULE",
      description =
          "Parameters that are not given: fitted to the data, which is the standard, or those of"
              + " milvus.")
  String name;
}
