package io.elanus.core;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionInfo;
import io.elanus.api.CollectionSchema;
import io.elanus.api.Column;
import io.elanus.api.DuplicateKeys;
import io.elanus.api.Engine;
import io.elanus.api.IndexInfo;
import io.elanus.api.IndexRequest;
import io.elanus.api.InsertResult;
import io.elanus.api.RowBatch;
import io.elanus.api.SchemaRules;
import io.elanus.api.SearchRequest;
import io.elanus.api.SearchResult;
import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.store.Store;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import io.elanus.store.StoredIndex;
import io.elanus.store.StoredSegment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The engine in this process over a data directory.
 *
 * <p>Opening is cheap: nothing of a collection is read before it is used. A collection is loaded at
 * its first search; only one that was {@linkplain #release released} refuses searches, until it is
 * loaded again.
 */
public final class EmbeddedEngine implements Engine {
  private final Store store;
  private final InstantSource clock;
  private final Workers workers;
  private final OpenCollections collections;
  private final OpenIndexes indexes;
  private final IndexBuilds builds;
  private final Searcher searcher;

  private EmbeddedEngine(Store store, EngineOptions options, Surroundings surroundings) {
    this.store = store;
    this.clock = surroundings.clock();
    this.workers = new Workers(options.threads());
    this.collections = new OpenCollections(store);
    this.indexes = new OpenIndexes(store, surroundings.algorithms());
    this.builds = new IndexBuilds(store, collections, indexes, workers, options);
    this.searcher = new Searcher(store, collections, indexes, builds, workers);
  }

  /**
   * @throws ElanusException DIRECTORY_LOCKED naming the process that holds the directory,
   *     NO_DATA_DIRECTORY where there is none and none may be made, INVALID_ARGUMENT where other
   *     files lie
   */
  public static EmbeddedEngine open(EngineOptions options) {
    return open(options, Surroundings.standard());
  }

  public static EmbeddedEngine open(EngineOptions options, Surroundings surroundings) {
    DataDirectory.require(options);
    Store store =
        Store.open(
            options.dataDirectory(),
            surroundings.volume(),
            options.segmentRows(),
            IndexBuilds::isGivenUp);
    return new EmbeddedEngine(store, options, surroundings);
  }

  @Override
  public CollectionInfo createCollection(CollectionSchema schema) {
    return store.read(
        () -> {
          if (store.catalog().collection(schema.name()).isPresent()) {
            throw new ElanusException(
                ErrorCode.ALREADY_EXISTS,
                "collection " + schema.name() + " exists already",
                "choose another name, or delete it first: delete collection -c " + schema.name());
          }
          return info(store.createCollection(Schemas.toStored(schema, clock.millis())));
        });
  }

  @Override
  public List<CollectionInfo> listCollections() {
    return store.read(() -> store.catalog().collections().stream().map(this::info).toList());
  }

  @Override
  public CollectionInfo describeCollection(String collection) {
    return store.read(() -> info(collections.find(collection)));
  }

  private CollectionInfo info(StoredCollection collection) {
    return new CollectionInfo(
        Schemas.of(collection),
        collection.liveRows(),
        !collection.released(),
        Instant.ofEpochMilli(collection.createdMillis()),
        store.diskBytes(collection));
  }

  @Override
  public void dropCollection(String collection) {
    while (true) {
      builds.stop(collections.find(collection));
      boolean dropped =
          store.read(
              () -> {
                StoredCollection found = collections.find(collection);
                List<StoredIndex> defined = store.catalog().indexes(found.id());
                if (defined.stream().anyMatch(builds::isRunning)) {
                  return false;
                }
                store.dropCollection(found);
                defined.forEach(indexes::forget);
                collections.forget(found);
                return true;
              });
      if (dropped) {
        return;
      }
    }
  }

  @Override
  public InsertResult insert(String collection, RowBatch batch, DuplicateKeys onDuplicate) {
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
  public long flush(String collection) {
    StoredCollection flushed = collections.find(collection);
    builds.flushed(flushed);
    return flushed.liveRows();
  }

  @Override
  public long delete(String collection, List<Object> keys) {
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
      String collection, List<Object> keys, List<String> outputFields) {
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
  public List<Map<String, Object>> head(String collection, int limit, List<String> outputFields) {
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

  @Override
  public BuildJob createIndex(IndexRequest request) {
    return builds.create(request);
  }

  @Override
  public Optional<BuildJob> resumeIndex(String collection, String fieldOrIndexName) {
    return builds.resume(collection, fieldOrIndexName);
  }

  @Override
  public List<IndexInfo> listIndexes(String collection) {
    return store.read(() -> builds.reports().infos(collections.find(collection)));
  }

  @Override
  public IndexInfo describeIndex(String collection, String fieldOrIndexName) {
    return store.read(
        () -> {
          StoredCollection found = collections.find(collection);
          return builds.reports().info(found, indexes.find(found, fieldOrIndexName));
        });
  }

  @Override
  public void dropIndex(String collection, String fieldOrIndexName) {
    while (true) {
      builds.stop(indexes.find(collections.find(collection), fieldOrIndexName));
      boolean dropped =
          store.read(
              () -> {
                StoredIndex found = indexes.find(collections.find(collection), fieldOrIndexName);
                if (builds.isRunning(found)) {
                  return false;
                }
                store.dropIndex(found);
                indexes.forget(found);
                return true;
              });
      if (dropped) {
        return;
      }
    }
  }

  @Override
  public void load(String collection) {
    store.read(
        () -> {
          CollectionSnapshot snapshot = collections.snapshot(collection);
          store.catalog().setReleased(snapshot.collection().id(), false);
          for (StoredSegment segment : snapshot.segments()) {
            for (StoredField field : snapshot.collection().vectorFields()) {
              snapshot.vectors().apply(segment, field);
              snapshot
                  .index(field)
                  .ifPresent(index -> searcher.open(snapshot, index, segment, field));
            }
          }
          return null;
        });
  }

  @Override
  public void release(String collection) {
    store.read(
        () -> {
          StoredCollection released = collections.find(collection);
          store.catalog().setReleased(released.id(), true);
          store.catalog().indexes(released.id()).forEach(indexes::forget);
          collections.forget(released);
          return null;
        });
  }

  @Override
  public SearchResult search(SearchRequest request, Cancellation cancellation) {
    return searcher.search(request, cancellation);
  }

  @Override
  public List<String> check() {
    return store.check();
  }

  @Override
  public void close() {
    try {
      builds.close();
    } finally {
      workers.close();
      store.close();
    }
  }
}
