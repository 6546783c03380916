package io.elanus.index;

/**
 * A phase of a build, or one iteration of it, as {@link BuildListener#phase} will tell it.
 *
 * @param iteration 1-based, or 0 where the phase has no iterations
 * @param work how long it takes compared with the other steps of the build, about one for each
 *     multiplication
 */
public record BuildStep(String phase, int iteration, double work) {
  /** Multiplications that take as long as to fetch one value of a row and to write its code. */
  public static final double VALUE = 400;

  public BuildStep(String phase, double work) {
    this(phase, 0, work);
  }
}
