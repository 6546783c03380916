package io.elanus.shell.grammar;

import io.elanus.base.Wording;
import io.elanus.shell.action.ColumnMap;
import io.elanus.shell.action.Counts;
import io.elanus.shell.action.OnDuplicate;
import io.elanus.shell.action.Pairs;
import io.elanus.shell.grammar.Takes.Asked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** One command with the values given so far, by flags first, then by the answers of a dialog. */
public final class Invocation {
  private final CommandEntry entry;
  private final CommandLine parser;

  private Invocation(CommandEntry entry, CommandLine parser) {
    this.entry = entry;
    this.parser = parser;
  }

  /**
   * Reads the words behind the command's name.
   *
   * @throws io.elanus.base.ElanusException USAGE
   */
  public static Invocation parse(CommandEntry entry, List<String> words) {
    Invocation invocation = new Invocation(entry, CommandTree.parser(entry));
    try {
      invocation.parser.parseArgs(words.toArray(new String[0]));
    } catch (ParameterException e) {
      throw UsageErrors.of(entry.name(), e);
    }
    if (!invocation.wantsHelp()) {
      invocation.command().settle();
      invocation.arguments().forEach(invocation::settle);
    }
    return invocation;
  }

  /** Checks values whose kind has a rule, and brings them into their one form. */
  private void settle(ArgSpec argument) {
    List<String> values = values(argument);
    if (values.isEmpty()) {
      return;
    }
    switch (ValueKind.of(argument)) {
      case LIMIT -> Counts.limit((Integer) argument.getValue());
      case OFFSET -> Counts.offset((Integer) argument.getValue());
      case BUILD_PARAMETER, SEARCH_PARAMETER -> set(argument, Pairs.sorted(values));
      case COLUMN_MAP -> set(argument, ColumnMap.sorted(values));
      case ON_DUPLICATE ->
          set(argument, List.of(OnDuplicate.name(OnDuplicate.parse(values.getFirst()))));
      default -> {}
    }
  }

  public boolean wantsHelp() {
    return parser.isUsageHelpRequested();
  }

  /** The command, whose fields hold the values. */
  public Command command() {
    return parser.getCommand();
  }

  /** The options and parameters that a dialog asks for, in its order. */
  public List<ArgSpec> asked() {
    return arguments().stream().filter(argument -> when(argument) != Asked.NEVER).toList();
  }

  private List<ArgSpec> arguments() {
    return parser.getCommandSpec().args();
  }

  private static Asked when(ArgSpec argument) {
    Takes takes = ValueKind.takes(argument);
    return takes == null ? Asked.NEVER : takes.asked();
  }

  public boolean isRequired(ArgSpec argument) {
    return when(argument) == Asked.REQUIRED && command().needs(ValueKind.of(argument));
  }

  /** The sentence above the question for an argument; empty where its kind says enough. */
  public static String help(ArgSpec argument) {
    return ValueKind.takes(argument).help();
  }

  /** Those that must still be given before the command can run. */
  public List<ArgSpec> missing() {
    return arguments().stream()
        .filter(argument -> isRequired(argument) && !isGiven(argument))
        .filter(argument -> !isReplaced(argument))
        .toList();
  }

  /** Whether another option was given that makes this one superfluous. */
  public boolean isReplaced(ArgSpec argument) {
    return Arrays.stream(ValueKind.takes(argument).orElse())
        .map(parser.getCommandSpec()::findOption)
        .anyMatch(other -> other != null && isGiven(other));
  }

  /** Whether there is a value, be it an empty list; a switch is given where it is on. */
  public static boolean isGiven(ArgSpec argument) {
    Object value = argument.getValue();
    return value != null && !(argument.type() == boolean.class && value.equals(false));
  }

  /**
   * How an argument is called where it is missing: {@code --collection-name (-c)}, or {@code table,
   * json or csv} for a choice without a flag.
   */
  public static String name(ArgSpec argument) {
    String own = ValueKind.takes(argument).name();
    if (!own.isEmpty()) {
      return own;
    }
    if (argument instanceof OptionSpec option) {
      String[] names = option.names();
      String main = longName(option);
      return names[0].equals(main) ? main : "%s (%s)".formatted(main, names[0]);
    }
    List<String> choices = ValueKind.of(argument).choices();
    int last = choices.size() - 1;
    return last < 1
        ? argument.paramLabel()
        : String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
  }

  /** The first long name; the first of all where none is long. */
  public static String longName(OptionSpec option) {
    return Arrays.stream(option.names())
        .filter(name -> name.startsWith("--"))
        .findFirst()
        .orElse(option.names()[0]);
  }

  Optional<ArgSpec> argument(ValueKind kind) {
    return arguments().stream().filter(argument -> ValueKind.of(argument) == kind).findFirst();
  }

  /** The values of an argument as text; a switch that is on has one, a list in one word too. */
  public List<String> values(ArgSpec argument) {
    if (!isGiven(argument)) {
      return List.of();
    }
    Object value = argument.getValue();
    return switch (value) {
      case Double number -> List.of(Wording.number(number));
      case Collection<?> several when argument.splitRegex().isEmpty() ->
          several.stream().map(Object::toString).toList();
      case Collection<?> several ->
          List.of(String.join(",", several.stream().map(Object::toString).toList()));
      default -> List.of(value.toString());
    };
  }

  /** The values of the argument of this kind. */
  public List<String> values(ValueKind kind) {
    return argument(kind).map(this::values).orElse(List.of());
  }

  /** The one value of the argument of this kind; null where it was not given. */
  public String value(ValueKind kind) {
    List<String> values = values(kind);
    return values.isEmpty() ? null : values.getFirst();
  }

  /** Takes the collection in use where the command works on one and none was named. */
  public void useCollection(String inUse) {
    argument(ValueKind.COLLECTION)
        .filter(argument -> !isGiven(argument))
        .ifPresent(argument -> argument.setValue(inUse));
  }

  /** Replaces what was given for the argument of this kind; no value takes it back. */
  public void set(ValueKind kind, List<String> values) {
    set(argument(kind).orElseThrow(), values);
  }

  /** Replaces what was given for an argument; no value takes it back. */
  public void set(ArgSpec argument, List<String> values) {
    Object nothing = argument.type() == boolean.class ? false : null;
    argument.setValue(values.isEmpty() ? nothing : typed(argument, values));
  }

  private static Object typed(ArgSpec argument, List<String> values) {
    if (argument.isMultiValue()) {
      return argument.splitRegex().isEmpty()
          ? List.copyOf(values)
          : List.of(values.getFirst().split(argument.splitRegex()));
    }
    String value = values.getFirst();
    Class<?> type = argument.type();
    if (type == Boolean.class || type == boolean.class) {
      return Boolean.valueOf(value);
    }
    if (type == Double.class) {
      return Double.valueOf(value);
    }
    if (type == Integer.class) {
      return Integer.valueOf(value);
    }
    return type == Path.class ? Path.of(value) : value;
  }

  /**
   * The command line that says the same, ready for a script: flags in their order, then what the
   * command is about, then leave to do it.
   */
  public String text() {
    StringJoiner text = new StringJoiner(" ").add(entry.shownName());
    List<ArgSpec> last = new ArrayList<>();
    List<ArgSpec> confirmation = new ArrayList<>();
    for (ArgSpec argument : arguments()) {
      ValueKind kind = ValueKind.of(argument);
      if (kind == ValueKind.CONFIRMATION) {
        confirmation.add(argument);
      } else if (argument instanceof PositionalParamSpec || kind == ValueKind.KEYS) {
        last.add(argument);
      } else {
        write(text, argument);
      }
    }
    last.forEach(argument -> write(text, argument));
    confirmation.forEach(argument -> write(text, argument));
    return text.toString();
  }

  private void write(StringJoiner text, ArgSpec argument) {
    boolean isSwitch = CommandTree.isSwitch(argument);
    for (String value : values(argument)) {
      if (isSwitch && !Boolean.parseBoolean(value)) {
        return;
      }
      if (argument instanceof OptionSpec option) {
        text.add(ValueKind.of(argument).isSpeltOut() ? longName(option) : option.names()[0]);
      }
      if (!isSwitch) {
        text.add(CommandWords.quoted(value));
      }
    }
  }
}
