package io.elanus.api;

import java.util.Objects;
import java.util.Optional;

/**
 * Rows to insert.
 *
 * @param onDuplicate what becomes of rows whose keys are there already
 * @param partition that takes the rows; empty for the one that every collection has
 */
public record InsertRequest(
    CollectionRef collection,
    RowBatch batch,
    DuplicateKeys onDuplicate,
    Optional<String> partition) {
  /**
   * @throws io.elanus.base.ElanusException INVALID_NAME
   */
  public InsertRequest {
    Objects.requireNonNull(collection);
    Objects.requireNonNull(batch);
    Objects.requireNonNull(onDuplicate);
    partition.ifPresent(name -> SchemaRules.checkName("partition name", name));
  }

  /** Into the partition that every collection has; a key that is there already is an error. */
  public static InsertRequest of(CollectionRef collection, RowBatch batch) {
    return new InsertRequest(collection, batch, DuplicateKeys.ERROR, Optional.empty());
  }

  /** The same, with a choice for keys that are there already. */
  public InsertRequest withDuplicates(DuplicateKeys choice) {
    return new InsertRequest(collection, batch, choice, partition);
  }

  /** The same into a partition; INVALID_NAME for what cannot be one. */
  public InsertRequest withPartition(String name) {
    return new InsertRequest(collection, batch, onDuplicate, Optional.of(name));
  }
}
