package io.elanus.core;

/** Where a build stands. */
public enum JobState {
  PENDING,
  RUNNING,
  FINISHED,
  FAILED,
  CANCELLED
}
