package io.elanus.shell.run;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.ErrorKind;
import io.elanus.base.Wording;
import io.elanus.shell.session.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;

/**
 * Says on the error stream what went wrong.
 *
 * <pre>
 * build.elanus:3: error: nlist must be in [1, 65536], got 0
 * hint: ...
 * nothing was deleted
 * </pre>
 */
final class Failures {
  private final Session session;

  Failures(Session session) {
    this.session = session;
  }

  /**
   * @param place file and line with a colon and blank after them, or empty
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
    try {
      session.out().flush();
      Writer err = session.err();
      // Who stopped the work knows that it was no accident.
      String label = error.code().kind() == ErrorKind.INTERRUPTED ? "" : "error: ";
      err.write(place + label + error.getMessage() + "\n");
      if (error.hint().isPresent()) {
        err.write("hint: " + error.hint().get() + "\n");
      }
      if (session.settings().verbose()) {
        PrintWriter trace = new PrintWriter(err);
        failure.printStackTrace(trace);
        trace.flush();
      }
      err.flush();
    } catch (IOException e) {
      // Nobody is left to be told.
      session.requestExit();
    }
    return error.code().kind().exitCode();
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
