package io.elanus.shell.command;

import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.FieldSchema;
import io.elanus.api.SearchRequest;
import io.elanus.api.SearchResult;
import io.elanus.api.index.MetricTypes;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.formats.QueryFile;
import io.elanus.shell.action.Interruptible;
import io.elanus.shell.action.OutputFields;
import io.elanus.shell.action.Pairs;
import io.elanus.shell.action.RowVector;
import io.elanus.shell.action.Shown;
import io.elanus.shell.action.TypedVectors;
import io.elanus.shell.action.VectorFields;
import io.elanus.shell.dialog.CommandDialog;
import io.elanus.shell.dialog.OwnDialog;
import io.elanus.shell.dialog.Questions;
import io.elanus.shell.dialog.SearchDialog;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code search}. */
final class Search extends InCollection implements OwnDialog {
  static final CommandEntry ENTRY =
      CommandEntry.of("search", "Find the nearest neighbours of a vector.", Search::new)
          .examples(
              "search -c words --id river -l 5 -o rank",
              "search -c book --vector [0.1, 0.2] -p nprobe:16",
              "search -c words --file queries.npy -p radius:0.5 -p range_filter:0.8");

  private static final int DEFAULT_LIMIT = 10;

  @Takes(value = ValueKind.VECTOR_FIELD, asked = Asked.ASIDE)
  @Option(
      names = {"-f", "--field-name", "--field"},
      paramLabel = "FIELD",
      description = "Vector field; may be left out where there is just one.")
  String field;

  @Takes(ValueKind.VECTOR)
  @Option(
      names = "--vector",
      paramLabel = "NUMBERS",
      description = "Vector to search for, [0.1, 0.2, ...], or several, [[...], [...]].")
  String vector;

  @Takes(ValueKind.FILE)
  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "File of vectors to search for: .npy, .fvecs, .jsonl and others.")
  Path file;

  @Takes(
      value = ValueKind.KEY,
      asked = Asked.REQUIRED,
      orElse = {"--vector", "--file"},
      name = "--vector, --file or --id")
  @Option(
      names = {"-i", "--id"},
      paramLabel = "KEY",
      description = "Search for the vector of this row.")
  String id;

  @Takes(value = ValueKind.LIMIT, asked = Asked.ASIDE)
  @Option(
      names = {"-l", "--limit"},
      paramLabel = "COUNT",
      description = "Neighbours for each vector, at most 16384; 10 if left out.")
  Integer limit;

  @Takes(ValueKind.OFFSET)
  @Option(
      names = "--offset",
      paramLabel = "COUNT",
      description = "Nearest neighbours to leave out.")
  Integer offset;

  @Takes(ValueKind.SEARCH_METRIC)
  @Option(
      names = {"-m", "--metric-type"},
      paramLabel = "METRIC",
      description = "How vectors are compared; that of the index if left out.")
  String metric;

  @Takes(value = ValueKind.SEARCH_PARAMETER, asked = Asked.ASIDE)
  @Option(
      names = {"-p", "--param", "--params"},
      paramLabel = "NAME:VALUE",
      description =
          "Search parameter, such as nprobe:16, or a bound of the distance, radius:0.5 and"
              + " range_filter:0.1; repeatable.")
  List<String> parameters;

  @Mixin DefaultsOption defaults = new DefaultsOption();

  @Takes(value = ValueKind.FIELDS, asked = Asked.ASIDE)
  @Option(
      names = {"-o", "--output-fields"},
      split = ",",
      paramLabel = "FIELD",
      description = "Fields to show with each neighbour; * for all.")
  List<String> outputFields;

  @Takes(ValueKind.FREE)
  @Option(
      names = {"-e", "--expr", "--filter"},
      hidden = true,
      description = "Filter expression; not available yet.")
  String filter;

  @Override
  public void settle() {
    if (filter != null) {
      throw new ElanusException(
          ErrorCode.NOT_AVAILABLE,
          "searches with a filter expression are not available yet",
          "a range of distances is: -p radius:NUMBER -p range_filter:NUMBER");
    }
  }

  @Override
  public CommandDialog dialog(Questions questions, Invocation given) {
    return new SearchDialog(questions, given);
  }

  @Override
  public Answer run(Context context) {
    CollectionSchema schema = schema(context);
    FieldSchema vectors = VectorFields.named(schema, field);
    List<String> shown = OutputFields.expand(schema, outputFields, List.of());
    SearchRequest request =
        SearchRequest.of(
                ref(), query(context, schema, vectors), limit == null ? DEFAULT_LIMIT : limit)
            .withField(vectors.name())
            .withOffset(offset == null ? 0 : offset)
            .withMetric(metric == null ? null : MetricTypes.parse(metric))
            .withParameters(Pairs.parse(parameters))
            .withDefaults(defaults.rule())
            .withOutputFields(shown);
    SearchResult result =
        Interruptible.run(
            context.session(),
            "cancelled the search",
            null,
            cancellation -> context.engine().searches().search(request, cancellation));
    return new Answer.Neighbours(
        result, shown, schema.primaryKey().name(), new Shown(schema, result.entities()));
  }

  private Column query(Context context, CollectionSchema schema, FieldSchema vectors) {
    int given = (vector == null ? 0 : 1) + (file == null ? 0 : 1) + (id == null ? 0 : 1);
    if (given != 1) {
      throw new ElanusException(
          ErrorCode.USAGE, "give exactly one of --vector, --file and --id, got " + given);
    }
    if (vector != null) {
      return TypedVectors.parse(vectors, vector);
    }
    if (file != null) {
      return QueryFile.read(context.session().file(file.toString()), vectors);
    }
    // The row itself stays in the answer, at the top, as Milvus has it.
    return RowVector.of(context.engine(), schema, vectors, id);
  }
}
