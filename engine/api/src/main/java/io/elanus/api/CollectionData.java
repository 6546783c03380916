package io.elanus.api;

import java.util.List;

/** The rows of collections. What a returned call wrote survives a crash. */
public interface CollectionData {
  /**
   * Checks every row first: either all rows are written, or none and the error names the row and
   * field.
   */
  default InsertResult insert(CollectionRef collection, RowBatch batch) {
    return insert(collection, batch, DuplicateKeys.ERROR);
  }

  /**
   * The same, with a choice for rows whose keys occur already; all of its changes become visible
   * and durable at once.
   *
   * @throws io.elanus.base.ElanusException INVALID_ARGUMENT for a choice other than ERROR where the
   *     engine makes the keys
   */
  InsertResult insert(CollectionRef collection, RowBatch batch, DuplicateKeys onDuplicate);

  /** Seals what was inserted so that it can be indexed. Returns the number of rows. */
  long flush(CollectionRef collection);

  /**
   * @param keys {@link Long} or {@link String} primary keys; unknown ones are ignored
   * @return how many rows were deleted
   */
  long delete(CollectionRef collection, List<Object> keys);

  /**
   * Rows by primary key, in the order of the keys; unknown keys are left out.
   *
   * @param keys {@link Long} or {@link String}
   * @param outputFields fields to return; "*" for all
   */
  RowPage get(CollectionRef collection, List<Object> keys, List<String> outputFields);

  /**
   * The first rows in order of insertion, for a look at the data.
   *
   * @param limit [1, 16384]
   * @param outputFields fields to return; "*" for all
   */
  RowPage head(CollectionRef collection, int limit, List<String> outputFields);
}
