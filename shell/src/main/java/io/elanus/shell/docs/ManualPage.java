package io.elanus.shell.docs;

import io.elanus.api.index.Defaults;
import io.elanus.api.index.IndexSpec;
import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.MetricType;
import io.elanus.api.index.Parameter;
import io.elanus.api.index.SearchRange;
import io.elanus.api.index.Stage;
import io.elanus.shell.dialog.MetricHelp;
import io.elanus.shell.session.Version;
import java.util.List;

/** The manual page, in the macros of man(7). */
final class ManualPage {
  private static final String INTRODUCTION =
      """
      .SH NAME
      elanus \\- shell for vector collections with the engine inside
      .SH SYNOPSIS
      .nf
      elanus [FLAGS]
      elanus [FLAGS] COMMAND ...
      elanus [FLAGS] \\-e 'COMMAND; COMMAND'
      elanus [FLAGS] FILE
      .fi
      .SH DESCRIPTION
      Keeps collections of vectors in a folder, builds indexes over them and searches, without a server.
      Without a command it is an interactive shell at a terminal, and reads commands from standard input elsewhere.
      .PP
      At a terminal a command asks for what it was not given; Tab completes, Enter takes the default, Ctrl\\-C leaves.
      Elsewhere nothing is asked: the missing flag is named.
      Data goes to standard output; messages, errors and progress to standard error.
      """;

  private static final String LINES =
      """
      .SH LINES
      A command ends at a semicolon or at the end of its line; a backslash there joins the next line.
      Words end at blanks, unless they stand in single or double quotes.
      A word that starts with a bracket or brace reaches to the one that closes it, so that vectors and rows need no quotes.
      A word that starts with # starts a comment.
      """;

  private static final String END =
      """
      .SH EXIT STATUS
      .TP
      0
      all went well
      .TP
      1
      a command failed
      .TP
      2
      a command line was malformed or incomplete
      .TP
      130
      interrupted
      .SH ENVIRONMENT
      .TP
      ELANUS_DATA
      data directory, where \\-\\-data does not say otherwise
      .TP
      ELANUS_JAVA_HOME
      JDK to run on
      .TP
      ELANUS_JAVA_OPTS
      flags for the Java virtual machine, such as \\-Xmx8g
      .TP
      NO_COLOR
      no colours where it is set
      .SH FILES
      .TP
      $XDG_DATA_HOME/elanus
      data directory; ~/.local/share/elanus where the variable is not set
      .TP
      $XDG_STATE_HOME/elanus/history
      lines typed at the prompt; below ~/.local/state where the variable is not set
      """;

  private final StringBuilder text = new StringBuilder();

  private ManualPage() {}

  static String text(List<DocumentedCommand> commands) {
    return new ManualPage().write(commands);
  }

  private String write(List<DocumentedCommand> commands) {
    text.append(".\\\" Written by scripts/generate-docs from the commands themselves.\n");
    text.append(".TH ELANUS 1 \"\" \"Elanus ")
        .append(Version.TEXT)
        .append("\" \"User Commands\"\n");
    text.append(INTRODUCTION);
    text.append(
        ".SH FLAGS\nThey may stand before the command; those with two dashes also behind it.\n");
    DocumentedCommand.processFlags().forEach(this::flag);
    text.append(LINES).append(".SH COMMANDS\n");
    commands.forEach(this::command);
    metrics();
    range();
    text.append(".SH INDEX TYPES\nOne index for each vector field.\n");
    text.append("Parameters are given as NAME:VALUE or NAME=VALUE.\n");
    IndexTypes.all().forEach(this::indexType);
    return text.append(END).toString();
  }

  private void command(DocumentedCommand command) {
    text.append(".SS ").append(escaped(command.name()));
    for (Argument argument : command.arguments()) {
      text.append(" [")
          .append(escaped(argument.label()))
          .append(argument.repeatable() ? " ...]" : "]");
    }
    text.append('\n').append(line(command.summary())).append('\n');
    if (command.names().size() > 1) {
      List<String> others = command.names().subList(1, command.names().size());
      text.append("Also: ").append(escaped(String.join(", ", others))).append(".\n");
    }
    for (Argument argument : command.arguments()) {
      term(argument.label(), argument.help());
    }
    command.flags().forEach(this::flag);
    if (!command.examples().isEmpty()) {
      text.append(".PP\nExamples:\n.PP\n.nf\n");
      command.examples().forEach(example -> text.append(line(example)).append('\n'));
      text.append(".fi\n");
    }
  }

  private void flag(Flag flag) {
    String names = String.join(", ", flag.names());
    term(flag.takesValue() ? names + " " + flag.label() : names, flag.help());
  }

  private void metrics() {
    text.append(".SH METRICS\n");
    for (MetricType metric : MetricType.values()) {
      term(metric.name(), MetricHelp.sentence(metric));
    }
  }

  private void range() {
    text.append(".SH RANGE SEARCH\n");
    text.append("A search of any index type takes these parameters too.\n");
    SearchRange.sentences().forEach(this::term);
  }

  private void indexType(IndexSpec spec) {
    text.append(".SS ").append(escaped(spec.name())).append('\n');
    text.append(line(spec.sentence())).append('\n');
    List<String> metrics = spec.metrics().stream().map(MetricType::name).toList();
    text.append("Metrics: ").append(String.join(", ", metrics)).append(".\n");
    if (!spec.available()) {
      text.append("Not available yet.\n");
    }
    for (Parameter parameter : spec.parameters()) {
      String stage = parameter.stage() == Stage.BUILD ? "build" : "search";
      term(
          "%s (%s; %s; default %s)"
              .formatted(parameter.name(), stage, parameter.range(), Defaults.text(parameter)),
          parameter.sentence());
    }
  }

  private void term(String term, String explanation) {
    text.append(".TP\n.B ").append(escaped(term)).append('\n');
    text.append(line(explanation)).append('\n');
  }

  /** Text at the start of a line, where a dot or quote would be a macro. */
  private static String line(String words) {
    String escaped = escaped(words);
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private static String escaped(String words) {
    return words.replace("\\", "\\e").replace("-", "\\-");
  }
}
