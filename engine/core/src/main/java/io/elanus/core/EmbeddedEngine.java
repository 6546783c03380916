package io.elanus.core;

import io.elanus.api.Administration;
import io.elanus.api.CollectionCatalog;
import io.elanus.api.CollectionData;
import io.elanus.api.Engine;
import io.elanus.api.IndexCatalog;
import io.elanus.api.VectorSearch;
import io.elanus.store.Store;

/**
 * The engine in this process over a data directory.
 *
 * <p>Opening is cheap: nothing of a collection is read before it is used. A collection is loaded at
 * its first search; only one that was {@linkplain CollectionCatalog#release released} refuses
 * searches, until it is loaded again.
 */
public final class EmbeddedEngine implements Engine {
  private final Store store;
  private final Workers workers;
  private final IndexBuilds builds;
  private final Searcher searcher;
  private final CollectionCatalog catalog;
  private final CollectionData data;
  private final IndexCatalog indexCatalog;
  private final RunningJobs jobs = new RunningJobs();
  private final Administration administration;

  private EmbeddedEngine(Store store, EngineOptions options, EngineDependencies dependencies) {
    this.store = store;
    this.workers = new Workers(options.threads());
    OpenCollections collections = new OpenCollections(store);
    OpenIndexes indexes = new OpenIndexes(store, dependencies.algorithms());
    this.builds = new IndexBuilds(store, collections, indexes, workers, options);
    this.searcher = new Searcher(store, collections, indexes, builds, workers);
    this.catalog =
        new EmbeddedCollections(store, dependencies.clock(), collections, builds, searcher, jobs);
    this.indexCatalog = new EmbeddedIndexes(store, collections, indexes, builds);
    Compactions compactions =
        new Compactions(store, collections, indexes, builds, workers, jobs, options);
    this.data = new EmbeddedData(store, collections, builds, compactions);
    this.administration = new EmbeddedAdministration(store, compactions);
  }

  /**
   * @throws ElanusException DIRECTORY_LOCKED naming the process that holds the directory,
   *     NO_DATA_DIRECTORY where there is none and none may be made, INVALID_ARGUMENT where other
   *     files lie
   */
  public static EmbeddedEngine open(EngineOptions options) {
    return open(options, EngineDependencies.standard());
  }

  public static EmbeddedEngine open(EngineOptions options, EngineDependencies dependencies) {
    DataDirectory.require(options);
    Store store =
        Store.open(
            options.dataDirectory(),
            dependencies.volume(),
            options.segmentRows(),
            IndexBuilds::isGivenUp);
    return new EmbeddedEngine(store, options, dependencies);
  }

  @Override
  public CollectionCatalog collections() {
    return catalog;
  }

  @Override
  public CollectionData data() {
    return data;
  }

  @Override
  public IndexCatalog indexes() {
    return indexCatalog;
  }

  @Override
  public VectorSearch searches() {
    return searcher;
  }

  @Override
  public Administration administration() {
    return administration;
  }

  @Override
  public void close() {
    try {
      builds.close();
      jobs.close();
    } finally {
      workers.close();
      store.close();
    }
  }
}
