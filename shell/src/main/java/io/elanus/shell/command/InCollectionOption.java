package io.elanus.shell.command;

import picocli.CommandLine.Option;

/** The collection, spelt in every way in which milvus_cli spells it. */
final class InCollectionOption {
  @Option(
      names = {"-c", "--collection-name", "--collection"},
      paramLabel = "NAME",
      description = "Collection; the one in use if left out.")
  String name;
}
