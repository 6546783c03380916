package io.elanus.shell.complete;

/**
 * One thing that could stand at the cursor.
 *
 * @param value the whole word
 * @param help a few words about it; may be empty
 * @param complete whether a blank may follow at once; false where more of the word is to come
 */
public record Completion(String value, String help, boolean complete) {
  public static Completion of(String value) {
    return new Completion(value, "", true);
  }

  public static Completion of(String value, String help) {
    return new Completion(value, help, true);
  }

  static Completion start(String value, String help) {
    return new Completion(value, help, false);
  }
}
