package io.elanus.shell.docs;

import io.elanus.shell.complete.ValueKind;
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
    text.append("  )\n  _describe command commands\n}\n\n_elanus() {\n");
    text.append("  local state line\n  typeset -A opt_args\n  _arguments -C \\\n");
    for (Flag flag : DocumentedCommand.processFlags()) {
      text.append("    ").append(flag("", flag)).append(" \\\n");
    }
    text.append("    '1: :_elanus_words' \\\n    '*:: :->rest' && return\n");
    text.append("  [[ $state == rest ]] || return\n  case $line[1] in\n");
    for (String word : DocumentedCommand.nextWords(commands, "")) {
      verb(word);
    }
    return text.append("  esac\n}\n\n_elanus \"$@\"\n").toString();
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
    text.append(indent).append("_arguments");
    for (Flag flag : command.flags()) {
      text.append(" \\\n").append(indent).append("  ").append(flag(command.name(), flag));
    }
    for (Argument argument : command.arguments()) {
      text.append(" \\\n").append(indent).append("  ");
      text.append(
          quoted(
              (argument.repeatable() ? "*:" : "1:")
                  + argument.label()
                  + ":"
                  + action(argument.kind(), command.name())));
    }
    text.append('\n');
  }

  private static String flag(String command, Flag flag) {
    StringBuilder spec = new StringBuilder();
    if (flag.repeatable()) {
      spec.append("'*'");
    } else {
      spec.append(quoted("(" + String.join(" ", flag.names()) + ")"));
    }
    spec.append(
        flag.names().size() == 1
            ? flag.names().getFirst()
            : "{" + String.join(",", flag.names()) + "}");
    String value =
        flag.takesValue()
            ? ":" + flag.label().replace(":", "\\:") + ":" + action(flag.kind(), command)
            : "";
    String help = flag.shortHelp().replace("[", "\\[").replace("]", "\\]");
    return spec.append(quoted("[" + help + "]" + value)).toString();
  }

  private static String action(ValueKind kind, String command) {
    return switch (kind) {
      case COLLECTION -> "_elanus_collections";
      case FILE -> "_files";
      case DIRECTORY -> "_files -/";
      case COMMAND -> "_elanus_words";
      case PARAMETER -> "compadd -S \"\" " + String.join(" ", FixedValues.of(kind, command));
      case INDEX_TYPE, METRIC, OUTPUT_FORMAT, PROGRESS_MODE, ON_DUPLICATE, CLEAR ->
          "(" + String.join(" ", FixedValues.of(kind, command)) + ")";
      case FIELD, NEW_FIELD, NEW_KEY, FIELDS, VECTOR_FIELD, INDEX, FREE -> " ";
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
