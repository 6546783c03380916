package io.elanus.shell.command;

import io.elanus.shell.action.ListText;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rows named by their primary keys. */
class KeyOptions {
  @Takes(ValueKind.FREE)
  @Option(names = "--ids", paramLabel = "LIST", description = "Primary keys: 1,2,3 or [1, 2, 3].")
  String list;

  @Takes(value = ValueKind.KEYS, asked = Asked.REQUIRED, name = "--ids", orElse = "--expr")
  @Option(
      names = {"-i", "--id"},
      paramLabel = "KEY",
      description = "A primary key as it is, commas and all; repeatable.")
  List<String> keys;

  @Takes(ValueKind.FREE)
  @Parameters(
      arity = "0..*",
      paramLabel = "KEY",
      description = "Primary keys, with blanks or commas between them.")
  List<String> words;

  /** Puts all of them among the single keys. */
  void settle() {
    if (list == null && words == null) {
      return;
    }
    List<String> all = list == null ? new ArrayList<>() : new ArrayList<>(ListText.parse(list));
    if (keys != null) {
      all.addAll(keys);
    }
    if (words != null) {
      words.forEach(word -> all.addAll(ListText.parse(word)));
    }
    keys = all;
    list = null;
    words = null;
  }
}
