package io.elanus.shell.command;

import io.elanus.shell.input.IndexInput;
import io.elanus.shell.input.Input;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code create index}. */
final class CreateIndex implements Command {
  @Mixin InCollectionOption collection = new InCollectionOption();

  @Option(
      names = {"-f", "--field-name", "--field"},
      paramLabel = "FIELD",
      description = "Vector field to index.")
  String field;

  @Option(
      names = {"-in", "--index-name"},
      paramLabel = "NAME",
      description = "Name of the index; the field's name if left out.")
  String indexName;

  @Option(
      names = {"-t", "--index-type"},
      paramLabel = "TYPE",
      description = "Index type, such as IVF_FLAT.")
  String type;

  @Option(
      names = {"-m", "--metric-type"},
      paramLabel = "METRIC",
      description =
          "How vectors are compared: L2, IP or COSINE; binary ones by HAMMING or JACCARD.")
  String metric;

  @Option(
      names = {"-p", "--param", "--index-params"},
      paramLabel = "NAME:VALUE",
      description = "Build parameter, such as nlist:1024; repeatable.")
  List<String> parameters;

  @Mixin DefaultsOption defaults = new DefaultsOption();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description =
          "How long to wait for the build. At a prompt it goes on after that; a script ends with an"
              + " error, and wait_for_index or the next create index goes on from there.")
  Double timeoutSeconds;

  @Option(
      names = "--async",
      description = "Return while the index is built; a script waits for it at its end.")
  boolean async;

  @Override
  public Input input() {
    return new IndexInput.Create(
        collection.name,
        field,
        indexName,
        type,
        metric,
        Parameters.parse("--param", parameters),
        defaults.name,
        timeoutSeconds,
        async);
  }
}
