package io.elanus.api;

import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import java.util.List;

/**
 * The rows of collections. What a returned call wrote survives a crash.
 *
 * <p>Each call may throw an {@link ElanusException} with COLLECTION_NOT_FOUND, and with UNSUPPORTED
 * where a request wants what this engine cannot do: filters, partitions.
 */
public interface CollectionData {
  /**
   * Writes the rows of a batch. Checks every row first: either all rows are written, or none and
   * the error names the row and field; all changes become visible and durable at once.
   *
   * @throws ElanusException INVALID_ROW and INVALID_VECTOR for a value that does not fit its field,
   *     FIELD_NOT_FOUND, ALREADY_EXISTS for a key that is there already, INVALID_ARGUMENT for a
   *     choice about such keys where the engine makes the keys, DISK_FULL and READ_ONLY
   */
  InsertResult insert(InsertRequest request);

  /** Inserts rows; keys that are there already are an error. */
  default InsertResult insert(CollectionRef collection, RowBatch batch) {
    return insert(InsertRequest.of(collection, batch));
  }

  /** Inserts rows, with a choice for those whose keys are there already. */
  default InsertResult insert(CollectionRef collection, RowBatch batch, DuplicateKeys onDuplicate) {
    return insert(InsertRequest.of(collection, batch).withDuplicates(onDuplicate));
  }

  /**
   * Seals what was inserted so that it can be indexed. Returns the number of rows that are not
   * deleted.
   *
   * @throws ElanusException MEMORY_LIMIT where its index cannot be built
   */
  long flush(CollectionRef collection);

  /**
   * Deletes rows; all go at once.
   *
   * @return how many rows were deleted
   * @throws ElanusException INVALID_ARGUMENT for a key of another type
   */
  long delete(DeleteRequest request);

  /** Deletes the rows with certain keys, {@link Long} or {@link String}. */
  default long delete(CollectionRef collection, List<Object> keys) {
    return delete(DeleteRequest.ofKeys(collection, keys));
  }

  /**
   * Reads rows in pages, none of which is empty.
   *
   * @param cancellation ends the reading: the next page is refused
   * @throws ElanusException FIELD_NOT_FOUND with the nearest name, INVALID_ARGUMENT for a key of
   *     another type; of a page CANCELLED, TIMEOUT and DAMAGED_DATA
   */
  RowPages query(QueryRequest request, Cancellation cancellation);

  /** Reads rows in pages, until they are closed. */
  default RowPages query(QueryRequest request) {
    return query(request, new Cancellation());
  }

  /**
   * Rows by primary key, in the order of the keys, all in one page; unknown keys are left out.
   *
   * @param keys {@link Long} or {@link String}
   * @param outputFields fields to return; "*" for all of known types
   * @throws ElanusException as {@link #query}
   */
  RowPage get(CollectionRef collection, List<Object> keys, List<String> outputFields);
}
