package io.elanus.shell.command;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The collection and one of its indexes, by the index's name or its field's. */
final class OnIndexOptions {
  @Mixin InCollectionOption collection = new InCollectionOption();

  @Option(
      names = {"-in", "--index-name"},
      paramLabel = "NAME",
      description = "Name of the index; may be left out where there is just one.")
  String indexName;

  @Option(
      names = {"-f", "--field-name", "--field"},
      paramLabel = "FIELD",
      description = "Field that the index is on, instead of its name.")
  String field;

  /** Null where neither was given. */
  String index() {
    if (indexName != null && field != null) {
      throw new ElanusException(
          ErrorCode.USAGE, "give --index-name (-in) or --field-name (-f), not both");
    }
    return indexName != null ? indexName : field;
  }
}
