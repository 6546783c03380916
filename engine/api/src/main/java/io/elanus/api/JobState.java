package io.elanus.api;

/** Where a job stands. */
public enum JobState {
  /** It waits, for another job or to be taken up again. */
  PENDING,
  RUNNING,
  FINISHED,
  FAILED,
  CANCELLED;

  /** Whether nothing more will happen. */
  public boolean hasEnded() {
    return switch (this) {
      case PENDING, RUNNING -> false;
      case FINISHED, FAILED, CANCELLED -> true;
    };
  }
}
