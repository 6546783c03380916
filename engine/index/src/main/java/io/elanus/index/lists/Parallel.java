package io.elanus.index.lists;

import io.elanus.base.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Runs numbered items on the caller's thread and on as many more as asked for. */
public final class Parallel {
  private Parallel() {}

  /** Work on one item. */
  @FunctionalInterface
  public interface Body {
    /**
     * @param thread a number in [0, threads) that no other running call has, for scratch memory
     */
    void run(int item, int thread);
  }

  /**
   * Runs all items, each once, and returns when all are done. Items start in ascending order; the
   * caller takes part, so it ends even when the executor is busy. Between items each thread polls
   * the cancellation.
   */
  public static void run(
      int threads, ExecutorService executor, int items, Cancellation cancellation, Body body) {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Helper> helpers = new ArrayList<>();
    for (int thread = 1; thread < Math.min(threads, items); thread++) {
      int number = thread;
      AtomicBoolean taken = new AtomicBoolean();
      Runnable work =
          () -> {
            if (taken.compareAndSet(false, true)) {
              work(number, items, next, failure, cancellation, body);
            }
          };
      try {
        helpers.add(new Helper(taken, executor.submit(work)));
      } catch (RuntimeException | Error refused) {
        // Those that have begun must end before the caller frees what they write to.
        failure.compareAndSet(null, refused);
        break;
      }
    }
    work(0, items, next, failure, cancellation, body);
    helpers.forEach(Helper::join);
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private static void work(
      int thread,
      int items,
      AtomicInteger next,
      AtomicReference<Throwable> failure,
      Cancellation cancellation,
      Body body) {
    try {
      int item;
      while (failure.get() == null && (item = next.getAndIncrement()) < items) {
        cancellation.check();
        body.run(item, thread);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  /**
   * A task beside the caller's.
   *
   * @param taken whoever sets it first decides: the executor, that the task runs, or the caller,
   *     that it need not
   */
  private record Helper(AtomicBoolean taken, Future<?> future) {
    void join() {
      if (taken.compareAndSet(false, true)) {
        future.cancel(false);
        return;
      }
      boolean interrupted = false;
      while (!future.isDone()) {
        try {
          future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException(e);
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
