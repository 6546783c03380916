package io.elanus.core;

import io.elanus.api.BuildJob;
import io.elanus.api.BuildProgress;
import io.elanus.api.CollectionRef;
import io.elanus.api.IndexInfo;
import io.elanus.api.JobState;
import io.elanus.api.index.MemoryPlan;
import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.store.StoredIndex;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A build in this process; {@link IndexBuilds} does the work. */
final class EmbeddedBuildJob implements BuildJob {
  private final CollectionRef collection;
  private final StoredIndex index;
  private final MemoryPlan plan;
  private final ProgressMeter progress;
  private final Supplier<IndexInfo> info;
  private final Cancellation cancellation = new Cancellation();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final AtomicBoolean taken = new AtomicBoolean();
  private final Consumer<EmbeddedBuildJob> abandoned;

  /** Made beforehand, for want of memory at the end. */
  private final ElanusException unexplained =
      new ElanusException(ErrorCode.INTERNAL, "the build ended without a word");

  private volatile JobState state = JobState.PENDING;
  private volatile ElanusException failure;

  /**
   * @param rows of all segments to build
   * @param abandoned ends a job that was cancelled before anybody took it up
   */
  EmbeddedBuildJob(
      CollectionRef collection,
      StoredIndex index,
      MemoryPlan plan,
      long rows,
      Supplier<IndexInfo> info,
      Consumer<EmbeddedBuildJob> abandoned) {
    this.collection = collection;
    this.index = index;
    this.plan = plan;
    this.progress = new ProgressMeter(rows);
    this.info = info;
    this.abandoned = abandoned;
  }

  /** Whether the caller is the first to take the job up, and so the one who must end it. */
  boolean take() {
    return taken.compareAndSet(false, true);
  }

  void started() {
    state = JobState.RUNNING;
    progress.start();
  }

  void finished() {
    end(JobState.FINISHED);
  }

  void failed(ElanusException because) {
    failure = because;
    end(because.code() == ErrorCode.CANCELLED ? JobState.CANCELLED : JobState.FAILED);
  }

  private void end(JobState last) {
    try {
      progress.end();
    } finally {
      state = last;
      ended.countDown();
    }
  }

  /** Ends the job, if nothing else has: nobody must wait for ever. */
  void ensureEnded() {
    if (ended.getCount() > 0) {
      failure = unexplained;
      end(JobState.FAILED);
    }
  }

  /** Adds a sentence to those of the algorithm. */
  void note(String sentence) {
    notes.add(sentence);
  }

  List<String> notes() {
    return notes;
  }

  StoredIndex index() {
    return index;
  }

  ProgressMeter meter() {
    return progress;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  JobState state() {
    return state;
  }

  @Override
  public CollectionRef collection() {
    return collection;
  }

  @Override
  public String indexName() {
    return index.name();
  }

  @Override
  public MemoryPlan plan() {
    return plan;
  }

  @Override
  public BuildProgress progress() {
    return progress.snapshot(state);
  }

  @Override
  public void cancel() {
    cancellation.cancel();
    // A job that waits for another's end would hear of it only then.
    if (take()) {
      abandoned.accept(this);
    }
  }

  @Override
  public boolean await(Duration timeout) throws InterruptedException {
    return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits for the end, however often the thread is interrupted. */
  void awaitEnd() {
    boolean interrupted = false;
    while (true) {
      try {
        ended.await();
        break;
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public IndexInfo result() {
    if (failure != null) {
      throw failure;
    }
    if (state != JobState.FINISHED) {
      throw new IllegalStateException("the build of index " + index.name() + " is " + state);
    }
    return info.get();
  }
}
