package io.elanus.core;

import io.elanus.api.CollectionData;
import io.elanus.api.CollectionRef;
import io.elanus.api.Column;
import io.elanus.api.DeleteRequest;
import io.elanus.api.DuplicateKeys;
import io.elanus.api.InsertRequest;
import io.elanus.api.InsertResult;
import io.elanus.api.QueryRequest;
import io.elanus.api.RowBatch;
import io.elanus.api.RowPage;
import io.elanus.api.RowPages;
import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.store.CollectionState;
import io.elanus.store.Store;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** The rows of the collections of a data directory. */
final class EmbeddedData implements CollectionData {
  private final Store store;
  private final OpenCollections collections;
  private final IndexBuilds builds;
  private final Compactions compactions;

  EmbeddedData(
      Store store, OpenCollections collections, IndexBuilds builds, Compactions compactions) {
    this.store = store;
    this.collections = collections;
    this.builds = builds;
    this.compactions = compactions;
  }

  @Override
  public InsertResult insert(InsertRequest request) {
    Unsupported.refuse("", request.partition().stream().toList());
    StoredCollection target = collections.find(request.collection());
    RowBatch batch = request.batch();
    CheckedBatch checked = CheckedBatch.of(target, batch);
    InsertResult result =
        request.onDuplicate() == DuplicateKeys.ERROR
            ? insertAll(target, batch, checked)
            : insertKept(target, batch, checked, request.onDuplicate());
    builds.sealed(target);
    compactions.changed(target);
    return result;
  }

  private InsertResult insertAll(StoredCollection target, RowBatch batch, CheckedBatch checked) {
    long first =
        batch.rows() == 0
            ? target.nextRow()
            : store.append(
                target, batch.rows(), checked.scalars(), checked.vectors(), batch.firstRow());
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
    return store.transaction(
        "writing rows of " + target.name(),
        () -> {
          KeptRows kept =
              KeptRows.of(checked.keyValues(), onDuplicate, keys -> store.present(target, keys));
          if (!kept.replaced().isEmpty()) {
            store.delete(target, kept.replaced());
          }
          int rows = kept.rows().length;
          CheckedBatch chosen = rows == batch.rows() ? checked : checked.select(kept.rows());
          if (rows > 0) {
            store.append(target, rows, chosen.scalars(), chosen.vectors(), batch.firstRow());
          }
          return new InsertResult(rows, chosen.keys(), batch.rows() - rows, kept.replaced().size());
        });
  }

  @Override
  public long flush(CollectionRef collection) {
    StoredCollection flushed = collections.find(collection);
    builds.flushed(flushed);
    compactions.changed(flushed);
    return flushed.liveRows();
  }

  @Override
  public long delete(DeleteRequest request) {
    Unsupported.refuse(request.filter(), request.partition().stream().toList());
    StoredCollection target = collections.find(request.collection());
    StoredField key = target.primaryKey();
    List<Object> keys = request.keys().orElseThrow();
    int deleted = store.delete(target, keys.stream().map(k -> Entities.storedKey(key, k)).toList());
    compactions.changed(target);
    return deleted;
  }

  @Override
  public RowPages query(QueryRequest request, Cancellation cancellation) {
    Unsupported.refuse(request.options());
    return new EmbeddedPages(store, collections, request, cancellation);
  }

  @Override
  public RowPage get(CollectionRef name, List<Object> keys, List<String> outputFields) {
    return collections.reading(
        name,
        "read",
        state -> {
          Entities entities = new Entities(store, state.collection(), outputFields);
          long[] rows =
              Arrays.stream(store.find(state, keys.stream().map(entities::storedKey).toList()))
                  .filter(row -> row >= 0)
                  .toArray();
          long newest = Arrays.stream(rows).max().orElse(0);
          CollectionState known =
              state.knows(newest) ? state : collections.stateThatKnows(state.collection(), newest);
          return entities.read(known, rows, new Cancellation()).page();
        });
  }
}
