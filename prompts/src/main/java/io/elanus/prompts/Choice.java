package io.elanus.prompts;

/**
 * One of the answers that a question offers.
 *
 * @param value the answer itself
 * @param help a few words that tell it from the others; may be empty
 * @param available false for a choice that is only shown, with the reason in {@code help}
 */
public record Choice(String value, String help, boolean available) {
  public Choice {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a choice must not be empty");
    }
  }

  public static Choice of(String value) {
    return new Choice(value, "", true);
  }

  public static Choice of(String value, String help) {
    return new Choice(value, help, true);
  }

  public static Choice unavailable(String value, String reason) {
    return new Choice(value, reason, false);
  }
}
