package io.elanus.shell.command;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import picocli.CommandLine.Option;

/** The collection and one of its indexes, by the index's name or its field's. */
abstract class OnIndex extends InCollection {
  @Takes(value = ValueKind.INDEX, asked = Asked.ASIDE)
  @Option(
      names = {"-in", "--index-name"},
      paramLabel = "NAME",
      description = "Name of the index; may be left out where there is just one.")
  String index;

  @Takes(ValueKind.INDEXED_FIELD)
  @Option(
      names = {"-f", "--field-name", "--field"},
      paramLabel = "FIELD",
      description = "Field that the index is on, instead of its name.")
  String field;

  @Override
  public void settle() {
    if (index != null && field != null) {
      throw new ElanusException(
          ErrorCode.USAGE, "give --index-name (-in) or --field-name (-f), not both");
    }
    index = index != null ? index : field;
    field = null;
  }
}
