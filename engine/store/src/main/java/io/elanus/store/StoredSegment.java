package io.elanus.store;

/**
 * A run of rows with its own vector files: rows [firstRow, firstRow + rows).
 *
 * @param sealed whether it takes no more rows
 */
public record StoredSegment(long id, long collection, long firstRow, int rows, boolean sealed) {}
