package io.elanus.prompts;

/** A required answer was not given and nobody can be asked for it. */
public final class MissingAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Question question;

  public MissingAnswer(Question question) {
    super(question.option() + " is missing");
    this.question = question;
  }

  public Question question() {
    return question;
  }
}
