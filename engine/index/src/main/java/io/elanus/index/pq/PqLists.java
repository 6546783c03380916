package io.elanus.index.pq;

import io.elanus.api.index.MetricType;
import io.elanus.base.ElanusException;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSource;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.Sections;
import io.elanus.kernels.FastScanKernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Opened lists of codes, as {@link PqWriter} writes them. A vector's place is its position: its
 * number in the order of lists.
 *
 * @param bias null but for L2
 * @param corrections what the code behind those of the parts stands for, see {@link
 *     AnisotropicCorrections}; null where vectors have none
 * @param starts first position of each list, and the number of rows at the end
 * @param blockStarts first block of each list, and the number of blocks at the end
 * @param extent the greatest absolute value of each dimension in the codebooks
 */
public record PqLists(
    CodeShape shape,
    MetricType metric,
    MemorySegment codes,
    MemorySegment bias,
    MemorySegment ordinals,
    float[] corrections,
    int[] starts,
    int[] blockStarts,
    Codebooks books,
    float[] extent,
    MemorySegment origins,
    float[] middle) {
  private static final int LANES = FastScanKernels.LANES;
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /**
   * Opens the sections.
   *
   * @throws ElanusException DAMAGED_DATA where their lengths do not fit together
   */
  public static PqLists open(SectionSource sections, int lists, IndexShape index, CodeShape shape) {
    int[] starts =
        Sections.section(sections, "starts", (lists + 1L) * Integer.BYTES).toArray(PdxLists.INT);
    boolean ordered = starts[0] == 0 && starts[lists] == index.rows();
    for (int list = 0; list < lists; list++) {
      ordered &= starts[list] <= starts[list + 1];
    }
    if (!ordered) {
      throw Sections.damaged("the lists of the index must hold %d rows".formatted(index.rows()));
    }
    int[] blockStarts = CodeShape.blockStarts(starts);
    long blocks = blockStarts[lists];
    long floats = shape.codebookFloats();
    int dim = shape.dim();
    float[] books =
        Sections.section(sections, "codebooks", floats * Float.BYTES).toArray(PdxLists.FLOAT);
    return new PqLists(
        shape,
        index.metric(),
        Sections.section(sections, "codes", blocks * shape.blockBytes()),
        index.metric() == MetricType.L2
            ? Sections.section(sections, "code-bias", blocks * LANES * Float.BYTES)
            : null,
        Sections.section(sections, "ordinals", index.rows() * (long) Integer.BYTES),
        shape.corrected()
            ? Sections.section(sections, "corrections", (long) shape.codes() * Float.BYTES)
                .toArray(PdxLists.FLOAT)
            : null,
        starts,
        blockStarts,
        new Codebooks(shape, books),
        extent(books, shape),
        Sections.section(sections, "origins", (long) lists * dim * Float.BYTES),
        Sections.section(sections, "middle", (long) dim * Float.BYTES).toArray(PdxLists.FLOAT));
  }

  private static float[] extent(float[] books, CodeShape shape) {
    float[] extent = new float[shape.dim()];
    for (int d = 0, at = 0; d < extent.length; d++) {
      for (int code = 0; code < shape.codes(); code++, at++) {
        extent[d] = Math.max(extent[d], Math.abs(books[at]));
      }
    }
    return extent;
  }

  public int lists() {
    return starts.length - 1;
  }

  public int rows() {
    return starts[lists()];
  }

  /** The row at a position. */
  int row(int position) {
    return ordinals.get(PdxLists.INT, (long) position * Integer.BYTES);
  }

  /** The row at a position, checked: a caller may read that row of the segment. */
  int checkedRow(int position) {
    int row = row(position);
    if (row < 0 || row >= rows()) {
      throw Sections.damaged("rows of the index must be in [0, %d), got %d".formatted(rows(), row));
    }
    return row;
  }

  long blockOffset(int block) {
    return block * shape.blockBytes();
  }

  static long biasOffset(int block) {
    return (long) block * LANES * Float.BYTES;
  }

  float bias(int block, int lane) {
    return bias.get(PdxLists.FLOAT, biasOffset(block) + lane * 4L);
  }

  /** A code of one vector of a block. */
  int code(long blockOffset, int part, int lane) {
    return switch (shape.width()) {
      case NIBBLE ->
          codes.get(
                      ValueLayout.JAVA_BYTE,
                      blockOffset + (long) (part >>> 1) * LANES + FastScanKernels.place(lane))
                  >> ((part & 1) << 2)
              & 15;
      case BYTE ->
          codes.get(
                  ValueLayout.JAVA_BYTE,
                  blockOffset + (long) part * LANES + FastScanKernels.place(lane))
              & 255;
      case SHORT -> codes.get(SHORT, blockOffset + ((long) part * LANES + lane) * 2) & 0xFFFF;
    };
  }

  /**
   * The internal distance of a query to the vector that the codes at a position stand for, in
   * double precision.
   */
  double exactDistance(float[] queries, int queryStart, int position) {
    int list = find(starts, position);
    int within = position - starts[list];
    long block = blockOffset(blockStarts[list] + within / LANES);
    int lane = within % LANES;
    long origin = (long) list * shape.dim() * Float.BYTES;
    int last = shape.codes() - 1;
    // Two sums in turn, so that an addition need not wait for the one before it.
    double even = 0;
    double odd = 0;
    for (int part = 0, d = 0; part < shape.parts(); part++) {
      int code = Math.min(last, code(block, part, lane));
      double sum = 0;
      for (int end = d + shape.partDim(); d < end; d++) {
        double value = (double) origins.get(PdxLists.FLOAT, origin + d * 4L);
        value += books.value(d, code);
        double q = queries[queryStart + d];
        sum += metric == MetricType.L2 ? (q - value) * (q - value) : -q * value;
      }
      if ((part & 1) == 0) {
        even += sum;
      } else {
        odd += sum;
      }
    }
    return even + odd + 0.0;
  }

  /**
   * The last index with {@code starts[index] <= value}, but for the end: whom a value belongs to.
   */
  static int find(int[] starts, int value) {
    int found = Arrays.binarySearch(starts, value);
    if (found < 0) {
      return -found - 2;
    }
    // Of those that start here only the last one is not empty.
    while (starts[found + 1] == value) {
      found++;
    }
    return found;
  }
}
