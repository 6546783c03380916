package io.elanus.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

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
  private final List<FutureTask<Void>> tasks = new ArrayList<>();

  void run(int turns, Work work) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              start.await();
              for (int turn = 0; turn < turns; turn++) {
                work.run(turn);
              }
              return null;
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
