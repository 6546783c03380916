package io.elanus.index.pq;

import io.elanus.index.BuildStep;
import io.elanus.kernels.FastScanKernels;

/**
 * How vectors are cut into parts and how wide the codes are.
 *
 * @param dim values of a vector, a multiple of {@code parts}
 * @param bits of a code, 1 to 16
 * @param corrected whether one more code of each vector stands for what the others miss of inner
 *     products, see {@link AnisotropicCorrections}; for 4 bits only
 */
public record CodeShape(int dim, int parts, int bits, boolean corrected) {
  public CodeShape(int dim, int parts, int bits) {
    this(dim, parts, bits, false);
  }

  /** What a code takes in the file, and which kernel reads it. */
  enum Width {
    NIBBLE,
    BYTE,
    SHORT
  }

  Width width() {
    return bits <= 4 ? Width.NIBBLE : bits <= 8 ? Width.BYTE : Width.SHORT;
  }

  /** Values of one part. */
  int partDim() {
    return dim / parts;
  }

  /** Entries of one part's codebook. */
  int codes() {
    return 1 << bits;
  }

  /** What it takes to find the nearest code of a part, as {@link BuildStep} counts it. */
  double searchWork() {
    // Short parts: the comparisons count as well.
    return (double) codes() * (partDim() + 4);
  }

  /** Codes of one vector. */
  int tables() {
    return corrected ? parts + 1 : parts;
  }

  int pairs() {
    return (tables() + 1) / 2;
  }

  /** Bytes of a block of 64 vectors. */
  public long blockBytes() {
    return switch (width()) {
      case NIBBLE -> (long) pairs() * FastScanKernels.LANES;
      case BYTE -> (long) parts * FastScanKernels.LANES;
      case SHORT -> (long) parts * FastScanKernels.LANES * Short.BYTES;
    };
  }

  /** Floats of all codebooks. */
  public long codebookFloats() {
    return (long) codes() * dim;
  }

  /** Number of blocks of 64 that a list of vectors takes. */
  static int blocks(int vectors) {
    return (vectors + FastScanKernels.LANES - 1) / FastScanKernels.LANES;
  }

  /** First block of each list, and the number of blocks at the end. */
  static int[] blockStarts(int[] starts) {
    int[] blocks = new int[starts.length];
    for (int list = 0; list + 1 < starts.length; list++) {
      blocks[list + 1] = blocks[list] + blocks(starts[list + 1] - starts[list]);
    }
    return blocks;
  }
}
