package io.elanus.core.embedded;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

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

  /** Does the work for 0 to count - 1, on several threads where that pays. */
  void forEach(int count, IntConsumer work) {
    int tasks = Math.min(count, threads);
    if (tasks <= 1) {
      for (int i = 0; i < count; i++) {
        work.accept(i);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    Callable<Void> task =
        () -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            work.accept(i);
          }
          return null;
        };
    List<Callable<Void>> all = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      all.add(task);
    }
    try {
      for (Future<Void> future : searchers().invokeAll(all)) {
        future.get();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ElanusException(ErrorCode.CANCELLED, "interrupted");
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(failure.getCause());
    }
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
