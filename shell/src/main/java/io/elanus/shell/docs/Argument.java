package io.elanus.shell.docs;

import io.elanus.shell.complete.ValueKind;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A value without a flag, as documents show it. */
record Argument(String label, boolean repeatable, String help, ValueKind kind) {
  static Argument of(String command, PositionalParamSpec argument) {
    return new Argument(
        argument.paramLabel(),
        argument.arity().max() > 1,
        String.join(" ", argument.description()),
        ValueKind.of(command, argument));
  }
}
