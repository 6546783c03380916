package io.elanus.api;

import java.util.Optional;

/**
 * How many rows an index covers. Rows of segments too small to index are searched exactly and count
 * as indexed.
 *
 * @param failure why the last build failed, when it did
 */
public record IndexProgress(
    long totalRows,
    long indexedRows,
    long pendingIndexRows,
    JobState state,
    Optional<String> failure) {}
