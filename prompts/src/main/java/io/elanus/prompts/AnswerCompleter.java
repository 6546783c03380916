package io.elanus.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/**
 * Offers what a question would accept and what goes on with what is typed, the default first. Where
 * nothing can be listed it offers the default alone.
 */
final class AnswerCompleter implements Completer {
  private @Nullable Question question;

  void ask(Question next) {
    question = next;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    Question asked = Objects.requireNonNull(question, "nothing was asked");
    String before = line.word().substring(0, line.wordCursor());
    String behind = line.word().substring(line.wordCursor());
    for (Candidate candidate : withDefaultFirst(offered(asked, before), asked.defaultValue())) {
      String value = candidate.value();
      if (value.regionMatches(true, 0, before, 0, before.length())
          && value.length() >= before.length() + behind.length()
          && value.endsWith(behind)) {
        candidates.add(candidate);
      }
    }
  }

  private static List<Candidate> offered(Question question, String typed) {
    return switch (question.kind()) {
      case AnswerKind.OneOf oneOf -> choices(oneOf.choices(), "");
      case AnswerKind.SomeOf someOf ->
          choices(someOf.choices(), typed.substring(0, typed.lastIndexOf(',') + 1));
      case AnswerKind.YesNo _ -> choices(List.of(Choice.of("yes"), Choice.of("no")), "");
      case AnswerKind.ExistingFile file ->
          file.paths().completions(typed, file.fits()).stream().map(AnswerCompleter::path).toList();
      case AnswerKind.Text text -> choices(text.examples().stream().map(Choice::of).toList(), "");
      case AnswerKind.WholeNumber _, AnswerKind.PositiveNumber _ -> List.of();
    };
  }

  private static List<Candidate> choices(List<Choice> choices, String before) {
    return choices.stream()
        .filter(Choice::available)
        .map(
            choice ->
                candidate(
                    before + choice.value(),
                    choice.value(),
                    choice.help().isEmpty() ? null : choice.help(),
                    0))
        .toList();
  }

  private static Candidate path(String path) {
    String name = path.substring(path.lastIndexOf('/', path.length() - 2) + 1);
    return candidate(path, name, null, 0);
  }

  /** In the order in which they stand, which the line editor would otherwise not keep. */
  private static List<Candidate> withDefaultFirst(
      List<Candidate> offered, @Nullable String standard) {
    List<Candidate> ordered = new ArrayList<>();
    if (standard != null && !standard.isEmpty()) {
      ordered.add(
          offered.stream()
              .filter(candidate -> candidate.value().equals(standard))
              .findFirst()
              .orElseGet(() -> candidate(standard, standard, null, 0)));
    }
    for (Candidate candidate : offered) {
      if (!candidate.value().equals(standard)) {
        ordered.add(
            candidate(candidate.value(), candidate.displ(), candidate.descr(), ordered.size()));
      }
    }
    return ordered;
  }

  /** No blank follows it: an answer ends with Enter. */
  private static Candidate candidate(String value, String shown, @Nullable String help, int order) {
    return new Candidate(value, shown, null, help, null, null, false, order);
  }
}
