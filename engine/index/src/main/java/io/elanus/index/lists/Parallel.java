package io.elanus.index.lists;

import io.elanus.base.Cancellation;
import io.elanus.base.Ending;
import io.elanus.index.BuildContext;
import java.util.ArrayList;
import java.util.List;
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

  /** Work on some neighbouring items. */
  @FunctionalInterface
  public interface Range {
    /**
     * Works on the items [from, to).
     *
     * @param thread as {@link Body} has it
     */
    void run(int from, int to, int thread);
  }

  /**
   * Runs the items [from, to), so many together at a time, as {@link #run} runs them one by one.
   *
   * @param size how many are run together; the last ones may be fewer
   */
  public static void ranges(
      int threads,
      ExecutorService executor,
      int from,
      int to,
      int size,
      Cancellation cancellation,
      Range body) {
    run(
        threads,
        executor,
        (int) ((to - from + size - 1L) / size),
        cancellation,
        (item, thread) -> {
          int first = from + item * size;
          body.run(first, Math.min(size, to - first) + first, thread);
        });
  }

  /** As {@link #ranges}, on the threads of a build. */
  public static void ranges(BuildContext context, int from, int to, int size, Range body) {
    ranges(context.threads(), context.executor(), from, to, size, context.cancellation(), body);
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
      Ending.await(future);
      if (future.state() == Future.State.FAILED) {
        throw new IllegalStateException(future.exceptionNow());
      }
    }
  }
}
