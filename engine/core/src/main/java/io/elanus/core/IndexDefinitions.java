package io.elanus.core;

import io.elanus.api.IndexRequest;
import io.elanus.api.JobState;
import io.elanus.api.SchemaRules;
import io.elanus.api.index.DataKind;
import io.elanus.api.index.Defaults;
import io.elanus.api.index.IndexType;
import io.elanus.api.index.IndexTypes;
import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import io.elanus.store.StoredIndex;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns a request for an index into a definition that keeps every rule. */
final class IndexDefinitions {
  private IndexDefinitions() {}

  /**
   * @throws ElanusException for an unknown field, a type or metric that does not fit it, a
   *     parameter out of range
   */
  static StoredIndex of(StoredCollection collection, IndexRequest request) {
    StoredField field = Queries.vectorField(collection, request.field());
    DataKind kind = Searcher.kind(field);
    IndexType type = request.type();
    MetricType metric =
        request.metric() != null
            ? request.metric()
            : IndexTypes.spec(type)
                .defaultMetric(kind)
                .orElse(kind == DataKind.BINARY ? MetricType.HAMMING : MetricType.L2);
    Map<String, Object> parameters =
        IndexTypes.validateBuild(
            type,
            kind,
            metric,
            field.length(),
            request.parameters(),
            request.defaults().build(type, collection.liveRows(), field.length()));
    String name = request.indexName();
    if (name == null || name.isEmpty()) {
      name = field.name();
    }
    SchemaRules.checkName("index name", name);
    return new StoredIndex(
        0,
        collection.id(),
        field.position(),
        name,
        type.name(),
        metric.name(),
        parameters.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toString())),
        JobState.PENDING.name(),
        "");
  }

  /**
   * Whether a request means an index that there is. What it left to be fitted may have been fitted
   * to other rows.
   *
   * @param wanted what the request would define
   */
  static boolean means(IndexRequest request, StoredIndex wanted, StoredIndex present) {
    return wanted.field() == present.field()
        && wanted.name().equals(present.name())
        && wanted.type().equals(present.type())
        && wanted.metric().equals(present.metric())
        && wanted.parameters().entrySet().stream()
            .filter(
                parameter ->
                    request.defaults() != Defaults.FITTED
                        || request.parameters().containsKey(parameter.getKey()))
            .allMatch(
                parameter ->
                    parameter.getValue().equals(present.parameters().get(parameter.getKey())));
  }

  /** "IVF_FLAT, L2, nlist=1024", for messages. */
  static String describe(StoredIndex index) {
    return index.type()
        + ", "
        + index.metric()
        + index.parameters().entrySet().stream()
            .map(entry -> ", " + entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining());
  }

  static ElanusException taken(StoredCollection collection, StoredIndex present) {
    StoredField field = OpenIndexes.field(collection, present);
    return new ElanusException(
        ErrorCode.ALREADY_EXISTS,
        "field %s of %s has index %s already (%s)"
            .formatted(field.name(), collection.name(), present.name(), describe(present)),
        "delete it first: delete index -c %s -in %s".formatted(collection.name(), present.name()));
  }
}
