package io.elanus.shell.docs;

import io.elanus.shell.grammar.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Completion for bash, without the bash-completion package. */
final class BashCompletion {
  private static final String HEAD =
      """
      # Completion of elanus for bash. Written by scripts/generate-docs from the commands themselves.

      _elanus_collections() {
        "$1" "${data[@]}" --output csv list collections 2>/dev/null | sed -e 1d -e 's/,.*//'
      }

      # What a started word means: readline gives it with its quotes and backslashes, and puts them back.
      _elanus_meant() {
        meant=$1
        case $meant in
          \\'*) meant=${meant#\\'} ;;
          \\"*) meant=${meant#\\"} meant=${meant//\\\\/} ;;
          *) meant=${meant//\\\\/} ;;
        esac
      }

      _elanus() {
        local meant current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
        # bash cuts words at = and :
        if [[ $current == = ]]; then
          current=
        elif [[ $previous == = ]]; then
          previous=${COMP_WORDS[COMP_CWORD - 2]}
        fi
        COMPREPLY=()

        local command='' word skip='' i
        local -a data=()
        for ((i = 1; i < COMP_CWORD; i++)); do
          word=${COMP_WORDS[i]}
          if [[ -n $skip ]]; then
            [[ $word == = ]] && continue
            [[ $skip == --data ]] && data=(--data "$word")
            skip=
            continue
          fi
          case $word in
      """;

  private static final String TAIL =
      """
        esac
      @TYPES@
        case $kind in
          collection)
            words=$(_elanus_collections "${COMP_WORDS[0]}") ;;
          file | directory | script)
            compopt -o filenames 2>/dev/null
            _elanus_meant "$current"
            [[ $kind == directory ]] && word=-d || word=-f
            mapfile -t COMPREPLY < <(
              [[ $kind == script ]] && compgen -W "$words" -- "$current"
              compgen "$word" -- "$meant"
            )
            return ;;
          free)
            return ;;
        esac
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
        if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]]; then
          compopt -o nospace 2>/dev/null
        fi
      }

      complete -F _elanus elanus
      """;

  private final List<DocumentedCommand> commands;
  private final StringBuilder text = new StringBuilder(HEAD);

  private BashCompletion(List<DocumentedCommand> commands) {
    this.commands = commands;
  }

  static String text(List<DocumentedCommand> commands) {
    return new BashCompletion(commands).write();
  }

  private String write() {
    List<Flag> process = DocumentedCommand.processFlags();
    text.append("      ")
        .append(String.join(" | ", DocumentedCommand.spellings(process, Flag::takesValue)))
        .append(")\n        [[ -z $command || $word == --* ]] && skip=$word ;;\n");
    text.append("      -*) ;;\n      *)\n        case $command,$word in\n");
    alternatives("          ", starts());
    text.append(")\n            command=\"${command:+$command }$word\" ;;\n");
    text.append("        esac ;;\n    esac\n  done\n\n");
    text.append("  local kind='' words=''\n  case $command,$previous in\n");
    for (Map.Entry<String, List<String>> kind : flagsByKind(process).entrySet()) {
      alternatives("    ", kind.getValue());
      text.append(")\n      kind='").append(kind.getKey()).append("' ;;\n");
    }
    text.append("  esac\n  case $kind,$command in\n");
    values();
    text.append("    ,*)\n      case $command,$current in\n");
    flags(process);
    words();
    text.append("      esac ;;\n");
    return text.append(TAIL.replace("@TYPES@\n", ofTypes())).toString();
  }

  /** What may be taken into the name of the command, after what was taken so far. */
  private List<String> starts() {
    List<String> starts = new ArrayList<>();
    for (String word : DocumentedCommand.nextWords(commands, "")) {
      starts.add("," + word);
    }
    for (String verb : DocumentedCommand.verbs(commands)) {
      for (String noun : DocumentedCommand.nextWords(commands, verb)) {
        starts.add(verb + "," + noun);
      }
    }
    return starts;
  }

  private Map<String, List<String>> flagsByKind(List<Flag> process) {
    Map<String, List<String>> byKind = new TreeMap<>();
    for (DocumentedCommand command : commands) {
      for (Flag flag : command.flags()) {
        if (flag.takesValue()) {
          for (String name : command.names()) {
            flag.names()
                .forEach(spelling -> add(byKind, flag.kind(), "'" + name + "'," + spelling));
          }
        }
      }
    }
    for (Flag flag : process) {
      if (flag.takesValue()) {
        flag.names()
            .forEach(name -> add(byKind, flag.kind(), (name.startsWith("--") ? "*," : ",") + name));
      }
    }
    return byKind;
  }

  private static void add(Map<String, List<String>> byKind, ValueKind kind, String pattern) {
    byKind.computeIfAbsent(name(kind), _ -> new ArrayList<>()).add(pattern);
  }

  /** Names that need the engine, but for collections, are left to a person. */
  private static String name(ValueKind kind) {
    return switch (kind) {
      case COLLECTION, COLLECTION_TO_USE, COLLECTION_TO_DELETE -> "collection";
      case INDEX_TYPE -> "type";
      case INDEX_METRIC, SEARCH_METRIC -> "metric";
      case BUILD_PARAMETER, SEARCH_PARAMETER -> "parameter";
      case DEFAULTS -> "defaults";
      case OUTPUT_FORMAT -> "format";
      case PROGRESS_MODE -> "progress";
      case ON_DUPLICATE -> "duplicate";
      case FILE -> "file";
      case DIRECTORY -> "directory";
      default -> "free";
    };
  }

  private void values() {
    value("type,*", ValueKind.INDEX_TYPE.choices());
    value("metric,*", ValueKind.INDEX_METRIC.choices());
    value("parameter,search", ValueKind.SEARCH_PARAMETER.choices());
    value("parameter,*", ValueKind.BUILD_PARAMETER.choices());
    value("defaults,*", ValueKind.DEFAULTS.choices());
    value("format,*", ValueKind.OUTPUT_FORMAT.choices());
    value("progress,*", ValueKind.PROGRESS_MODE.choices());
    value("duplicate,*", ValueKind.ON_DUPLICATE.choices());
  }

  /** Metrics and parameters of the type that the line names. */
  private static String ofTypes() {
    StringBuilder text =
        new StringBuilder(
            """
              local type=''
              for ((i = 1; i < COMP_CWORD - 1; i++)); do
                case ${COMP_WORDS[i]} in
                  -t | --index-type)
                    type=${COMP_WORDS[i + 1]}
                    [[ $type == = ]] && type=${COMP_WORDS[i + 2]} ;;
                esac
              done
              case $kind,$command,${type^^} in
            """);
    ValuesOfTypes.byType(ValueKind.INDEX_METRIC)
        .forEach((type, words) -> ofType(text, "metric", type, words));
    ValuesOfTypes.byType(ValueKind.BUILD_PARAMETER)
        .forEach((type, words) -> ofType(text, "parameter", type, words));
    return text.append("  esac\n").toString();
  }

  private static void ofType(StringBuilder text, String kind, String type, List<String> words) {
    text.append("    '").append(kind).append(",create index,").append(type);
    text.append("')\n      words='").append(String.join(" ", words)).append("' ;;\n");
  }

  private void value(String pattern, List<String> words) {
    text.append("    ").append(pattern).append(")\n      words='");
    text.append(String.join(" ", words)).append("' ;;\n");
  }

  private void flags(List<Flag> process) {
    flagWords(",-*", process);
    for (DocumentedCommand command : commands) {
      for (String name : command.names()) {
        flagWords("'" + name + "',-*", command.flags());
      }
    }
  }

  private void flagWords(String pattern, List<Flag> flags) {
    text.append("        ").append(pattern).append(")\n          words='");
    text.append(String.join(" ", DocumentedCommand.spellings(flags, _ -> true)));
    text.append("' ;;\n");
  }

  /** Where no flag is being typed: the next word of the command, or its argument. */
  private void words() {
    text.append("        ,*)\n          words='");
    text.append(String.join(" ", DocumentedCommand.nextWords(commands, ""))).append("'\n");
    text.append("          # A script is completed once its name is begun.\n");
    text.append("          [[ -n $current ]] && kind=script ;;\n");
    for (DocumentedCommand command : commands) {
      for (String name : command.names()) {
        for (Argument argument : command.arguments()) {
          argument(name, argument);
        }
      }
    }
    for (String verb : DocumentedCommand.verbs(commands)) {
      text.append("        ").append(verb).append(",*)\n          words='");
      text.append(String.join(" ", DocumentedCommand.nextWords(commands, verb)));
      text.append("' ;;\n");
    }
  }

  private void argument(String command, Argument argument) {
    String doing =
        switch (argument.kind()) {
          case FILE -> "kind='file'";
          case COLLECTION, COLLECTION_TO_USE -> "kind='collection'";
          case COMMAND ->
              "words='" + String.join(" ", DocumentedCommand.nextWords(commands, "")) + "'";
          case OUTPUT_FORMAT, CLEAR ->
              "words='" + String.join(" ", argument.kind().choices()) + "'";
          default -> "kind='free'";
        };
    text.append("        '").append(command).append("',*)\n          ").append(doing);
    text.append(" ;;\n");
  }

  /** A case pattern with a line for each few alternatives. */
  private void alternatives(String indent, List<String> patterns) {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < patterns.size(); i++) {
      String piece = (i == 0 ? "" : " | ") + patterns.get(i);
      if (line.length() + piece.length() > 98) {
        text.append(line).append(" |\\\n");
        line = new StringBuilder(indent).append("  ").append(patterns.get(i));
      } else {
        line.append(piece);
      }
    }
    text.append(line);
  }
}
