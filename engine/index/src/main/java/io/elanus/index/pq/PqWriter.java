package io.elanus.index.pq;

import io.elanus.api.index.MetricType;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildStep;
import io.elanus.index.SectionSink;
import io.elanus.index.cluster.Centroids;
import io.elanus.index.lists.Parallel;
import io.elanus.index.lists.Sections;
import io.elanus.kernels.FastScanKernels;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PdxKernels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Encodes residuals and writes them, with memory for a few megabytes of codes at a time.
 *
 * <p>Sections, little-endian:
 *
 * <ul>
 *   <li>{@code codes}: blocks of 64 vectors, list after list, the last block of a list padded with
 *       zeros; inside a block as {@link FastScanKernels} has them. Codes of more than 8 bits take
 *       128 bytes for each part, one short for each vector in the order of lanes
 *   <li>{@code code-bias}, for L2 only: one float per place in a block, {@code |x|^2 - |o|^2 - 2 m
 *       . (x - o)}, where x is the vector that the codes stand for, o the origin of its list and m
 *       the mean of all rows; 0 for padding
 *   <li>{@code corrections}, where codes are corrected only: 16 floats, what the code behind those
 *       of the parts stands for, see {@link AnisotropicCorrections}
 *   <li>{@code ordinals}: int row of each vector, list after list without padding
 *   <li>{@code starts}: int first vector of each list, and the number of rows
 *   <li>{@code codebooks}: floats, see {@link Codebooks}
 *   <li>{@code origins}: floats, row-major, one origin for each list
 *   <li>{@code middle}: floats, the mean of all rows
 * </ul>
 */
public final class PqWriter {
  private static final long BUFFER_BYTES = 4 << 20;
  private static final int LANES = FastScanKernels.LANES;

  /** From so many blocks corrections are learnt. */
  private static final int SAMPLED_BLOCKS = 256;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Residuals residuals;
  private final Codebooks books;
  private final CodeShape shape;
  private final BuildContext context;
  private final int[] starts;
  private final int[] blockStarts;
  private final Centroids.Packed[] packed;
  private final float[] bias;
  private AnisotropicCorrections corrections;
  private final Scratch[] scratches;
  private final PdxKernels kernels = Kernels.best();

  public PqWriter(Residuals residuals, Codebooks books, BuildContext context) {
    this.residuals = residuals;
    this.books = books;
    this.shape = books.shape();
    this.context = context;
    this.starts = residuals.clusters().starts();
    this.blockStarts = CodeShape.blockStarts(starts);
    this.packed = new Centroids.Packed[shape.parts()];
    int used = Math.min(shape.codes(), CodebookTrainer.points(residuals.count(), shape));
    for (int part = 0; part < packed.length; part++) {
      packed[part] = books.pack(part, used);
    }
    boolean biased = residuals.metric() == MetricType.L2;
    this.bias = biased ? new float[Math.multiplyExact(blocks(), LANES)] : null;
    this.scratches = new Scratch[Math.max(1, context.threads())];
  }

  private int blocks() {
    return blockStarts[blockStarts.length - 1];
  }

  /** The memory of one thread. */
  private static final class Scratch {
    final float[] rows;
    final float[] residuals;
    final float[] blocks;
    final float[] distance = new float[LANES];
    final float[] index = new float[LANES];
    final char[] codes;

    Scratch(CodeShape shape) {
      rows = new float[PdxKernels.LANES * shape.dim()];
      residuals = new float[LANES * shape.dim()];
      blocks = new float[LANES * shape.partDim()];
      codes = new char[LANES * shape.tables()];
    }
  }

  /** What {@link #write} does in its phase {@code encode}, as {@link BuildStep} counts it. */
  public static double work(double rows, CodeShape shape) {
    return rows * (shape.parts() * shape.searchWork() + BuildStep.VALUE * shape.dim());
  }

  /** Writes all sections. */
  public void write(SectionSink sink) throws IOException {
    context.listener().phase("encode", 0, 0, residuals.count());
    if (shape.corrected()) {
      corrections = learnCorrections();
    }
    sink.begin("codes");
    long blockBytes = shape.blockBytes();
    int step = Math.clamp(BUFFER_BYTES / blockBytes, 1, Math.max(1, blocks()));
    try (Arena arena = Arena.ofShared()) {
      MemorySegment buffer = arena.allocate(step * blockBytes, 64);
      for (int first = 0; first < blocks(); first += step) {
        int from = first;
        int count = Math.min(step, blocks() - from);
        buffer.fill((byte) 0);
        Parallel.run(
            context.threads(),
            context.executor(),
            count,
            context.cancellation(),
            (item, thread) -> encode(from + item, buffer, item * blockBytes, scratch(thread)));
        sink.write(buffer.asSlice(0, count * blockBytes));
      }
    }
    context.cancellation().check();
    context.listener().phase("write", 0, 0, residuals.count());
    if (bias != null) {
      sink.begin("code-bias");
      Sections.write(sink, bias);
    }
    if (corrections != null) {
      sink.begin("corrections");
      Sections.write(sink, corrections.values());
    }
    context.cancellation().check();
    sink.begin("ordinals");
    Sections.write(sink, residuals.clusters().order());
    sink.begin("starts");
    Sections.write(sink, starts);
    sink.begin("codebooks");
    Sections.write(sink, books.values());
    sink.begin("origins");
    Sections.write(sink, residuals.origins());
    sink.begin("middle");
    Sections.write(sink, residuals.middle());
    context.listener().advance(residuals.count());
  }

  private Scratch scratch(int thread) {
    if (scratches[thread] == null) {
      scratches[thread] = new Scratch(shape);
    }
    return scratches[thread];
  }

  /** Learns from blocks at equal distances, whose number does not grow with the rows. */
  private AnisotropicCorrections learnCorrections() {
    int sampled = Math.min(blocks(), SAMPLED_BLOCKS);
    double[] values = new double[sampled * LANES];
    double[] cosines = new double[sampled];
    int[] counts = new int[sampled];
    Parallel.run(
        context.threads(),
        context.executor(),
        sampled,
        context.cancellation(),
        (item, thread) -> {
          int block = (int) ((long) item * blocks() / sampled);
          int list = PqLists.find(blockStarts, block);
          Scratch scratch = scratch(thread);
          counts[item] = choose(block, list, scratch);
          for (int lane = 0; lane < counts[item]; lane++) {
            values[item * LANES + lane] = missed(scratch, lane, list);
            cosines[item] += cosine(scratch, lane, list);
          }
        });
    int count = 0;
    double cosine = 0;
    for (int item = 0; item < sampled; item++) {
      System.arraycopy(values, item * LANES, values, count, counts[item]);
      count += counts[item];
      cosine += cosines[item];
    }
    double[] missed = java.util.Arrays.copyOf(values, count);
    return AnisotropicCorrections.learn(missed, cosine / Math.max(1, count), shape.codes());
  }

  private void encode(int block, MemorySegment buffer, long offset, Scratch scratch) {
    int list = PqLists.find(blockStarts, block);
    int count = choose(block, list, scratch);
    if (corrections != null) {
      for (int i = 0; i < count; i++) {
        int code = corrections.code(missed(scratch, i, list));
        scratch.codes[shape.parts() * LANES + i] = (char) code;
      }
    }
    put(scratch.codes, count, buffer, offset);
    if (bias != null) {
      for (int i = 0; i < count; i++) {
        bias[block * LANES + i] = bias(scratch.codes, i, list);
      }
    }
    context.listener().advance(count);
  }

  /** Chooses the codes of a block's vectors and returns how many there are. */
  private int choose(int block, int list, Scratch scratch) {
    int position = starts[list] + (block - blockStarts[list]) * LANES;
    int count = Math.min(LANES, starts[list + 1] - position);
    int dim = shape.dim();
    for (int i = 0; i < count; i += PdxKernels.LANES) {
      int some = Math.min(PdxKernels.LANES, count - i);
      residuals.copy(list, position + i, some, scratch.rows);
      System.arraycopy(scratch.rows, 0, scratch.residuals, i * dim, some * dim);
    }
    int blockCount = (count + PdxKernels.LANES - 1) / PdxKernels.LANES;
    int partDim = shape.partDim();
    for (int part = 0; part < shape.parts(); part++) {
      float[] points = scratch.blocks;
      NearestCode.toBlocks(scratch.residuals, dim, part * partDim, partDim, count, points);
      NearestCode.find(
          kernels,
          context.cancellation(),
          points,
          blockCount,
          packed[part],
          partDim,
          scratch.distance,
          scratch.index);
      for (int i = 0; i < count; i++) {
        scratch.codes[part * LANES + i] = (char) scratch.index[i];
      }
    }
    return count;
  }

  private void put(char[] codes, int count, MemorySegment buffer, long offset) {
    for (int part = 0; part < shape.tables(); part++) {
      for (int lane = 0; lane < count; lane++) {
        int code = codes[part * LANES + lane];
        switch (shape.width()) {
          case NIBBLE -> {
            long at = offset + (long) part / 2 * LANES + FastScanKernels.place(lane);
            int before = buffer.get(ValueLayout.JAVA_BYTE, at);
            buffer.set(
                ValueLayout.JAVA_BYTE, at, (byte) (before | code << (part % 2 == 0 ? 0 : 4)));
          }
          case BYTE -> {
            long at = offset + (long) part * LANES + FastScanKernels.place(lane);
            buffer.set(ValueLayout.JAVA_BYTE, at, (byte) code);
          }
          case SHORT -> buffer.set(SHORT, offset + ((long) part * LANES + lane) * 2, (short) code);
        }
      }
    }
  }

  /** With e for what the codes miss of a vector x: {@code e . x / |x|}. */
  private double missed(Scratch scratch, int lane, int list) {
    double along = 0;
    double squared = 0;
    for (int d = 0; d < shape.dim(); d++) {
      double r = scratch.residuals[lane * shape.dim() + d];
      double x = r + residuals.origins()[list * shape.dim() + d];
      along += x * (r - books.value(d, scratch.codes[d / shape.partDim() * LANES + lane]));
      squared += x * x;
    }
    return AnisotropicCorrections.finite(along / Math.sqrt(squared));
  }

  /** The cosine of a vector and the origin of its list. */
  private double cosine(Scratch scratch, int lane, int list) {
    double product = 0;
    double vector = 0;
    double origin = 0;
    for (int d = 0; d < shape.dim(); d++) {
      double o = residuals.origins()[list * shape.dim() + d];
      double x = scratch.residuals[lane * shape.dim() + d] + o;
      product += x * o;
      vector += x * x;
      origin += o * o;
    }
    return AnisotropicCorrections.finite(product / Math.sqrt(vector) / Math.sqrt(origin));
  }

  /** With r = x - o: |x|^2 - |o|^2 - 2 m . r = r . (r + 2 (o - m)). */
  private float bias(char[] codes, int lane, int list) {
    double sum = 0;
    for (int d = 0; d < shape.dim(); d++) {
      double r = books.value(d, codes[d / shape.partDim() * LANES + lane]);
      double o = residuals.origins()[list * shape.dim() + d];
      sum += r * (r + 2 * (o - residuals.middle()[d]));
    }
    return (float) sum;
  }

  /** Bytes that it holds, the buffer outside of the heap included; an estimate, as lists vary. */
  public static long heapBytes(
      long rows, long lists, CodeShape shape, MetricType metric, int threads) {
    long blocks = blocks(rows, lists);
    long step = Math.clamp(BUFFER_BYTES / shape.blockBytes(), 1, Math.max(1, blocks));
    long packed = shape.codes() * (shape.dim() + (long) shape.parts()) * Float.BYTES;
    long thread =
        ((PdxKernels.LANES + LANES) * (long) shape.dim() + LANES * (shape.partDim() + 2L))
                * Float.BYTES
            + (long) LANES * shape.parts() * Character.BYTES;
    return packed + biasBytes(blocks, metric) + step * shape.blockBytes() + threads * thread;
  }

  private static long blocks(long rows, long lists) {
    // A list's last block is half full on average, and a list has at least one block.
    return lists == 0 ? 0 : Math.max(lists, (rows + lists * (LANES / 2) + LANES / 2) / LANES);
  }

  private static long biasBytes(long blocks, MetricType metric) {
    return metric == MetricType.L2 ? blocks * LANES * Float.BYTES : 0;
  }

  /** Bytes of the sections for a number of rows, lists and a metric; an estimate, as lists vary. */
  public static long estimate(long rows, long lists, CodeShape shape, MetricType metric) {
    long blocks = blocks(rows, lists);
    return blocks * shape.blockBytes()
        + biasBytes(blocks, metric)
        + (rows + lists + 1) * Integer.BYTES
        + (shape.codebookFloats() + (lists + 1) * shape.dim()) * Float.BYTES;
  }
}
