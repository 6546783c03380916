package io.elanus.prompts;

/** What was given as an option breaks the rule of the question that it answers. */
public final class UnfitOption extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence the rule and what was given
   */
  public UnfitOption(Question question, String sentence) {
    super(question.option() + ": " + sentence);
  }
}
