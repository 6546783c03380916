package io.elanus.prompts;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers what a question would accept. */
final class AnswerCompleter implements Completer {
  private Question question;

  void ask(Question next) {
    question = next;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String typed = line.word();
    switch (question.kind()) {
      case AnswerKind.OneOf oneOf -> addChoices(candidates, oneOf.choices(), "");
      case AnswerKind.SomeOf someOf ->
          addChoices(candidates, someOf.choices(), typed.substring(0, typed.lastIndexOf(',') + 1));
      case AnswerKind.YesNo _ ->
          addChoices(candidates, List.of(Choice.of("yes"), Choice.of("no")), "");
      case AnswerKind.ExistingFile file -> {
        for (String path : file.paths().completions(typed, file.fits())) {
          String name = path.substring(path.lastIndexOf('/', path.length() - 2) + 1);
          candidates.add(new Candidate(path, name, null, null, null, null, !path.endsWith("/")));
        }
      }
      case AnswerKind.Text text ->
          addChoices(candidates, text.examples().stream().map(Choice::of).toList(), "");
      case AnswerKind.WholeNumber _, AnswerKind.PositiveNumber _ -> {}
    }
    if (candidates.isEmpty() && typed.isEmpty()) {
      addDefault(candidates);
    }
  }

  private void addDefault(List<Candidate> candidates) {
    String value = question.defaultValue();
    if (value != null && !value.isEmpty()) {
      candidates.add(new Candidate(value));
    }
  }

  private static void addChoices(List<Candidate> candidates, List<Choice> choices, String before) {
    int order = 0;
    for (Choice choice : choices) {
      if (choice.available()) {
        String help = choice.help().isEmpty() ? null : choice.help();
        candidates.add(
            new Candidate(
                before + choice.value(), choice.value(), null, help, null, null, false, order));
        order++;
      }
    }
  }
}
