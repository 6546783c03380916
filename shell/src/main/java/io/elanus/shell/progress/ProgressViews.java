package io.elanus.shell.progress;

import io.elanus.shell.session.Session;

/** Chooses how the progress of one piece of work is shown. */
public final class ProgressViews {
  private ProgressViews() {}

  /**
   * @param task what is worked at, such as "index vector"
   */
  public static ProgressView open(Session session, String task) {
    return switch (session.settings().progress()) {
      case AUTO ->
          session.screen().redraws()
              ? new LineProgress(session, task)
              : new PlainProgress(session, task);
      case PLAIN -> new PlainProgress(session, task);
      case JSON -> new JsonProgress(session, task);
      case NONE -> new NoProgress();
    };
  }
}
