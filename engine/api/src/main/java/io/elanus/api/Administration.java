package io.elanus.api;

import java.util.List;

/** Care for what an engine stores. */
public interface Administration {
  /**
   * Verifies every stored byte that has a checksum or an invariant; one sentence for each problem.
   *
   * @throws io.elanus.base.ElanusException IO_FAILURE where a file cannot be read; UNSUPPORTED
   *     where the engine cannot look at its files
   */
  List<String> check();

  /**
   * Rewrites the rows of a collection in as few segments as they fill, without those that were
   * deleted, and builds their indexes. What is finished stays where it is cancelled or cut short: a
   * later call goes on behind it. Searches and writes go on meanwhile; builds of indexes wait.
   *
   * @throws io.elanus.base.ElanusException COLLECTION_NOT_FOUND; the job ends with CANCELLED, also
   *     where the collection is dropped, MEMORY_LIMIT where an index of the larger segments cannot
   *     be built, DAMAGED_DATA and DISK_FULL
   */
  Job<CompactionSummary> compact(CollectionRef collection);
}
