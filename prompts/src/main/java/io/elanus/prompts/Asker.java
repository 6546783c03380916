package io.elanus.prompts;

/** Puts a question to somebody until the answer will do. */
public interface Asker {
  /**
   * Asks.
   *
   * @param canGoBack whether there is an earlier question to return to
   * @throws DialogLeft when the person leaves the dialog
   * @throws MissingAnswer where nobody can be asked
   */
  Turn ask(Question question, boolean canGoBack);

  /** How a question was dealt with. */
  sealed interface Turn {
    /** An answer in its full spelling. */
    record Answer(String value) implements Turn {}

    /** The person wants the question before this one again. */
    record Back() implements Turn {}
  }
}
