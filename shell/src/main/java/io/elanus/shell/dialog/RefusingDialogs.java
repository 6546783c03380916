package io.elanus.shell.dialog;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.grammar.ValueKind;
import picocli.CommandLine.Model.ArgSpec;

/** Where there is no terminal nothing is asked: the first missing option is named. */
public final class RefusingDialogs implements Dialogs {
  @Override
  public void complete(Invocation given) {
    for (ArgSpec missing : given.missing()) {
      throw new ElanusException(
          ErrorCode.MISSING_OPTION,
          "missing " + Invocation.name(missing),
          hint(ValueKind.of(missing)));
    }
  }

  private static String hint(ValueKind missing) {
    return switch (missing) {
      case COLLECTION -> "or choose one for the commands that follow: use COLLECTION";
      case CONFIRMATION -> "nothing is asked here, and this cannot be undone";
      default -> null;
    };
  }
}
