package io.elanus.api;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Rows to delete: those with certain keys, those that meet a filter, or those that do both.
 *
 * @param keys {@link Long} or {@link String}, unknown ones are passed over; empty for any
 * @param filter an expression that rows must meet; empty for none
 * @param partition the one to look into; empty for all
 */
public record DeleteRequest(
    CollectionRef collection,
    Optional<List<Object>> keys,
    String filter,
    Optional<String> partition) {
  /**
   * @throws ElanusException INVALID_ARGUMENT where all rows would go, INVALID_NAME
   */
  public DeleteRequest {
    Objects.requireNonNull(collection);
    keys = keys.map(List::copyOf);
    partition.ifPresent(name -> SchemaRules.checkName("partition name", name));
    if (keys.isEmpty() && filter.isEmpty()) {
      throw new ElanusException(
          ErrorCode.INVALID_ARGUMENT, "a delete must have keys or a filter, got neither");
    }
  }

  /** The rows with certain keys, {@link Long} or {@link String}. */
  public static DeleteRequest ofKeys(CollectionRef collection, List<Object> keys) {
    return new DeleteRequest(collection, Optional.of(keys), "", Optional.empty());
  }

  /** The rows that meet an expression; INVALID_ARGUMENT where it is empty. */
  public static DeleteRequest ofFilter(CollectionRef collection, String filter) {
    return new DeleteRequest(collection, Optional.empty(), filter, Optional.empty());
  }

  /** The same in one partition only; INVALID_NAME for what cannot be one. */
  public DeleteRequest withPartition(String name) {
    return new DeleteRequest(collection, keys, filter, Optional.of(name));
  }
}
