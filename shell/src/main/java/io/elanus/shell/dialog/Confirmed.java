package io.elanus.shell.dialog;

import io.elanus.prompts.Answers;

/** A command that asks for leave, as it cannot be undone. */
public interface Confirmed {
  /** What is asked: "Delete index by_v of book?". */
  String question(Answers answers, CatalogLookup catalog);
}
