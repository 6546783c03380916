package io.elanus.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.shell.dialog.Confirmed;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.CommandTree;
import io.elanus.shell.grammar.GlobalOptions;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.ValueKind;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What completion, dialogs, help and manual read from a command is all declared there. */
class CommandsTest {
  static List<CommandEntry> entries() {
    return Commands.tree().entries();
  }

  static List<CommandSpec> specs() {
    List<CommandSpec> specs = new ArrayList<>();
    entries().forEach(entry -> specs.add(CommandTree.parser(entry).getCommandSpec()));
    specs.add(CommandSpec.forAnnotatedObject(new GlobalOptions()).name("elanus"));
    return specs;
  }

  @ParameterizedTest
  @MethodSource("specs")
  void everyValueSaysWhatItIs(CommandSpec spec) {
    for (ArgSpec argument : spec.args()) {
      if (!CommandTree.isSwitch(argument)) {
        assertInstanceOf(Field.class, argument.userObject(), spec.name() + " " + argument);
        assertNotNull(
            ((Field) argument.userObject()).getAnnotation(Takes.class),
            spec.name() + ": how does completion know what %s takes?".formatted(argument));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void everyFlagIsExplainedInASentence(CommandSpec spec) {
    for (ArgSpec argument : spec.args()) {
      String help = String.join(" ", argument.description());
      assertTrue(help.endsWith("."), spec.name() + " " + argument + ": " + help);
    }
  }

  /** Answers of a dialog are told apart by the kinds of the values. */
  @ParameterizedTest
  @MethodSource("entries")
  void aDialogAsksForEachKindOnce(CommandEntry entry) {
    Invocation invocation = Invocation.parse(entry, List.of());
    Set<ValueKind> kinds = new HashSet<>();
    for (ArgSpec argument : invocation.asked()) {
      ValueKind kind = ValueKind.of(argument);
      boolean differs = kinds.add(kind) || kind == ValueKind.FREE;
      assertTrue(differs, entry.name() + " asks twice for " + kind);
    }
    assertEquals(
        kinds.contains(ValueKind.CONFIRMATION),
        invocation.command() instanceof Confirmed,
        entry.name());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void whatIsMissingIsCalledByFlagsThatAreThere(CommandEntry entry) {
    CommandSpec spec = CommandTree.parser(entry).getCommandSpec();
    for (ArgSpec missing : Invocation.parse(entry, List.of()).missing()) {
      String name = Invocation.name(missing);
      Matcher flags = Pattern.compile("--[a-z-]+").matcher(name);
      while (flags.find()) {
        assertNotNull(spec.findOption(flags.group()), entry.name() + ": missing " + name);
      }
    }
  }
}
