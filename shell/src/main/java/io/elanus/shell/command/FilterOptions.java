package io.elanus.shell.command;

import io.elanus.api.CollectionSchema;
import io.elanus.shell.action.KeyExpression;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.ValueKind;
import java.util.List;
import picocli.CommandLine.Option;

/** Rows named by their primary keys, or by an expression. */
final class FilterOptions extends KeyOptions {
  @Takes(ValueKind.FREE)
  @Option(
      names = {"-e", "--expr", "--filter"},
      paramLabel = "TEXT",
      description = "KEY in [1, 2] or KEY == 1, with the name of the primary key.")
  String expression;

  boolean isEmpty() {
    return keys == null && expression == null;
  }

  /** The keys that were given, else those that the expression names. */
  List<String> keys(CollectionSchema schema) {
    return keys != null ? keys : KeyExpression.keys(schema.primaryKey().name(), expression);
  }
}
