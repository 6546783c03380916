package io.elanus.index;

/** Hears how a build goes on. Called from any thread; must return at once. */
public interface BuildListener {
  /**
   * A phase begins.
   *
   * @param name one of sample, train, assign, encode, link, write
   * @param iteration 1-based, or 0 where the phase has no iterations
   * @param iterations how many at most, or 0
   * @param rows rows this phase (or this iteration) goes through
   */
  void phase(String name, int iteration, int iterations, long rows);

  /** Rows done since the last call, within the current phase. */
  void advance(long rows);

  /** A listener that does nothing. */
  static BuildListener none() {
    return new BuildListener() {
      @Override
      public void phase(String name, int iteration, int iterations, long rows) {}

      @Override
      public void advance(long rows) {}
    };
  }
}
