package io.elanus.core;

import io.elanus.api.BuildJob;
import io.elanus.api.CollectionRef;
import io.elanus.api.IndexInfo;
import io.elanus.api.index.MemoryPlan;
import io.elanus.base.ElanusException;
import io.elanus.store.StoredIndex;
import java.util.function.BiConsumer;

/** A build in this process; {@link IndexBuilds} does the work. */
final class EmbeddedBuildJob extends EmbeddedJob<IndexInfo> implements BuildJob {
  private final StoredIndex index;
  private final MemoryPlan plan;
  private final BiConsumer<EmbeddedBuildJob, ElanusException> abandoned;

  /**
   * @param rows of all segments to build
   * @param abandoned ends a job that was cancelled before anybody took it up
   */
  EmbeddedBuildJob(
      CollectionRef collection,
      StoredIndex index,
      MemoryPlan plan,
      long rows,
      BiConsumer<EmbeddedBuildJob, ElanusException> abandoned) {
    super(collection, "the build of index " + index.name(), rows);
    this.index = index;
    this.plan = plan;
    this.abandoned = abandoned;
  }

  StoredIndex index() {
    return index;
  }

  @Override
  public String indexName() {
    return index.name();
  }

  @Override
  public MemoryPlan plan() {
    return plan;
  }

  @Override
  void abandon(ElanusException because) {
    abandoned.accept(this, because);
  }
}
