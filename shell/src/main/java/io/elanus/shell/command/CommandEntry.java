package io.elanus.shell.command;

import java.util.List;
import java.util.function.Supplier;

/**
 * One command of the tree.
 *
 * @param name its words with blanks between, such as "create index"
 * @param aliases other names for it
 * @param summary one sentence
 * @param factory makes the class that declares its flags
 */
public record CommandEntry(
    String name, List<String> aliases, String summary, Supplier<Command> factory) {
  /** The first word. */
  public String verb() {
    int blank = name.indexOf(' ');
    return blank < 0 ? name : name.substring(0, blank);
  }
}
