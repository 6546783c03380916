package io.elanus.api;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What searches and queries may be told beside what they look for.
 *
 * @param filter an expression that rows must meet; empty for none
 * @param partitions names of those that are looked into; none for all
 * @param consistency how new the state must be
 * @param timeout how long one call may take; empty for as long as it takes
 */
public record ReadOptions(
    String filter,
    List<String> partitions,
    ConsistencyLevel consistency,
    Optional<Duration> timeout) {
  /** All rows, as Milvus has it: in a state at most moments old, however long it takes. */
  public static final ReadOptions STANDARD =
      new ReadOptions("", List.of(), ConsistencyLevel.BOUNDED, Optional.empty());

  /**
   * @throws ElanusException OUT_OF_RANGE for a timeout that is not more than 0, INVALID_NAME
   */
  public ReadOptions {
    Objects.requireNonNull(filter);
    Objects.requireNonNull(consistency);
    partitions = List.copyOf(partitions);
    partitions.forEach(name -> SchemaRules.checkName("partition name", name));
    timeout.ifPresent(
        time -> {
          if (!time.isPositive()) {
            throw new ElanusException(
                ErrorCode.OUT_OF_RANGE, "timeout must be more than 0, got " + time);
          }
        });
  }

  /** Only rows that meet an expression; empty for all. */
  public ReadOptions withFilter(String expression) {
    return new ReadOptions(expression, partitions, consistency, timeout);
  }

  /** Only these partitions; none for all; INVALID_NAME for what cannot be one. */
  public ReadOptions withPartitions(List<String> names) {
    return new ReadOptions(filter, names, consistency, timeout);
  }

  /** In a state at least as new as this says. */
  public ReadOptions withConsistency(ConsistencyLevel level) {
    return new ReadOptions(filter, partitions, level, timeout);
  }

  /** No longer than this for each call; OUT_OF_RANGE where it is not more than 0. */
  public ReadOptions withTimeout(Duration time) {
    return new ReadOptions(filter, partitions, consistency, Optional.of(time));
  }
}
