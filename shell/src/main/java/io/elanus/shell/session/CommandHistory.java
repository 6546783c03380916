package io.elanus.shell.session;

import java.util.List;

/** The lines that a person typed before. */
public interface CommandHistory {
  /** Oldest first. */
  List<String> lines();

  void clear();
}
