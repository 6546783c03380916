package io.elanus.shell.grammar;

import io.elanus.api.Engine;
import io.elanus.shell.session.LineRunner;
import io.elanus.shell.session.Session;
import java.util.List;
import java.util.function.Function;

/**
 * What a command runs in.
 *
 * @param help the explanation of the command that the words name, of the whole program for none
 * @param lines runs the lines of commands that consist of others
 */
public record Context(Session session, Function<List<String>, String> help, LineRunner lines) {
  /** The session's engine, over data that is there. */
  public Engine engine() {
    return session.engine();
  }
}
