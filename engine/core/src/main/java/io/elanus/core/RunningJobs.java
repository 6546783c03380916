package io.elanus.core;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Runs the jobs of an engine that are no builds, and ends with it those that are not done. */
final class RunningJobs implements AutoCloseable {
  private final Set<EmbeddedJob<?>> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /**
   * Starts a job.
   *
   * @param doing what it does, such as "compacting book", for messages
   * @param work polls the job's cancellation; its value is the job's result
   * @throws ElanusException CANCELLED where the engine is closing
   */
  <T> void start(EmbeddedJob<T> job, Executor executor, String doing, Supplier<T> work) {
    synchronized (this) {
      if (closing) {
        throw new ElanusException(ErrorCode.CANCELLED, doing + ": the engine is closing");
      }
      running.add(job);
    }
    try {
      executor.execute(() -> run(job, doing, work));
    } catch (RuntimeException | Error refused) {
      job.cancel();
      running.remove(job);
      throw refused;
    }
  }

  private <T> void run(EmbeddedJob<T> job, String doing, Supplier<T> work) {
    try {
      if (job.take()) {
        job.started();
        T made = work.get();
        job.finished(() -> made);
      }
    } catch (RuntimeException | Error failure) {
      job.failed(Reasons.of(doing, failure));
    } finally {
      running.remove(job);
      job.ensureEnded();
    }
  }

  boolean isClosing() {
    return closing;
  }

  /** Cancels what is running and waits for its end. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
    }
    for (EmbeddedJob<?> job : running) {
      job.cancel();
      job.awaitEnd();
    }
  }
}
