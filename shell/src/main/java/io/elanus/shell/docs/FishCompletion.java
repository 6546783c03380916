package io.elanus.shell.docs;

import io.elanus.shell.grammar.ValueKind;
import java.util.List;

/** Completion for fish. */
final class FishCompletion {
  private static final String HEAD =
      """
      # Completion of elanus for fish. Written by scripts/generate-docs from the commands themselves.

      # The words of the command so far, without flags.
      function __elanus_words
        set -l words (commandline -opc)
        set -e words[1]
        set -l skip 0
        for word in $words
          if test $skip = 1
            set skip 0
            continue
          end
          switch $word
            case %s
              set skip 1
            case '-*'
              continue
            case '*'
              echo $word
          end
        end
      end

      function __elanus_starts
        set -l words (__elanus_words)
        test (count $words) -le (count $argv); or return 1
        test "$words" = "$argv"
      end

      function __elanus_in
        set -l words (__elanus_words)
        set -l count (count $argv)
        test (count $words) -ge $count; and test "$words[1..$count]" = "$argv"
      end

      function __elanus_collections
        set -l program (commandline -opc)[1]
        $program --output csv list collections 2>/dev/null | sed -e 1d -e 's/,.*//'
      end

      # The index type that the line names, in capitals.
      function __elanus_type
        set -l words (commandline -opc)
        set -l next 0
        for word in $words
          if test $next = 1
            string upper -- $word
            set next 0
          end
          switch $word
            case -t --index-type
              set next 1
            case '--index-type=*'
              string upper -- (string replace -- --index-type= '' $word)
          end
        end
      end

      complete -c elanus -f
      # A script is completed once its name is begun.
      complete -c elanus -n '__elanus_starts; and string length -q -- (commandline -ct)' -F
      """;

  private final List<DocumentedCommand> commands;
  private final StringBuilder text = new StringBuilder();

  private FishCompletion(List<DocumentedCommand> commands) {
    this.commands = commands;
  }

  static String text(List<DocumentedCommand> commands) {
    return new FishCompletion(commands).write();
  }

  private String write() {
    List<Flag> process = DocumentedCommand.processFlags();
    text.append(
        HEAD.formatted(String.join(" ", DocumentedCommand.spellings(process, Flag::takesValue))));
    ofTypes(ValueKind.INDEX_METRIC);
    ofTypes(ValueKind.BUILD_PARAMETER);
    for (Flag flag : process) {
      flag(flag.isLongOnly() ? "" : "__elanus_starts", flag);
    }
    for (String word : DocumentedCommand.nextWords(commands, "")) {
      word("__elanus_starts", word, summary(word));
    }
    for (String verb : DocumentedCommand.verbs(commands)) {
      for (String noun : DocumentedCommand.nextWords(commands, verb)) {
        word("__elanus_starts " + verb, noun, summary(verb + " " + noun));
      }
    }
    for (DocumentedCommand command : commands) {
      for (String name : command.names()) {
        for (Flag flag : command.flags()) {
          flag("__elanus_in " + name, flag);
        }
        for (Argument argument : command.arguments()) {
          argument("__elanus_in " + name, argument);
        }
      }
    }
    return text.toString();
  }

  /** A function that offers what fits the type of the line, and all where it names none. */
  private void ofTypes(ValueKind kind) {
    text.append("\nfunction ")
        .append(function(kind))
        .append("\n  set -l type (__elanus_type) ''\n");
    text.append("  switch $type[1]\n");
    ValuesOfTypes.byType(kind)
        .forEach(
            (type, words) ->
                text.append("    case ").append(type).append("\n      ").append(echo(words)));
    text.append("    case '*'\n      ").append(echo(kind.choices()));
    text.append("  end\nend\n\n");
  }

  private static String function(ValueKind kind) {
    return kind == ValueKind.INDEX_METRIC ? "__elanus_metrics" : "__elanus_parameters";
  }

  private static String echo(List<String> words) {
    return words.isEmpty() ? "true\n" : "printf '%s\\n' " + String.join(" ", words) + "\n";
  }

  private String summary(String name) {
    return commands.stream()
        .filter(command -> command.names().contains(name))
        .map(DocumentedCommand::summary)
        .findFirst()
        .orElse("");
  }

  private void word(String condition, String word, String help) {
    text.append("complete -c elanus -n ").append(quoted(condition)).append(" -a ").append(word);
    if (!help.isEmpty()) {
      text.append(" -d ").append(quoted(help.substring(0, help.length() - 1)));
    }
    text.append('\n');
  }

  private void flag(String condition, Flag flag) {
    text.append("complete -c elanus");
    text.append(condition.isEmpty() ? "" : " -n " + quoted(condition));
    for (String name : flag.names()) {
      if (name.startsWith("--")) {
        text.append(" -l ").append(name.substring(2));
      } else {
        text.append(name.length() == 2 ? " -s " : " -o ").append(name.substring(1));
      }
    }
    if (flag.takesValue()) {
      text.append(values(flag.kind()).isEmpty() ? " -x" : values(flag.kind()));
    }
    text.append(" -d ").append(quoted(flag.shortHelp())).append('\n');
  }

  private void argument(String condition, Argument argument) {
    String values = values(argument.kind());
    if (!values.isEmpty()) {
      text.append("complete -c elanus -n ").append(quoted(condition));
      text.append(values.replace(" -x", "").replace(" -r", "")).append('\n');
    }
  }

  private String values(ValueKind kind) {
    List<String> fixed = kind.choices();
    return switch (kind) {
      case COLLECTION, COLLECTION_TO_USE, COLLECTION_TO_DELETE -> " -x -a '(__elanus_collections)'";
      case FILE -> " -r -F";
      case DIRECTORY -> " -x -a '(__fish_complete_directories)'";
      case COMMAND ->
          " -x -a " + quoted(String.join(" ", DocumentedCommand.nextWords(commands, "")));
      case INDEX_METRIC, BUILD_PARAMETER -> " -x -a '(" + function(kind) + ")'";
      default -> fixed.isEmpty() ? "" : " -x -a " + quoted(String.join(" ", fixed));
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
