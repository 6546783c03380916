package io.elanus.kernels;

/**
 * Has the kernels of training compiled before training waits for them.
 *
 * <p>Until C2 has compiled it, code of the Vector API allocates every vector. HotSpot counts calls
 * and turns of loops; a kernel that is called seldom, for long loops, reaches C2 only after 100,000
 * slow turns, but called often, for short ones, after some 15,000. A build of 2.5 seconds got 0.3
 * seconds shorter.
 */
public final class WarmUp {
  /** Calls between two looks at the clock. */
  private static final int CALLS = 8;

  /** Once compiled they take a tenth of that, before ten times as much. */
  private static final long FAST_NANOS = 20_000;

  /** A JVM that does not compile in this time has its reasons. */
  private static final long LONGEST_NANOS = 300_000_000;

  private static final int DIM = 24;

  /** How many kernels k-means has; each may be called in a thread of its own. */
  public static final int TRAINING = 2;

  private WarmUp() {}

  /**
   * Calls a kernel of k-means until it is compiled, once where it has been before.
   *
   * @param kernel in [0, {@link #TRAINING})
   * @param check run every millisecond or so; may throw to end it
   */
  public static void training(int kernel, Runnable check) {
    if (!Kernels.vectorised()) {
      return;
    }
    PdxKernels kernels = Kernels.best();
    float[] blocks = new float[2 * DIM * PdxKernels.LANES];
    float[] groups = new float[2 * DIM * PdxKernels.GROUP];
    float[] bias = new float[2 * PdxKernels.LANES];
    float[] distances = new float[2 * PdxKernels.LANES * PdxKernels.GROUP];
    float[] best = new float[2 * PdxKernels.LANES];
    float[] index = new float[2 * PdxKernels.LANES];
    Runnable call =
        kernel == 0
            ? () -> kernels.nearest(blocks, 2, groups, bias, 0, 2, DIM, best, index)
            : () -> kernels.distances(groups, 0, blocks, bias, 2, DIM, distances);
    long end = System.nanoTime() + LONGEST_NANOS;
    while (!fast(call) && System.nanoTime() < end) {
      check.run();
    }
  }

  /** Whether calls are as fast as compiled ones. */
  private static boolean fast(Runnable call) {
    long start = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    return System.nanoTime() - start < FAST_NANOS;
  }
}
