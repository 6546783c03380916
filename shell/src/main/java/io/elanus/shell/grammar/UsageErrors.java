package io.elanus.shell.grammar;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.base.Wording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the flags of a command in our words. */
public final class UsageErrors {
  private UsageErrors() {}

  public static ElanusException of(String command, ParameterException error) {
    return switch (error) {
      case UnmatchedArgumentException unmatched -> unmatched(command, unmatched);
      case MissingParameterException missing ->
          usage(
              "%s needs a value, %s"
                  .formatted(
                      name(missing.getMissing().getFirst()),
                      missing.getMissing().getFirst().paramLabel()),
              null);
      case OverwrittenOptionException twice ->
          usage(name(twice.getOverwritten()) + " is given twice", null);
      default ->
          error.getArgSpec() != null && error.getValue() != null
              ? usage(
                  "%s must be %s, got %s"
                      .formatted(
                          name(error.getArgSpec()),
                          kind(error.getArgSpec(), error.getValue()),
                          Wording.excerpt(error.getValue())),
                  null)
              : usage(error.getMessage(), "help " + command + " explains it");
    };
  }

  private static ElanusException unmatched(String command, UnmatchedArgumentException error) {
    String first = error.getUnmatched().getFirst();
    if (!first.startsWith("-")) {
      return usage(
          "%s does not take %s".formatted(command, Wording.excerpt(first)),
          "help " + command + " explains it");
    }
    int equals = first.indexOf('=');
    String flag = equals < 0 ? first : first.substring(0, equals);
    return usage(
        "unknown flag %s of %s".formatted(flag, command),
        ofProgram(flag)
            .or(() -> misspelt(flag, error.getCommandLine()))
            .orElse("help " + command + " lists its flags"));
  }

  /** Flags of the process mean nothing behind its prompt or in a script. */
  private static Optional<String> ofProgram(String flag) {
    return Optional.ofNullable(CommandSpec.forAnnotatedObject(new GlobalOptions()).findOption(flag))
        .filter(option -> flag.startsWith("--"))
        .map(option -> "give it when the program starts: elanus " + usage(option));
  }

  private static String usage(OptionSpec option) {
    return option.longestName() + (option.arity().max() > 0 ? " " + option.paramLabel() : "");
  }

  /** A flag of one letter is no misspelling of another. */
  private static Optional<String> misspelt(String flag, CommandLine parser) {
    return flag.length() <= 2
        ? Optional.empty()
        : Suggestions.nearest(flag, names(parser)).map(name -> "did you mean " + name + "?");
  }

  private static List<String> names(CommandLine parser) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : parser.getCommandSpec().options()) {
      if (!option.hidden()) {
        names.addAll(List.of(option.names()));
      }
    }
    return names;
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String kind(ArgSpec argument, String got) {
    Class<?> type = argument.type();
    if ((type == Integer.class || type == Long.class) && got.matches("[-+]?[0-9]+")) {
      return type == Integer.class
          ? "in [%d, %d]".formatted(Integer.MIN_VALUE, Integer.MAX_VALUE)
          : "in [%d, %d]".formatted(Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (type == Path.class) {
      return "a file name";
    }
    return type == Double.class ? "a number" : "a " + type.getSimpleName();
  }

  private static ElanusException usage(String message, String hint) {
    return new ElanusException(ErrorCode.USAGE, message, hint);
  }
}
