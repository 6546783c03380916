package io.elanus.shell.input;

import java.util.List;

/** Commands about the shell itself. */
public sealed interface SessionInput extends Input {
  /** Makes a collection the default of the commands that follow. */
  record Use(String collection) implements SessionInput {
    @Override
    public List<String> missing() {
      return Input.absent("COLLECTION", collection);
    }
  }

  record SetOutput(String format) implements SessionInput {
    @Override
    public List<String> missing() {
      return Input.absent("table, json or csv", format);
    }
  }

  record ShowOutput() implements SessionInput {}

  /** Verifies the data directory. */
  record Check() implements SessionInput {}

  record Version() implements SessionInput {}

  /**
   * @param words of the command to explain; empty for all
   */
  record Help(List<String> words) implements SessionInput {}

  record History(boolean clear) implements SessionInput {}

  record Clear() implements SessionInput {}

  record Exit() implements SessionInput {}

  /** Shows the main job on the data that comes with the program. */
  record Demo() implements SessionInput {}
}
