package io.elanus.api;

import java.time.Instant;

/**
 * A collection and its present size.
 *
 * @param rows rows that are not deleted
 * @param loaded whether it is loaded for searching
 */
public record CollectionInfo(
    CollectionSchema schema, long rows, boolean loaded, Instant created, long diskBytes) {
  /** The name of the collection. */
  public String name() {
    return schema.name();
  }
}
