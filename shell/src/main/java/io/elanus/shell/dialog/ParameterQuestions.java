package io.elanus.shell.dialog;

import io.elanus.api.index.Defaults;
import io.elanus.api.index.Facts;
import io.elanus.api.index.Parameter;
import io.elanus.api.index.Suggestion;
import io.elanus.prompts.AnswerKind;
import io.elanus.prompts.Question;

/** Questions for the parameters of an index type, straight from the parameter table. */
final class ParameterQuestions {
  private ParameterQuestions() {}

  /** The name under which a parameter's answer is kept. */
  static String name(String parameter) {
    return "param." + parameter;
  }

  /**
   * The rule by its name; the standard one for null.
   *
   * @throws io.elanus.base.ElanusException INVALID_ARGUMENT
   */
  static Defaults defaults(String name) {
    return name == null ? Defaults.FITTED : Defaults.parse(name);
  }

  /**
   * Offers the standard value and says why.
   *
   * @param title before the name in the prompt
   */
  static Question question(String title, Suggestion standard, Facts facts) {
    Parameter parameter = standard.parameter();
    String value = standard.value().toString();
    AnswerKind kind =
        new AnswerKind.Text(
            Questions.rule(text -> parameter.parse(text, facts)),
            parameter.range(facts),
            parameter.choices());
    return Question.of(name(parameter.name()), title + parameter.name(), "--param (-p)", kind)
        .optional(value)
        .withHelp(parameter.sentence() + " Proposed: " + value + ", " + standard.reason() + ".");
  }
}
