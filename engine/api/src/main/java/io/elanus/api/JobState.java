package io.elanus.api;

/** Where a build stands. */
public enum JobState {
  PENDING,
  RUNNING,
  FINISHED,
  FAILED,
  CANCELLED
}
