package io.elanus.shell.docs;

import io.elanus.shell.grammar.CommandTree;
import io.elanus.shell.grammar.ValueKind;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A flag as documents show it.
 *
 * @param names all spellings, short ones first
 * @param label of its value; empty for a flag without one
 */
record Flag(List<String> names, String label, boolean repeatable, String help, ValueKind kind) {
  static Flag of(OptionSpec option) {
    return new Flag(
        List.of(option.names()),
        CommandTree.isSwitch(option) ? "" : option.paramLabel(),
        option.isMultiValue(),
        String.join(" ", option.description()),
        ValueKind.of(option));
  }

  boolean isLongOnly() {
    return names.stream().allMatch(name -> name.startsWith("--"));
  }

  boolean takesValue() {
    return !label.isEmpty();
  }

  /** The help without its full stop, for one-line lists. */
  String shortHelp() {
    return help.endsWith(".") ? help.substring(0, help.length() - 1) : help;
  }
}
