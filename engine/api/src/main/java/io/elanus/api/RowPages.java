package io.elanus.api;

import java.util.Iterator;

/**
 * An answer in pages, read as they are asked for, so that a whole collection passes through a
 * constant memory. For one thread at a time; to be closed, as what it reads is kept until then.
 *
 * <p>Rows are those of the moment when the query began; of rows that were deleted since, some are
 * left out.
 */
public interface RowPages extends Iterator<RowPage>, AutoCloseable {
  /**
   * Whether another page follows, none of which is empty.
   *
   * @throws io.elanus.base.ElanusException as {@link CollectionData#query}; COLLECTION_NOT_FOUND
   *     also where it was dropped meanwhile, TIMEOUT where a page takes longer than the request
   *     allows
   */
  @Override
  boolean hasNext();

  @Override
  RowPage next();

  /** Ends the reading; no page follows. */
  @Override
  void close();
}
