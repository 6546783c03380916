package io.elanus.prompts;

/**
 * Asks nobody: for scripts and pipes, where a missing answer is an error and defaults are taken.
 */
public final class RefusingAsker implements Asker {
  @Override
  public Turn ask(Question question, boolean canGoBack) {
    if (question.required()) {
      throw new MissingAnswer(question);
    }
    return new Turn.Answer(question.standing());
  }
}
