package io.elanus.core;

import io.elanus.api.CollectionData;
import io.elanus.api.CollectionRef;
import io.elanus.api.Column;
import io.elanus.api.DuplicateKeys;
import io.elanus.api.InsertResult;
import io.elanus.api.RowBatch;
import io.elanus.api.SchemaRules;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.store.Store;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** The rows of the collections of a data directory. */
final class EmbeddedData implements CollectionData {
  private final Store store;
  private final OpenCollections collections;
  private final IndexBuilds builds;

  EmbeddedData(Store store, OpenCollections collections, IndexBuilds builds) {
    this.store = store;
    this.collections = collections;
    this.builds = builds;
  }

  @Override
  public InsertResult insert(CollectionRef collection, RowBatch batch, DuplicateKeys onDuplicate) {
    StoredCollection target = collections.find(collection);
    CheckedBatch checked = CheckedBatch.of(target, batch);
    return onDuplicate == DuplicateKeys.ERROR
        ? insertAll(target, batch, checked)
        : insertKept(target, batch, checked, onDuplicate);
  }

  private InsertResult insertAll(StoredCollection target, RowBatch batch, CheckedBatch checked) {
    long first =
        batch.rows() == 0
            ? target.nextRow()
            : store.append(target, batch.rows(), checked, checked.vectors(), batch.firstRow());
    Column keys =
        checked.keys() != null
            ? checked.keys()
            : new Column.Longs(LongStream.range(first, first + batch.rows()).toArray());
    return new InsertResult(batch.rows(), keys, 0, 0);
  }

  private InsertResult insertKept(
      StoredCollection target, RowBatch batch, CheckedBatch checked, DuplicateKeys onDuplicate) {
    if (target.autoId()) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT,
          "collection %s makes its keys itself, so none can be a duplicate"
              .formatted(target.name()),
          "only fields of its own could tell whether a row is there already");
    }
    return store.read(
        () -> {
          List<long[]> deleted = new ArrayList<>();
          InsertResult result =
              store.transaction(
                  "writing rows of " + target.name(),
                  () -> {
                    KeptRows kept =
                        KeptRows.of(checked.keyValues(), onDuplicate, store.rows(target)::present);
                    if (!kept.replaced().isEmpty()) {
                      deleted.add(store.delete(target, kept.replaced()));
                    }
                    int rows = kept.rows().length;
                    CheckedBatch chosen =
                        rows == batch.rows() ? checked : checked.select(kept.rows());
                    if (rows > 0) {
                      store.append(target, rows, chosen, chosen.vectors(), batch.firstRow());
                    }
                    return new InsertResult(
                        rows, chosen.keys(), batch.rows() - rows, kept.replaced().size());
                  });
          deleted.forEach(rows -> collections.deleted(target, rows));
          return result;
        });
  }

  @Override
  public long flush(CollectionRef collection) {
    StoredCollection flushed = collections.find(collection);
    builds.flushed(flushed);
    return flushed.liveRows();
  }

  @Override
  public long delete(CollectionRef collection, List<Object> keys) {
    return store.read(
        () -> {
          StoredCollection target = collections.find(collection);
          StoredField key = target.primaryKey();
          List<Object> stored = keys.stream().map(k -> Entities.storedKey(key, k)).toList();
          long[] rows = store.delete(target, stored);
          collections.deleted(target, rows);
          return (long) rows.length;
        });
  }

  @Override
  public List<Map<String, Object>> get(
      CollectionRef collection, List<Object> keys, List<String> outputFields) {
    return store.read(
        () -> {
          CollectionSnapshot snapshot = collections.snapshot(collection);
          Entities entities = new Entities(store, snapshot, outputFields);
          List<Map<String, Object>> found = new ArrayList<>();
          for (Object key : keys) {
            OptionalLong row = store.rows(snapshot.collection()).find(entities.storedKey(key));
            if (row.isPresent()) {
              entities.read(row.getAsLong()).ifPresent(entity -> found.add(entity.fields()));
            }
          }
          return found;
        });
  }

  @Override
  public List<Map<String, Object>> head(
      CollectionRef collection, int limit, List<String> outputFields) {
    SchemaRules.checkLimit(limit);
    return store.read(
        () -> {
          CollectionSnapshot snapshot = collections.snapshot(collection);
          Entities entities = new Entities(store, snapshot, outputFields);
          return store.rows(snapshot.collection()).firstRows(limit).stream()
              .map(row -> entities.read(row).orElseThrow().fields())
              .toList();
        });
  }
}
