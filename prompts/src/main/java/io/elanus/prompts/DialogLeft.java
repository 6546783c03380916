package io.elanus.prompts;

/** The person left the dialog; nothing may be done. */
public final class DialogLeft extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean inputEnded;

  public DialogLeft() {
    this(false);
  }

  /**
   * @param inputEnded whether by Ctrl-D, or because nobody is at the terminal any more
   */
  DialogLeft(boolean inputEnded) {
    this.inputEnded = inputEnded;
  }

  public boolean inputEnded() {
    return inputEnded;
  }
}
