package io.elanus.shell.action;

import io.elanus.api.BuildJob;
import io.elanus.api.Engine;
import io.elanus.api.IndexInfo;
import io.elanus.api.IndexProgress;
import io.elanus.api.IndexRequest;
import io.elanus.api.index.Defaults;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.MetricType;
import io.elanus.api.index.MetricTypes;
import io.elanus.shell.input.IndexInput;
import io.elanus.shell.output.Answer;
import io.elanus.shell.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Create, list, show, follow and delete indexes. */
final class IndexActions {
  private static final List<String> COLUMNS =
      List.of(
          "name",
          "field",
          "index_type",
          "metric_type",
          "params",
          "state",
          "indexed_rows",
          "total_rows");

  private final Session session;

  IndexActions(Session session) {
    this.session = session;
  }

  Answer run(IndexInput input) {
    return switch (input) {
      case IndexInput.Create create -> create(create);
      case IndexInput.ListAll list -> listing(session.engine().listIndexes(list.collection()));
      case IndexInput.Show show ->
          new Answer.Details(
              describe(session.engine().describeIndex(show.collection(), show.index())));
      case IndexInput.Progress progress -> progress(progress);
      case IndexInput.Await await -> await(await);
      case IndexInput.Delete delete -> delete(delete);
    };
  }

  private Answer create(IndexInput.Create input) {
    IndexType type = IndexTypes.parse(input.type());
    MetricType metric = MetricTypes.parse(input.metric());
    Duration timeout = Timeouts.of(input.timeoutSeconds());
    Engine engine = session.engine();
    BuildJob job =
        engine.createIndex(
            new IndexRequest(
                input.collection(),
                input.field(),
                input.indexName(),
                type,
                metric,
                input.parameters() == null ? Map.of() : input.parameters(),
                input.defaults() == null ? Defaults.FITTED : Defaults.parse(input.defaults()),
                session.settings().memoryLimitBytes()));
    if (input.async()) {
      session.leaveRunning(job);
      IndexInfo started = engine.describeIndex(input.collection(), job.indexName());
      return Answer.Outcome.of(
          "started index %s on %s.%s: %s, %s; %s"
              .formatted(
                  job.indexName(),
                  input.collection(),
                  started.field(),
                  definition(started),
                  started.metric(),
                  session.lasting()
                      ? "follow it with show index_progress or wait_for_index"
                      : "wait_for_index follows it, or else the end of the program waits for it"),
          describe(started));
    }
    return finished(follow(job, timeout));
  }

  private Answer await(IndexInput.Await input) {
    Duration timeout = Timeouts.of(input.timeoutSeconds());
    Optional<BuildJob> job = session.engine().resumeIndex(input.collection(), input.index());
    if (job.isPresent()) {
      return finished(follow(job.get(), timeout));
    }
    return finished(session.engine().describeIndex(input.collection(), input.index()));
  }

  private IndexInfo follow(BuildJob job, Duration timeout) {
    return new JobFollower(session).follow(job, timeout);
  }

  private static Answer finished(IndexInfo info) {
    return new Answer.Outcome(
        "index %s on %s.%s is ready: %s, %s, %d of %d rows indexed"
            .formatted(
                info.name(),
                info.collection(),
                info.field(),
                definition(info),
                info.metric(),
                info.progress().indexedRows(),
                info.progress().totalRows()),
        describe(info),
        info.notes());
  }

  /** The type and its parameters: HNSW (M 16, efConstruction 200). */
  private static String definition(IndexInfo info) {
    if (info.parameters().isEmpty()) {
      return info.type().name();
    }
    StringJoiner parameters = new StringJoiner(", ", info.type() + " (", ")");
    info.parameters().forEach((name, value) -> parameters.add(name + " " + value));
    return parameters.toString();
  }

  private Answer progress(IndexInput.Progress input) {
    IndexProgress progress =
        session.engine().describeIndex(input.collection(), input.index()).progress();
    Map<String, Object> values =
        Answer.object(
            "total_rows", progress.totalRows(),
            "indexed_rows", progress.indexedRows(),
            "pending_index_rows", progress.pendingIndexRows(),
            "state", state(progress));
    progress.failure().ifPresent(failure -> values.put("failure", failure));
    return new Answer.Details(values);
  }

  private Answer delete(IndexInput.Delete input) {
    Confirmation.require(input.confirmed());
    String index = session.engine().describeIndex(input.collection(), input.index()).name();
    session.engine().dropIndex(input.collection(), index);
    return Answer.Outcome.of(
        "deleted index %s of %s".formatted(index, input.collection()),
        Answer.object("collection", input.collection(), "index", index, "deleted", true));
  }

  static Answer.Listing listing(List<IndexInfo> indexes) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (IndexInfo info : indexes) {
      objects.add(describe(info));
    }
    return Answer.Listing.of(COLUMNS, objects);
  }

  private static Map<String, Object> describe(IndexInfo info) {
    return Answer.object(
        "name", info.name(),
        "collection", info.collection(),
        "field", info.field(),
        "index_type", info.type().name(),
        "metric_type", info.metric().name(),
        "params", info.parameters(),
        "state", state(info.progress()),
        "indexed_rows", info.progress().indexedRows(),
        "total_rows", info.progress().totalRows(),
        "file_bytes", info.fileBytes(),
        "notes", info.notes());
  }

  private static String state(IndexProgress progress) {
    return progress.state().name().toLowerCase(Locale.ROOT);
  }
}
