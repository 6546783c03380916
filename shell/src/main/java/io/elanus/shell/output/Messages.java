package io.elanus.shell.output;

import io.elanus.base.ElanusException;
import java.util.List;

/**
 * What is said beside the data, on the error stream. Nothing here throws: a stream that nobody
 * reads any more must not fail the work.
 */
public interface Messages {
  /** Says what was done or is about to be done. */
  void say(String sentence);

  /** Something else that is worth knowing. */
  void note(String sentence);

  /**
   * Something went wrong.
   *
   * @param place file and line as "build.elanus:3", or empty
   * @param trace the stack trace, or empty
   */
  void error(String place, ElanusException error, String trace);

  /** Says what was done, and the notes about it. */
  default void say(Answer.Outcome outcome) {
    say(outcome.sentence());
    notes(outcome.notes());
  }

  default void notes(List<String> sentences) {
    sentences.forEach(this::note);
  }
}
