package io.elanus.shell.run;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import io.elanus.shell.session.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Says on the error stream what went wrong, and with which exit code it ends. */
final class FailureReport {
  private final Session session;

  FailureReport(Session session) {
    this.session = session;
  }

  /**
   * @param place file and line as "build.elanus:3", or empty
   * @return the exit code
   */
  int report(String place, Throwable failure) {
    return report(place, List.of(), failure);
  }

  /**
   * @param words of the command that failed
   */
  int report(String place, List<String> words, Throwable failure) {
    ElanusException error = known(words, failure);
    flushOutput();
    session.messages().error(place, error, session.settings().verbose() ? trace(failure) : "");
    return error.code().kind().exitCode();
  }

  private static String trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  /** What was answered before stands before the message; an output that is full says so itself. */
  private void flushOutput() {
    try {
      session.out().flush();
    } catch (IOException e) {
      // The message below is what can still be told.
    }
  }

  private static ElanusException known(List<String> words, Throwable failure) {
    return switch (failure) {
      case ElanusException error -> error;
      case OutOfMemoryError memory ->
          new ElanusException(
              ErrorCode.MEMORY_LIMIT,
              words.isEmpty()
                  ? "out of memory"
                  : "out of memory in: " + Wording.excerpt(String.join(" ", words)),
              "give the program more with ELANUS_JAVA_OPTS=-Xmx8g",
              memory);
      default ->
          new ElanusException(
              ErrorCode.INTERNAL, "internal error: " + failure, "-v shows where it arose", failure);
    };
  }
}
