package io.elanus.shell.command;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import picocli.CommandLine.Option;

/** Leave to do what cannot be undone. */
final class YesOption {
  @Takes(value = ValueKind.CONFIRMATION, asked = Asked.REQUIRED)
  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask whether it is meant.")
  Boolean confirmed;

  /**
   * @throws ElanusException CANCELLED where leave was not given
   */
  void require() {
    if (!Boolean.TRUE.equals(confirmed)) {
      throw new ElanusException(ErrorCode.CANCELLED, "nothing was deleted");
    }
  }
}
