package io.elanus.prompts;

import java.util.Optional;

/** A rule for free text. */
@FunctionalInterface
public interface Check {
  /**
   * One sentence that states the broken rule and the answer given, or empty where the answer will
   * do.
   */
  Optional<String> problem(String answer);

  /** Anything but an empty answer. */
  static Check none() {
    return _ -> Optional.empty();
  }
}
