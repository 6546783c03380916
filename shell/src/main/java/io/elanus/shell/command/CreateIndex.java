package io.elanus.shell.command;

import io.elanus.api.BuildJob;
import io.elanus.api.IndexRequest;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.MetricType;
import io.elanus.api.index.MetricTypes;
import io.elanus.shell.action.IndexValues;
import io.elanus.shell.action.JobFollower;
import io.elanus.shell.action.Pairs;
import io.elanus.shell.action.Timeouts;
import io.elanus.shell.dialog.CommandDialog;
import io.elanus.shell.dialog.CreateIndexDialog;
import io.elanus.shell.dialog.OwnDialog;
import io.elanus.shell.dialog.Questions;
import io.elanus.shell.grammar.CommandEntry;
import io.elanus.shell.grammar.Context;
import io.elanus.shell.grammar.Invocation;
import io.elanus.shell.grammar.Takes;
import io.elanus.shell.grammar.Takes.Asked;
import io.elanus.shell.grammar.ValueKind;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.Session;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code create index}. */
final class CreateIndex extends InCollection implements OwnDialog {
  static final CommandEntry ENTRY =
      CommandEntry.of("create index", "Build an index on a vector field.", CreateIndex::new)
          .examples(
              "create index -c words -f vector -t HNSW -m COSINE -p M:16 -p efConstruction:200",
              "create index -c words -f vector -t IVF_FLAT -m L2 -p nlist:1024 --async",
              "create index");

  @Takes(value = ValueKind.FIELD_TO_INDEX, asked = Asked.REQUIRED)
  @Option(
      names = {"-f", "--field-name", "--field"},
      paramLabel = "FIELD",
      description = "Vector field to index.")
  String field;

  @Takes(ValueKind.FREE)
  @Option(
      names = {"-in", "--index-name"},
      paramLabel = "NAME",
      description = "Name of the index; the field's name if left out.")
  String indexName;

  @Takes(value = ValueKind.INDEX_TYPE, asked = Asked.REQUIRED)
  @Option(
      names = {"-t", "--index-type"},
      paramLabel = "TYPE",
      description = "Index type, such as IVF_FLAT.")
  String type;

  @Takes(value = ValueKind.INDEX_METRIC, asked = Asked.REQUIRED)
  @Option(
      names = {"-m", "--metric-type"},
      paramLabel = "METRIC",
      description =
          "How vectors are compared: L2, IP or COSINE; binary ones by HAMMING or JACCARD.")
  String metric;

  @Takes(value = ValueKind.BUILD_PARAMETER, asked = Asked.ASIDE)
  @Option(
      names = {"-p", "--param", "--index-params"},
      paramLabel = "NAME:VALUE",
      description = "Build parameter, such as nlist:1024; repeatable.")
  List<String> parameters;

  @Mixin DefaultsOption defaults = new DefaultsOption();

  @Takes(
      value = ValueKind.SECONDS,
      asked = Asked.ASIDE,
      orElse = "--async",
      help = "Seconds to wait for the build; Enter waits for its end.")
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
  public CommandDialog dialog(Questions questions, Invocation given) {
    return new CreateIndexDialog(questions, given);
  }

  @Override
  public Answer run(Context context) {
    IndexType indexType = IndexTypes.parse(type);
    MetricType metricType = MetricTypes.parse(metric);
    Duration timeout = Timeouts.of(timeoutSeconds);
    Session session = context.session();
    BuildJob job =
        context
            .engine()
            .indexes()
            .create(
                new IndexRequest(
                    ref(),
                    field,
                    indexName,
                    indexType,
                    metricType,
                    Pairs.parse(parameters),
                    defaults.rule(),
                    session.settings().memoryLimitBytes()));
    if (!async) {
      return IndexValues.finished(new JobFollower(session).follow(job, timeout));
    }
    session.leaveRunning(job);
    return IndexValues.started(
        context.engine().indexes().describe(ref(), job.indexName()),
        session.lasting()
            ? "follow it with show index_progress or wait_for_index"
            : "wait_for_index follows it, or else the end of the program waits for it");
  }
}
