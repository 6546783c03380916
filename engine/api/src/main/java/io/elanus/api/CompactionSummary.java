package io.elanus.api;

/**
 * What a compaction did to a collection.
 *
 * @param segmentsBefore how many segments it had
 * @param segmentsAfter how many it has now
 * @param bytesBefore size of its vector and index files before
 * @param bytesAfter their size now; files that a search still reads go when it ends
 */
public record CompactionSummary(
    int segmentsBefore, int segmentsAfter, long bytesBefore, long bytesAfter) {}
