package io.elanus.core;

import io.elanus.api.Administration;
import io.elanus.api.CollectionRef;
import io.elanus.api.CompactionSummary;
import io.elanus.api.Job;
import io.elanus.store.Store;
import java.util.List;

/** Care for a data directory. */
final class EmbeddedAdministration implements Administration {
  private final Store store;
  private final Compactions compactions;

  EmbeddedAdministration(Store store, Compactions compactions) {
    this.store = store;
    this.compactions = compactions;
  }

  @Override
  public List<String> check() {
    return store.check();
  }

  @Override
  public Job<CompactionSummary> compact(CollectionRef collection) {
    return compactions.compact(collection);
  }
}
