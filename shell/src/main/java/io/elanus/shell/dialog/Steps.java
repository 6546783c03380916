package io.elanus.shell.dialog;

import io.elanus.prompts.Answers;
import io.elanus.prompts.Form;
import io.elanus.prompts.Question;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A form whose questions come in a fixed order, some only after certain answers. */
final class Steps implements Form {
  /** Questions that belong together; empty where the answers make them pointless. */
  interface Step extends Function<Answers, List<Question>> {}

  private final List<Step> steps;

  Steps(Step... steps) {
    this.steps = List.of(steps);
  }

  @Override
  public Optional<Question> next(Answers answers) {
    for (Step step : steps) {
      for (Question question : step.apply(answers)) {
        if (!answers.has(question.name())) {
          return Optional.of(question);
        }
      }
    }
    return Optional.empty();
  }
}
