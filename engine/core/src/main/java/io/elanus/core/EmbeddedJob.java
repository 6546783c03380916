package io.elanus.core;

import io.elanus.api.CollectionRef;
import io.elanus.api.Job;
import io.elanus.api.JobProgress;
import io.elanus.api.JobState;
import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.Ending;
import io.elanus.base.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A job in this process. Whoever {@linkplain #take takes} it up does its work and must end it.
 *
 * @param <T> what it makes
 */
class EmbeddedJob<T> implements Job<T> {
  private final CollectionRef collection;
  private final String name;
  private final ProgressMeter progress;
  private final Cancellation cancellation = new Cancellation();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final AtomicBoolean taken = new AtomicBoolean();

  /** Made beforehand, for want of memory at the end. */
  private final ElanusException unexplained;

  private volatile JobState state = JobState.PENDING;
  private volatile ElanusException failure;
  private volatile Supplier<T> result;

  /**
   * @param name what it is, such as "the build of index vector", for messages
   * @param rows of all its work
   */
  EmbeddedJob(CollectionRef collection, String name, long rows) {
    this.collection = collection;
    this.name = name;
    this.progress = new ProgressMeter(rows);
    this.unexplained = new ElanusException(ErrorCode.INTERNAL, name + " ended without a word");
  }

  /** Whether the caller is the first to take the job up, and so the one who must end it. */
  final boolean take() {
    return taken.compareAndSet(false, true);
  }

  final void started() {
    state = JobState.RUNNING;
    progress.start();
  }

  /**
   * @param made asked for whenever the result is
   */
  final void finished(Supplier<T> made) {
    result = made;
    end(JobState.FINISHED);
  }

  final void failed(ElanusException because) {
    failure = because;
    end(because.code() == ErrorCode.CANCELLED ? JobState.CANCELLED : JobState.FAILED);
  }

  private void end(JobState last) {
    try {
      progress.end();
    } finally {
      state = last;
      ended.complete(null);
    }
  }

  /** Ends the job, if nothing else has: nobody must wait for ever. */
  final void ensureEnded() {
    if (!ended.isDone()) {
      failure = unexplained;
      end(JobState.FAILED);
    }
  }

  /** Ends a job that was cancelled before anybody took it up. */
  void abandon(ElanusException because) {
    failed(because);
  }

  /** Adds a sentence to what there is to say. */
  final void note(String sentence) {
    notes.add(sentence);
  }

  final ProgressMeter meter() {
    return progress;
  }

  final Cancellation cancellation() {
    return cancellation;
  }

  @Override
  public CollectionRef collection() {
    return collection;
  }

  @Override
  public JobProgress progress() {
    return progress.snapshot(state);
  }

  @Override
  public JobState state() {
    return state;
  }

  @Override
  public List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public void cancel() {
    cancellation.cancel();
    // A job that waits for another's end would hear of it only then.
    if (take()) {
      abandon(new ElanusException(ErrorCode.CANCELLED, "cancelled before it began"));
    }
  }

  @Override
  public boolean await(Duration timeout) throws InterruptedException {
    try {
      ended.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException goesOn) {
      return false;
    } catch (ExecutionException never) {
      throw new IllegalStateException(never);
    }
  }

  /** Waits for the end, however often the thread is interrupted. */
  final void awaitEnd() {
    Ending.await(ended);
  }

  @Override
  public T result() {
    if (failure != null) {
      throw failure;
    }
    if (state != JobState.FINISHED) {
      throw new IllegalStateException(name + " is " + state);
    }
    return result.get();
  }
}
