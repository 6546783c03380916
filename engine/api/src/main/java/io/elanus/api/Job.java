package io.elanus.api;

import java.time.Duration;
import java.util.List;

/**
 * Work of an engine that goes on in the background: the build of an index, the loading of a
 * collection, a compaction.
 *
 * <p>An import is none: the file lies with the client, who reads it and inserts batch after batch,
 * each of them durable by itself.
 *
 * @param <T> what it makes
 */
public interface Job<T> {
  /** What is worked at. */
  CollectionRef collection();

  /** How far it has come, and its state; never waits. */
  JobProgress progress();

  /** Where it stands. */
  default JobState state() {
    return progress().state();
  }

  /** What there is to say about it beside its result, a sentence each; may grow until its end. */
  List<String> notes();

  /**
   * Asks it to stop, which it does within moments; what was in use before stays in use. Returns at
   * once; does nothing where it has ended.
   */
  void cancel();

  /**
   * Waits for the end.
   *
   * @return whether it ended within the timeout
   */
  boolean await(Duration timeout) throws InterruptedException;

  /**
   * What it made.
   *
   * @throws io.elanus.base.ElanusException with what made it fail, or CANCELLED
   * @throws IllegalStateException while it is pending or running
   */
  T result();
}
