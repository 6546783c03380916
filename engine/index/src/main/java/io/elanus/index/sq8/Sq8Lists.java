package io.elanus.index.sq8;

import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSource;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.Sections;
import io.elanus.kernels.PdxKernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Vectors of one byte for each value (SQ8) in lists, each list a run of blocks of 16 that starts a
 * new code block. A vector's place is its slot: {@code block * 16 + lane}.
 *
 * <p>Sections, little-endian:
 *
 * <ul>
 *   <li>{@code codes}: for each list its frame and then its code blocks, see {@link PdxKernels}.
 *       The frame holds a float32 centre for each dimension, then a float32 step for each
 *       dimension, and zeros up to a multiple of 64 bytes. Code c of dimension d stands for {@code
 *       centre[d] + step[d] * c}. Padding has code 0.
 *   <li>{@code bias}: one float32 per slot: for L2 the squared norm of {@code step * c}, 0 for IP
 *       and COSINE; positive infinity for padding
 *   <li>{@code errors}: one float32 per list. For L2 the largest Euclidean distance of a vector of
 *       the list to what its codes stand for. For IP and COSINE the same with each dimension
 *       divided by its step. Zero where there is none.
 * </ul>
 *
 * <p>COSINE vectors are scaled to length 1 before they are encoded.
 *
 * @param ordinals the row in each slot, -1 for padding; null where slot s holds row s
 * @param starts first block of each list, and the number of blocks at the end
 * @param rows how many vectors there are
 */
public record Sq8Lists(
    MemorySegment codes,
    MemorySegment bias,
    MemorySegment ordinals,
    float[] errors,
    int[] starts,
    int rows,
    int dim,
    MetricType metric) {
  private static final int ALIGNMENT = 64;

  /**
   * Opens the sections.
   *
   * @param starts first block of each list, and the number of blocks at the end
   * @param ordinals whether there is a section {@code ordinals} with one int per slot
   * @throws ElanusException DAMAGED_DATA where they do not fit together
   */
  public static Sq8Lists open(
      SectionSource sections, int[] starts, boolean ordinals, IndexShape shape) {
    int lists = starts.length - 1;
    int blocks = starts[lists];
    boolean ascending = starts[0] == 0;
    for (int list = 0; list < lists; list++) {
      ascending &= starts[list] <= starts[list + 1];
    }
    if (!ascending || blocks > Integer.MAX_VALUE / PdxKernels.LANES) {
      throw Sections.damaged("the lists of the index must start in ascending order");
    }
    long slotBytes = PdxLists.biasOffset(blocks);
    return new Sq8Lists(
        Sections.section(sections, "codes", bytes(lists, blocks, shape.dim())),
        Sections.section(sections, "bias", slotBytes),
        ordinals ? Sections.section(sections, "ordinals", slotBytes) : null,
        Sections.section(sections, "errors", lists * (long) Float.BYTES).toArray(PdxLists.FLOAT),
        starts,
        shape.rows(),
        shape.dim(),
        shape.metric());
  }

  /** Bytes of the section {@code codes}. */
  public static long bytes(long lists, long blocks, int dim) {
    return lists * frameBytes(dim) + blocks * PdxKernels.LANES * dim;
  }

  static long frameBytes(int dim) {
    return (2L * dim * Float.BYTES + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  public int lists() {
    return starts.length - 1;
  }

  long frameOffset(int list) {
    return list * frameBytes(dim) + (long) starts[list] * PdxKernels.LANES * dim;
  }

  /** Where the code block that begins with this block of the list starts. */
  long codeBlockOffset(int list, int block) {
    return (list + 1) * frameBytes(dim) + (long) block * PdxKernels.LANES * dim;
  }

  /** The row in a slot, or -1 for padding. */
  int row(int slot) {
    int row = ordinals == null ? slot : ordinals.get(PdxLists.INT, (long) slot * Integer.BYTES);
    if (row < rows) {
      return row;
    }
    if (ordinals == null) {
      return -1;
    }
    throw Sections.damaged("the index names row %d of %d rows".formatted(row, rows));
  }

  int listOf(int slot) {
    int block = slot / PdxKernels.LANES;
    int found = Arrays.binarySearch(starts, block);
    if (found < 0) {
      return -found - 2;
    }
    // Of the lists that start here only the last one is not empty.
    while (starts[found + 1] == block) {
      found++;
    }
    return found;
  }

  /** Writes what the codes of a slot stand for. */
  void decode(int slot, float[] centre, float[] step, double[] target) {
    int list = listOf(slot);
    int block = slot / PdxKernels.LANES;
    int first = block - (block - starts[list]) % PdxKernels.CODE_BLOCK;
    int width = Math.min(PdxKernels.CODE_BLOCK, starts[list + 1] - first) * PdxKernels.LANES;
    long frame = frameOffset(list);
    MemorySegment.copy(codes, PdxLists.FLOAT, frame, centre, 0, dim);
    MemorySegment.copy(codes, PdxLists.FLOAT, frame + (long) dim * Float.BYTES, step, 0, dim);
    long at = codeBlockOffset(list, first) + slot - (long) first * PdxKernels.LANES;
    for (int d = 0; d < dim; d++, at += width) {
      target[d] = centre[d] + (double) step[d] * codes.get(ValueLayout.JAVA_BYTE, at);
    }
  }
}
