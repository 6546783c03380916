package io.elanus.shell.docs;

import io.elanus.shell.grammar.ValueKind;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A value without a flag, as documents show it. */
record Argument(String label, boolean repeatable, String help, ValueKind kind) {
  static Argument of(PositionalParamSpec argument) {
    return new Argument(
        argument.paramLabel(),
        argument.arity().max() > 1,
        String.join(" ", argument.description()),
        ValueKind.of(argument));
  }
}
