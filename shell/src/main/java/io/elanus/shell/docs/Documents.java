package io.elanus.shell.docs;

import io.elanus.shell.grammar.CommandTree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All generated files. */
final class Documents {
  private Documents() {}

  /** Text by path below the root of the project. */
  static Map<String, String> all(CommandTree tree) {
    List<DocumentedCommand> commands = DocumentedCommand.all(tree);
    Map<String, String> documents = new TreeMap<>();
    documents.put("completions/elanus.bash", BashCompletion.text(commands));
    documents.put("completions/_elanus", ZshCompletion.text(commands));
    documents.put("completions/elanus.fish", FishCompletion.text(commands));
    documents.put("man/elanus.1", ManualPage.text(commands));
    return documents;
  }
}
