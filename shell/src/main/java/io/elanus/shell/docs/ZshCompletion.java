package io.elanus.shell.docs;

import io.elanus.shell.grammar.ValueKind;
import java.util.List;

/** Completion for zsh. */
final class ZshCompletion {
  private static final String HEAD =
      """
      #compdef elanus
      # Completion of elanus for zsh. Written by scripts/generate-docs from the commands themselves.

      _elanus_collections() {
        local -a names data
        (( ${+opt_args[--data]} )) && data=(--data ${opt_args[--data]})
        names=(${(f)"$($service $data --output csv list collections 2>/dev/null | sed -e 1d -e 's/,.*//')"})
        compadd -a names
      }

      # A script is completed once its name is begun.
      _elanus_first() {
        local found=1
        _elanus_words && found=0
        [[ -n $PREFIX ]] && _files && found=0
        return found
      }

      _elanus_words() {
        local -a commands
        commands=(
      """;

  private final List<DocumentedCommand> commands;
  private final StringBuilder text = new StringBuilder(HEAD);

  private ZshCompletion(List<DocumentedCommand> commands) {
    this.commands = commands;
  }

  static String text(List<DocumentedCommand> commands) {
    return new ZshCompletion(commands).write();
  }

  private String write() {
    for (String word : DocumentedCommand.nextWords(commands, "")) {
      text.append("    ").append(described(word, summary(word))).append('\n');
    }
    text.append("  )\n  _describe command commands\n}\n");
    ofTypes("_elanus_metrics", ValueKind.INDEX_METRIC, "");
    ofTypes("_elanus_parameters", ValueKind.BUILD_PARAMETER, " -S ''");
    text.append("\n_elanus() {\n");
    text.append("  local state line\n  typeset -A opt_args\n");
    text.append("  # Those that may stand behind a command too.\n  local -a behind=(\n");
    for (Flag flag : DocumentedCommand.processFlagsBehind()) {
      text.append("    ").append(flag(flag)).append('\n');
    }
    text.append("  )\n  _arguments -C \"$behind[@]\" \\\n");
    for (Flag flag : DocumentedCommand.processFlags()) {
      if (!flag.isLongOnly()) {
        text.append("    ").append(flag(flag)).append(" \\\n");
      }
    }
    text.append("    '1: :_elanus_first' \\\n    '*:: :->rest' && return\n");
    text.append("  [[ $state == rest ]] || return\n  case $line[1] in\n");
    for (String word : DocumentedCommand.nextWords(commands, "")) {
      verb(word);
    }
    return text.append("  esac\n}\n\n_elanus \"$@\"\n").toString();
  }

  /** A function that offers what fits the type of the line, and all where it names none. */
  private void ofTypes(String function, ValueKind kind, String flags) {
    text.append('\n').append(function).append("() {\n  local -a words_of_type\n");
    text.append("  case ${(U)${opt_args[-t]:-$opt_args[--index-type]}} in\n");
    ValuesOfTypes.byType(kind).forEach((type, words) -> ofType(type, words));
    ofType("*", kind.choices());
    text.append("  esac\n  compadd").append(flags).append(" -a words_of_type\n}\n");
  }

  private void ofType(String type, List<String> words) {
    text.append("    ").append(type).append(") words_of_type=(");
    text.append(String.join(" ", words)).append(") ;;\n");
  }

  private String summary(String name) {
    return commands.stream()
        .filter(command -> command.names().contains(name))
        .map(DocumentedCommand::summary)
        .findFirst()
        .orElse("");
  }

  private void verb(String verb) {
    List<String> nouns =
        DocumentedCommand.verbs(commands).contains(verb)
            ? DocumentedCommand.nextWords(commands, verb)
            : List.of();
    text.append("    ").append(verb).append(")\n");
    if (!nouns.isEmpty()) {
      text.append("      if (( CURRENT == 2 )); then\n        local -a nouns\n        nouns=(\n");
      for (String noun : nouns) {
        text.append("          ").append(described(noun, summary(verb + " " + noun))).append('\n');
      }
      text.append("        )\n        _describe command nouns\n");
      text.append(commandOf(verb) == null ? "        return\n      fi\n" : "      fi\n");
      text.append("      case $words[2] in\n");
      for (String noun : nouns) {
        text.append("        ")
            .append(noun)
            .append(")\n          shift words\n          (( CURRENT-- ))\n");
        arguments("          ", commandOf(verb + " " + noun));
        text.append("          return ;;\n");
      }
      text.append("      esac\n");
    }
    DocumentedCommand own = commandOf(verb);
    if (own != null) {
      arguments("      ", own);
    }
    text.append("      ;;\n");
  }

  private DocumentedCommand commandOf(String name) {
    return commands.stream()
        .filter(command -> command.names().contains(name))
        .findFirst()
        .orElse(null);
  }

  private void arguments(String indent, DocumentedCommand command) {
    text.append(indent).append("_arguments \"$behind[@]\"");
    for (Flag flag : command.flags()) {
      text.append(" \\\n").append(indent).append("  ").append(flag(flag));
    }
    for (Argument argument : command.arguments()) {
      text.append(" \\\n").append(indent).append("  ");
      text.append(
          quoted(
              (argument.repeatable() ? "*:" : "1:")
                  + argument.label()
                  + ":"
                  + action(argument.kind())));
    }
    text.append('\n');
  }

  private static String flag(Flag flag) {
    StringBuilder spec = new StringBuilder();
    if (flag.repeatable()) {
      spec.append("'*'");
    } else {
      spec.append(quoted("(" + String.join(" ", flag.names()) + ")"));
    }
    // A value may stand behind the = of a long name, or be the next word.
    List<String> names =
        flag.names().stream()
            .map(name -> flag.takesValue() && name.startsWith("--") ? name + "=" : name)
            .toList();
    spec.append(names.size() == 1 ? names.getFirst() : "{" + String.join(",", names) + "}");
    String value =
        flag.takesValue() ? ":" + flag.label().replace(":", "\\:") + ":" + action(flag.kind()) : "";
    String help = flag.shortHelp().replace("[", "\\[").replace("]", "\\]");
    return spec.append(quoted("[" + help + "]" + value)).toString();
  }

  private static String action(ValueKind kind) {
    List<String> fixed = kind.choices();
    return switch (kind) {
      case COLLECTION, COLLECTION_TO_USE, COLLECTION_TO_DELETE -> "_elanus_collections";
      case FILE -> "_files";
      case DIRECTORY -> "_files -/";
      case COMMAND -> "_elanus_words";
      case INDEX_METRIC -> "_elanus_metrics";
      case BUILD_PARAMETER -> "_elanus_parameters";
      case SEARCH_PARAMETER -> "compadd -S \"\" " + String.join(" ", fixed);
      default -> fixed.isEmpty() ? " " : "(" + String.join(" ", fixed) + ")";
    };
  }

  private static String described(String word, String help) {
    String colonFree = help.endsWith(".") ? help.substring(0, help.length() - 1) : help;
    return quoted(word + ":" + colonFree.replace(":", "\\:"));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
