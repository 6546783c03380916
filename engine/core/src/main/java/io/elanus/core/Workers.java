package io.elanus.core;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * The threads of an engine, started when first used: some for builds, others for searches, so that
 * neither waits.
 */
final class Workers implements AutoCloseable {
  private final int threads;
  private ExecutorService builders;
  private ExecutorService searchers;
  private ExecutorService jobs;

  /**
   * @param threads 0 for all processors
   */
  Workers(int threads) {
    this.threads = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }

  int threads() {
    return threads;
  }

  synchronized ExecutorService builders() {
    if (builders == null) {
      builders = Executors.newFixedThreadPool(threads, daemons("elanus-build-"));
    }
    return builders;
  }

  synchronized ExecutorService searchers() {
    if (searchers == null) {
      searchers = Executors.newFixedThreadPool(threads, daemons("elanus-search-"));
    }
    return searchers;
  }

  /** Runs one build job after another. */
  synchronized ExecutorService jobs() {
    if (jobs == null) {
      jobs = Executors.newSingleThreadExecutor(daemons("elanus-job-"));
    }
    return jobs;
  }

  private static ThreadFactory daemons(String prefix) {
    return Thread.ofPlatform().daemon().name(prefix, 1).factory();
  }

  @Override
  public synchronized void close() {
    if (builders != null) {
      builders.shutdown();
    }
    if (searchers != null) {
      searchers.shutdown();
    }
    if (jobs != null) {
      jobs.shutdown();
    }
  }
}
