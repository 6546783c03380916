package io.elanus.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Threads that begin together and each do their work a number of times; the first failure counts.
 */
final class Crowd {
  /** What a thread does again and again. */
  interface Work {
    /**
     * @param turn from 0
     */
    void run(int turn) throws Exception;
  }

  private final CountDownLatch start = new CountDownLatch(1);
  private final AtomicBoolean failed = new AtomicBoolean();
  private final List<FutureTask<Void>> tasks = new ArrayList<>();

  void run(int turns, Work work) {
    AtomicInteger done = new AtomicInteger();
    runUntil(
        () -> done.get() == turns,
        turn -> {
          work.run(turn);
          done.incrementAndGet();
        });
  }

  /** One thread more, until something is so or any of the threads has failed. */
  void runUntil(BooleanSupplier end, Work work) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              start.await();
              try {
                for (int turn = 0; !failed.get() && !end.getAsBoolean(); turn++) {
                  work.run(turn);
                }
                return null;
              } catch (Throwable failure) {
                failed.set(true);
                throw failure;
              }
            });
    tasks.add(task);
    Thread.ofPlatform().daemon().start(task);
  }

  /** Lets them begin and waits for all. */
  void finish() throws InterruptedException {
    start.countDown();
    Throwable first = null;
    for (FutureTask<Void> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException failure) {
        first = first == null ? failure.getCause() : first;
      }
    }
    if (first != null) {
      throw new AssertionError(first);
    }
  }
}
