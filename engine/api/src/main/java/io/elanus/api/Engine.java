package io.elanus.api;

import io.elanus.base.Cancellation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A vector database: embedded in this process, or a remote server behind the same calls. Safe for
 * concurrent use. Every failure is an {@link io.elanus.base.ElanusException}; what a returned call
 * wrote survives a crash.
 */
public interface Engine extends AutoCloseable {
  CollectionInfo createCollection(CollectionSchema schema);

  /** All collections, by name. */
  List<CollectionInfo> listCollections();

  /**
   * @throws io.elanus.base.ElanusException COLLECTION_NOT_FOUND with the nearest name
   */
  CollectionInfo describeCollection(String collection);

  void dropCollection(String collection);

  /**
   * Checks every row first: either all rows are written, or none and the error names the row and
   * field.
   */
  default InsertResult insert(String collection, RowBatch batch) {
    return insert(collection, batch, DuplicateKeys.ERROR);
  }

  /**
   * The same, with a choice for rows whose keys occur already; all of its changes become visible
   * and durable at once.
   *
   * @throws io.elanus.base.ElanusException INVALID_ARGUMENT for a choice other than ERROR where the
   *     engine makes the keys
   */
  InsertResult insert(String collection, RowBatch batch, DuplicateKeys onDuplicate);

  /** Seals what was inserted so that it can be indexed. Returns the number of rows. */
  long flush(String collection);

  /**
   * @param keys {@link Long} or {@link String} primary keys; unknown ones are ignored
   * @return how many rows were deleted
   */
  long delete(String collection, List<Object> keys);

  /**
   * Rows by primary key, in the order of the keys; unknown keys are left out. Values are Boolean,
   * Integer, Long, Float, Double, String, float[] or byte[]; JSON is its text.
   */
  List<Map<String, Object>> get(String collection, List<Object> keys, List<String> outputFields);

  /**
   * The first rows in order of insertion, for a look at the data.
   *
   * @param limit [1, 16384]
   */
  List<Map<String, Object>> head(String collection, int limit, List<String> outputFields);

  /**
   * Checks the request, records the index and starts its build; at most one index per vector field.
   */
  BuildJob createIndex(IndexRequest request);

  /**
   * The running job of a field, or one that takes up an unfinished build; empty where nothing is
   * left to build.
   */
  Optional<BuildJob> resumeIndex(String collection, String fieldOrIndexName);

  List<IndexInfo> listIndexes(String collection);

  /**
   * @param fieldOrIndexName null where the collection has just one index
   */
  IndexInfo describeIndex(String collection, String fieldOrIndexName);

  void dropIndex(String collection, String fieldOrIndexName);

  void load(String collection);

  void release(String collection);

  default SearchResult search(SearchRequest request) {
    return search(request, new Cancellation());
  }

  /**
   * The same, given up when it is cancelled.
   *
   * @throws io.elanus.base.ElanusException CANCELLED
   */
  SearchResult search(SearchRequest request, Cancellation cancellation);

  /**
   * Verifies every stored byte that has a checksum or an invariant; one sentence for each problem.
   */
  List<String> check();

  @Override
  void close();
}
