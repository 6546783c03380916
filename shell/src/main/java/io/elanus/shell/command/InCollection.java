package io.elanus.shell.command;

import io.elanus.api.CollectionInfo;
import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.shell.grammar.Command;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import picocli.CommandLine.Option;

/** The collection, spelt in every way in which milvus_cli spells it. */
abstract class InCollection implements Command {
  @Takes(value = ValueKind.COLLECTION, asked = Asked.REQUIRED)
  @Option(
      names = {"-c", "--collection-name", "--collection"},
      paramLabel = "NAME",
      description = "Collection; the one in use if left out.")
  String collection;

  CollectionRef ref() {
    return CollectionRef.of(collection);
  }

  CollectionInfo describe(Context context) {
    return context.engine().collections().describe(ref());
  }

  CollectionSchema schema(Context context) {
    return describe(context).schema();
  }
}
