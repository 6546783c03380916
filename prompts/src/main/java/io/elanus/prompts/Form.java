package io.elanus.prompts;

import java.util.Optional;

/**
 * A dialog's questions. The same answers always lead to the same next question, so that a form can
 * be walked without a terminal and taken back a step.
 */
@FunctionalInterface
public interface Form {
  /**
   * The question to ask after these answers; empty when all is said. Its name is not among the
   * answers.
   */
  Optional<Question> next(Answers answers);
}
