package io.elanus.kernels;

/** Chooses the kernels for this JVM. */
public final class Kernels {
  private static final PanelKernels SCALAR = new ScalarKernels();
  private static final PanelKernels BEST = choose();

  private Kernels() {}

  /** The fastest kernels this JVM and processor have. */
  public static PanelKernels best() {
    return BEST;
  }

  /** The reference implementation, also used where the Vector API is missing. */
  public static PanelKernels scalar() {
    return SCALAR;
  }

  /** Whether {@link #best} uses the Vector API; where not, work is several times slower. */
  public static boolean vectorised() {
    return BEST != SCALAR;
  }

  private static PanelKernels choose() {
    // VectorKernels must not even be linked without the module: its fields are of vector types.
    boolean present = VectorModule.available();
    boolean wanted = !"off".equals(System.getProperty("elanus.simd"));
    return present && wanted && VectorKernels.suitable() ? new VectorKernels() : SCALAR;
  }
}
