package io.elanus.shell.command;

import io.elanus.shell.action.ListText;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rows named by their primary keys. */
final class KeyOptions {
  @Option(names = "--ids", paramLabel = "LIST", description = "Primary keys: 1,2,3 or [1, 2, 3].")
  String list;

  @Option(
      names = {"-i", "--id"},
      paramLabel = "KEY",
      description = "A primary key as it is, commas and all; repeatable.")
  List<String> single;

  @Parameters(
      arity = "0..*",
      paramLabel = "KEY",
      description = "Primary keys, with blanks or commas between them.")
  List<String> words;

  /** Null where none was given. */
  List<String> keys() {
    if (list == null && single == null && words == null) {
      return null;
    }
    List<String> keys = new ArrayList<>();
    if (list != null) {
      keys.addAll(ListText.parse(list));
    }
    if (single != null) {
      keys.addAll(single);
    }
    if (words != null) {
      words.forEach(word -> keys.addAll(ListText.parse(word)));
    }
    return keys;
  }
}
