package io.elanus.shell.action;

import io.elanus.api.IndexInfo;
import io.elanus.api.IndexProgress;
import io.elanus.shell.output.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Indexes as answers show them. */
public final class IndexValues {
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

  private IndexValues() {}

  /**
   * @param next how to follow the build
   */
  public static Answer started(IndexInfo info, String next) {
    return Answer.Outcome.of(
        "started index %s on %s.%s: %s, %s; %s"
            .formatted(
                info.name(),
                info.collection(),
                info.field(),
                definition(info),
                info.metric(),
                next),
        describe(info));
  }

  public static Answer finished(IndexInfo info) {
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

  public static Answer.Listing listing(List<IndexInfo> indexes) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (IndexInfo info : indexes) {
      objects.add(describe(info));
    }
    return Answer.Listing.of(COLUMNS, objects);
  }

  public static Map<String, Object> describe(IndexInfo info) {
    return Answer.object(
        "name", info.name(),
        "collection", info.collection().toString(),
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

  public static String state(IndexProgress progress) {
    return progress.state().name().toLowerCase(Locale.ROOT);
  }
}
