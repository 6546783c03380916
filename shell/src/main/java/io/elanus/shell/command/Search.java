package io.elanus.shell.command;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.shell.input.Input;
import io.elanus.shell.input.SearchInput;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code search}. */
final class Search implements Command {
  @Mixin InCollectionOption collection = new InCollectionOption();

  @Option(
      names = {"-f", "--field-name", "--field"},
      paramLabel = "FIELD",
      description = "Vector field; may be left out where there is just one.")
  String field;

  @Option(
      names = "--vector",
      paramLabel = "NUMBERS",
      description = "Vector to search for, [0.1, 0.2, ...], or several, [[...], [...]].")
  String vector;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "File of vectors to search for: .npy, .fvecs, .jsonl and others.")
  Path file;

  @Option(
      names = {"-i", "--id"},
      paramLabel = "KEY",
      description = "Search for the vector of this row.")
  String id;

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "COUNT",
      description = "Neighbours for each vector, at most 16384; 10 if left out.")
  Integer limit;

  @Option(
      names = "--offset",
      paramLabel = "COUNT",
      description = "Nearest neighbours to leave out.")
  Integer offset;

  @Option(
      names = {"-m", "--metric-type"},
      paramLabel = "METRIC",
      description = "How vectors are compared; that of the index if left out.")
  String metric;

  @Option(
      names = {"-p", "--param", "--params"},
      paramLabel = "NAME:VALUE",
      description =
          "Search parameter, such as nprobe:16, or a bound of the distance, radius:0.5 and"
              + " range_filter:0.1; repeatable.")
  List<String> parameters;

  @Mixin DefaultsOption defaults = new DefaultsOption();

  @Option(
      names = {"-o", "--output-fields"},
      split = ",",
      paramLabel = "FIELD",
      description = "Fields to show with each neighbour; * for all.")
  List<String> outputFields;

  @Option(
      names = {"-e", "--expr", "--filter"},
      hidden = true,
      description = "Filter expression; not available yet.")
  String filter;

  @Override
  public Input input() {
    if (filter != null) {
      throw new ElanusException(
          ErrorCode.NOT_AVAILABLE,
          "searches with a filter expression are not available yet",
          "a range of distances is: -p radius:NUMBER -p range_filter:NUMBER");
    }
    return new SearchInput(
        collection.name,
        field,
        vector,
        file,
        id,
        Counts.limit(limit),
        Counts.offset(offset),
        metric,
        Parameters.parse("--param", parameters),
        defaults.name,
        outputFields);
  }
}
