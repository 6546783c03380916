package io.elanus.api;

/**
 * What an insert wrote, durably.
 *
 * @param rows that were inserted
 * @param keys their primary keys in order: {@link Column.Longs} or {@link Column.Strings}
 * @param skipped rows of the batch that were passed over, as their keys are those of other rows
 * @param replaced rows of the collection that rows of the batch took the place of
 */
public record InsertResult(int rows, Column keys, int skipped, int replaced) {}
