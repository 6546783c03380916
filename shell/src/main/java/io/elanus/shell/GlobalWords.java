package io.elanus.shell;

import io.elanus.shell.grammar.GlobalOptions;
import io.elanus.shell.grammar.UsageErrors;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The arguments of the process, with the flags of the process told from the words of a command.
 *
 * <p>Before the command any flag of the process may stand; after its first word only those that
 * begin with {@code --} and mean nothing to a command.
 */
record GlobalWords(GlobalOptions options, List<String> command) {
  private static final List<String> ONLY_BEFORE =
      List.of("--execute", "--script", "--help", "--version");

  static GlobalWords parse(String[] args) {
    GlobalOptions options = new GlobalOptions();
    CommandLine parser = new CommandLine(options);
    CommandSpec spec = parser.getCommandSpec();
    List<String> global = new ArrayList<>();
    List<String> command = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      String word = args[i];
      boolean before = command.isEmpty();
      boolean flag = word.startsWith("-") && word.length() > 1;
      if (before ? flag : isGlobal(spec, word)) {
        global.add(word);
        OptionSpec option = option(spec, word);
        if (option != null && takesNext(option, word) && i + 1 < args.length) {
          global.add(args[++i]);
        }
      } else {
        command.add(word);
      }
    }
    try {
      parser.parseArgs(global.toArray(new String[0]));
    } catch (ParameterException e) {
      throw UsageErrors.of("elanus", e);
    }
    return new GlobalWords(options, command);
  }

  private static boolean isGlobal(CommandSpec spec, String word) {
    if (!word.startsWith("--")) {
      return false;
    }
    OptionSpec option = option(spec, word);
    return option != null && !ONLY_BEFORE.contains(option.longestName());
  }

  private static OptionSpec option(CommandSpec spec, String word) {
    int equals = word.indexOf('=');
    return spec.findOption(equals < 0 ? word : word.substring(0, equals));
  }

  private static boolean takesNext(OptionSpec option, String word) {
    return option.arity().min() > 0 && word.indexOf('=') < 0;
  }
}
