package io.elanus.prompts;

/** What a question makes of a typed answer. */
public sealed interface Reply {
  /** The answer in its full spelling: "ivf_f" became "IVF_FLAT". */
  record Accepted(String value) implements Reply {}

  /** One sentence that says what is allowed. */
  record Refused(String sentence) implements Reply {}
}
