package io.elanus.shell.action;

import io.elanus.api.CollectionRef;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Engine;
import io.elanus.api.QueryRequest;
import io.elanus.api.RowPage;
import io.elanus.api.RowPages;
import io.elanus.api.SchemaRules;
import io.elanus.base.Wording;
import io.elanus.shell.output.Answer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows of a collection with the fields that were asked for. */
public final class RowsAnswer {
  private static final int MOST_NAMED = 10;

  private final Engine engine;
  private final CollectionSchema schema;
  private final List<String> fields;

  /**
   * @param outputFields null for all; the key always comes first, so that each row can be told from
   *     the others
   */
  public RowsAnswer(Engine engine, CollectionSchema schema, List<String> outputFields) {
    this.engine = engine;
    this.schema = schema;
    this.fields = OutputFields.expand(schema, outputFields, OutputFields.all(schema));
    String key = schema.primaryKey().name();
    if (!fields.contains(key)) {
      fields.addFirst(key);
    }
  }

  /**
   * @param limit [1, 16384]
   */
  public Answer first(int limit) {
    SchemaRules.checkLimit(limit);
    QueryRequest first =
        QueryRequest.ofAll(CollectionRef.of(schema.name()), fields)
            .withLimit(limit)
            .withPageRows(limit);
    try (RowPages pages = engine.data().query(first)) {
      return pages.hasNext() ? shown(pages.next()) : new Answer.Listing(fields, List.of());
    }
  }

  /**
   * @param texts keys as typed
   */
  public Answer ofKeys(List<String> texts) {
    List<Object> keys = Keys.parse(schema.primaryKey(), texts);
    RowPage rows = engine.data().get(CollectionRef.of(schema.name()), keys, fields);
    return shown(rows).withNotes(missing(schema.primaryKey().name(), keys, rows));
  }

  private Answer.Listing shown(RowPage rows) {
    return new Answer.Listing(fields, new Shown(schema, rows));
  }

  /** "no row with word kitten, puppy", or nothing where each key has its row. */
  private static List<String> missing(String key, List<Object> keys, RowPage rows) {
    Set<Object> found = new HashSet<>();
    for (int row = 0; row < rows.rows(); row++) {
      found.add(rows.value(key, row));
    }
    List<String> missing =
        keys.stream()
            .distinct()
            .filter(wanted -> !found.contains(wanted))
            .map(wanted -> Wording.excerpt(wanted.toString()))
            .toList();
    if (missing.isEmpty()) {
      return List.of();
    }
    List<String> named = missing.subList(0, Math.min(MOST_NAMED, missing.size()));
    int more = missing.size() - named.size();
    return List.of(
        "no row with %s %s%s"
            .formatted(key, String.join(", ", named), more == 0 ? "" : " and " + more + " more"));
  }
}
