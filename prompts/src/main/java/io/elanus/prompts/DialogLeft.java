package io.elanus.prompts;

/** The person left the dialog; nothing may be done. */
public final class DialogLeft extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DialogLeft() {
    super("dialog left", null, false, false);
  }
}
