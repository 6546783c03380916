package io.elanus.core;

/**
 * What an insert wrote, durably.
 *
 * @param keys the primary keys in order: {@link Column.Longs} or {@link Column.Strings}
 */
public record InsertResult(int rows, Column keys) {}
