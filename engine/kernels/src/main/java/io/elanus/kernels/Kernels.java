package io.elanus.kernels;

/** Chooses the kernels for this JVM. */
public final class Kernels {
  private static final PdxKernels SCALAR = new ScalarKernels();
  private static final PdxKernels BEST = choose();
  private static final BitKernels SCALAR_BITS = new ScalarBitKernels();
  private static final BitKernels BEST_BITS = chooseBits();
  private static final SliceKernels SCALAR_SLICES = new ScalarSliceKernels();
  private static final SliceKernels BEST_SLICES = chooseSlices();
  private static final GraphKernels SCALAR_GRAPH = new ScalarGraphKernels();
  private static final GraphKernels GRAPH = chooseGraph();
  private static final LeafKernels SCALAR_LEAVES = new ScalarLeafKernels();
  private static final LeafKernels LEAVES = chooseLeaves();
  private static final RowKernels SCALAR_ROWS = new ScalarRowKernels();
  private static final RowKernels ROWS = vectorised() ? new VectorRowKernels() : SCALAR_ROWS;
  private static final FastScanKernels SCALAR_CODES = new ScalarFastScanKernels();
  private static final FastScanKernels BEST_CODES = chooseCodes();

  private Kernels() {}

  /** The fastest kernels this JVM and processor have. */
  public static PdxKernels best() {
    return BEST;
  }

  /** The reference implementation, also used where the Vector API is missing. */
  public static PdxKernels scalar() {
    return SCALAR;
  }

  /** The fastest kernels for codes this JVM and processor have. */
  public static FastScanKernels codes() {
    return BEST_CODES;
  }

  /** The reference implementation for codes. */
  public static FastScanKernels scalarCodes() {
    return SCALAR_CODES;
  }

  /** Whether {@link #best} uses the Vector API; where not, work is several times slower. */
  public static boolean vectorised() {
    return BEST != SCALAR;
  }

  /** The fastest bit kernels this JVM and processor have. */
  public static BitKernels bestBits() {
    return BEST_BITS;
  }

  /** The reference implementation of the bit kernels. */
  public static BitKernels scalarBits() {
    return SCALAR_BITS;
  }

  /** The fastest kernels for slices of binary vectors. */
  public static SliceKernels bestSlices() {
    return BEST_SLICES;
  }

  /** The reference implementation of the kernels for slices. */
  public static SliceKernels scalarSlices() {
    return SCALAR_SLICES;
  }

  /** Whether many queries compare faster with slices than {@link #bestBits} compares blocks. */
  public static boolean slicesPay() {
    return BEST_SLICES != SCALAR_SLICES && VectorSliceKernels.pays();
  }

  // Classes of vector kernels must not even be linked without the module: their fields are of
  // vector types.
  private static boolean usable() {
    return VectorModule.available() && !"off".equals(System.getProperty("elanus.simd"));
  }

  /** The fastest kernels for graphs. */
  public static GraphKernels graph() {
    return GRAPH;
  }

  /** The reference implementation of the kernels for graphs. */
  public static GraphKernels scalarGraph() {
    return SCALAR_GRAPH;
  }

  /** The fastest kernels for the leaves that graphs are built from. */
  public static LeafKernels leaves() {
    return LEAVES;
  }

  /** The reference implementation of the kernels for leaves. */
  public static LeafKernels scalarLeaves() {
    return SCALAR_LEAVES;
  }

  /** The fastest kernels for scattered rows. */
  public static RowKernels rows() {
    return ROWS;
  }

  /** The reference implementation of the kernels for scattered rows. */
  public static RowKernels scalarRows() {
    return SCALAR_ROWS;
  }

  private static PdxKernels choose() {
    if (!usable() || !VectorKernels.suitable()) {
      return SCALAR;
    }
    return new VectorKernels(WideKernels.suitable());
  }

  private static GraphKernels chooseGraph() {
    return BEST == SCALAR ? SCALAR_GRAPH : new VectorGraphKernels(WideKernels.suitable());
  }

  private static LeafKernels chooseLeaves() {
    return BEST == SCALAR ? SCALAR_LEAVES : new VectorLeafKernels(WideKernels.suitable());
  }

  private static BitKernels chooseBits() {
    return usable() && VectorBitKernels.suitable() ? new VectorBitKernels() : SCALAR_BITS;
  }

  private static SliceKernels chooseSlices() {
    return usable() && VectorSliceKernels.suitable() ? new VectorSliceKernels() : SCALAR_SLICES;
  }

  private static FastScanKernels chooseCodes() {
    if (BEST == SCALAR) {
      return SCALAR_CODES;
    }
    return WideFastScanKernels.suitable() ? new WideFastScanKernels() : new VectorFastScanKernels();
  }
}
