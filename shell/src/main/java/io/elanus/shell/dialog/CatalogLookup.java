package io.elanus.shell.dialog;

import io.elanus.api.CollectionInfo;
import io.elanus.api.CollectionRef;
import io.elanus.api.Column;
import io.elanus.api.Engine;
import io.elanus.api.FieldSchema;
import io.elanus.api.IndexInfo;
import io.elanus.api.RowPage;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Wording;
import io.elanus.shell.action.Keys;
import io.elanus.shell.action.RowVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the engine holds, looked up once for a dialog, however often its form is walked. */
public final class CatalogLookup {
  private final Supplier<Engine> engine;
  private final Map<String, CollectionInfo> described = new HashMap<>();
  private final Map<String, List<IndexInfo>> indexes = new HashMap<>();
  private List<CollectionInfo> collections;

  CatalogLookup(Supplier<Engine> engine) {
    this.engine = engine;
  }

  /** None where there is no data yet: a dialog may be about to make the first of it. */
  List<CollectionInfo> collections() {
    if (collections == null) {
      try {
        collections = engine.get().collections().list();
      } catch (ElanusException e) {
        if (e.code() != ErrorCode.NO_DATA_DIRECTORY) {
          throw e;
        }
        collections = List.of();
      }
    }
    return collections;
  }

  public CollectionInfo describe(String collection) {
    return described.computeIfAbsent(
        collection, name -> engine.get().collections().describe(CollectionRef.of(name)));
  }

  List<IndexInfo> indexes(String collection) {
    return indexes.computeIfAbsent(
        collection, name -> engine.get().indexes().list(CollectionRef.of(name)));
  }

  Optional<IndexInfo> indexOf(String collection, String field) {
    return indexes(collection).stream().filter(index -> index.field().equals(field)).findFirst();
  }

  /**
   * @throws ElanusException INVALID_ARGUMENT for text that is no key, ENTITY_NOT_FOUND
   */
  Column vectorOfRow(String collection, FieldSchema field, String key) {
    return RowVector.of(engine.get(), describe(collection).schema(), field, key);
  }

  /**
   * @param key as typed
   * @throws ElanusException INVALID_ARGUMENT for text that is no key, ALREADY_EXISTS
   */
  void requireNewKey(String collection, String key) {
    FieldSchema primaryKey = describe(collection).schema().primaryKey();
    List<Object> keys = Keys.parse(primaryKey, List.of(key));
    RowPage present =
        engine.get().data().get(CollectionRef.of(collection), keys, List.of(primaryKey.name()));
    if (present.rows() > 0) {
      throw new ElanusException(
          ErrorCode.ALREADY_EXISTS,
          "collection %s has a row with %s %s already"
              .formatted(collection, primaryKey.name(), Wording.excerpt(key)));
    }
  }

  FieldSchema field(String collection, String field) {
    return describe(collection).schema().field(field);
  }
}
