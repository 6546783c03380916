package io.elanus.index.sq8;

import io.elanus.index.BuildContext;
import io.elanus.index.SectionSink;
import io.elanus.index.lists.MetricRows;
import io.elanus.index.lists.Parallel;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.Sections;
import io.elanus.kernels.PdxKernels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Encodes rows in a given order and writes them as the sections of {@link Sq8Lists}, with memory
 * for a few megabytes of them at a time: one half of it is filled while the other is written.
 */
public final class Sq8Writer {
  /** Codes that are encoded before they are written. */
  private static final long BUFFER_BYTES = 2 << 20;

  /** Rows of a full block of codes. */
  private static final int CODE_BLOCK_ROWS = PdxKernels.CODE_BLOCK * PdxKernels.LANES;

  private final MetricRows rows;
  private final int dim;
  private final int[] order;
  private final int[] starts;
  private final int[] blockStarts;
  private final float[] bias;
  private final float[] errors;
  private final Sq8Encoder[] encoders;
  private final BuildContext context;

  /**
   * @param order rows in the order of lists; null for the rows' own order
   * @param starts where each list starts in {@code order}, and its length at the end
   */
  public Sq8Writer(MetricRows rows, int[] order, int[] starts, BuildContext context) {
    this.rows = rows;
    this.dim = rows.dim();
    this.order = order;
    this.starts = starts;
    this.blockStarts = PdxLists.blockStarts(starts);
    this.context = context;
    this.bias = new float[blockStarts[blockStarts.length - 1] * PdxKernels.LANES];
    this.errors = new float[starts.length - 1];
    this.encoders = new Sq8Encoder[Math.max(1, context.threads())];
  }

  /** Bytes of heap that it keeps, beside the buffer. */
  public static long heapBytes(long slots, long lists, int dim, int threads) {
    return (slots + 3 * lists) * Float.BYTES + threads * Sq8Encoder.heapBytes(dim);
  }

  /** Bytes of the buffers outside of the heap that it has while it writes. */
  public static long bufferBytes(int dim) {
    return 2 * halfBytes(dim);
  }

  private static long halfBytes(int dim) {
    return BUFFER_BYTES + 2 * Sq8Lists.frameBytes(dim) + (long) CODE_BLOCK_ROWS * dim;
  }

  /** First block of each list, and the number of blocks at the end. */
  public int[] blockStarts() {
    return blockStarts;
  }

  /** Writes all sections. */
  public void write(SectionSink sink) throws IOException {
    Arrays.fill(bias, Float.POSITIVE_INFINITY);
    sink.begin("codes");
    try (Arena arena = Arena.ofShared()) {
      Turns turns = new Turns(arena, sink);
      for (int list = 0; list < errors.length; ) {
        int end = list + 1;
        long bytes = bytes(list);
        while (end < errors.length && bytes + bytes(end) <= BUFFER_BYTES) {
          bytes += bytes(end++);
        }
        if (end == list + 1) {
          writeOne(list, turns);
        } else {
          writeSome(list, end, bytes, turns);
        }
        list = end;
      }
      turns.finish();
    }
    sink.begin("bias");
    Sections.write(sink, bias);
    sink.begin("errors");
    Sections.write(sink, errors);
  }

  private long bytes(int list) {
    return Sq8Lists.bytes(1, blockStarts[list + 1] - blockStarts[list], dim);
  }

  /** Two buffers: one is filled while the other is written. */
  private final class Turns {
    private final SectionSink sink;
    private final MemorySegment[] buffers = new MemorySegment[2];
    private MemorySegment full = MemorySegment.NULL;
    private int turn;

    Turns(Arena arena, SectionSink sink) {
      this.sink = sink;
      Arrays.setAll(buffers, i -> arena.allocate(halfBytes(dim), 64));
    }

    /** The buffer whose turn it is to be filled. */
    MemorySegment buffer() {
      return buffers[turn];
    }

    /**
     * Fills the buffer, and writes what was filled before.
     *
     * @param bytes of the buffer that the items fill
     */
    void fill(int items, long bytes, Parallel.Body body) throws IOException {
      MemorySegment before = full;
      try {
        forEach(
            items + 1,
            (item, thread) -> {
              if (item == 0) {
                write(before);
              } else {
                body.run(item - 1, thread);
              }
            });
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      full = buffer().asSlice(0, bytes);
      turn = 1 - turn;
    }

    private void write(MemorySegment bytes) {
      try {
        sink.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Writes what was filled last. */
    void finish() throws IOException {
      sink.write(full);
    }
  }

  /** Small lists: a thread takes one after another. */
  private void writeSome(int first, int end, long bytes, Turns turns) throws IOException {
    MemorySegment buffer = turns.buffer();
    long[] offsets = new long[end - first];
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = offsets[i - 1] + bytes(first + i - 1);
    }
    turns.fill(
        offsets.length,
        bytes,
        (item, thread) -> {
          int list = first + item;
          Sq8Encoder encoder = encoder(thread);
          encoder.clear();
          int codeBlocks = codeBlocks(list);
          for (int codeBlock = 0; codeBlock < codeBlocks; codeBlock++) {
            load(encoder, list, codeBlock);
            encoder.widen();
          }
          encoder.frame();
          encoder.writeFrame(buffer, offsets[item]);
          long at = offsets[item] + Sq8Lists.frameBytes(dim);
          double error = 0;
          for (int codeBlock = 0; codeBlock < codeBlocks; codeBlock++) {
            error = Math.max(error, encode(encoder, list, codeBlock, buffer, at));
            at += (long) CODE_BLOCK_ROWS * dim;
          }
          errors[list] = (float) error;
        });
  }

  /** A list of any size: the threads share it. */
  private void writeOne(int list, Turns turns) throws IOException {
    int codeBlocks = codeBlocks(list);
    Sq8Encoder whole = new Sq8Encoder(dim, rows.metric());
    for (int thread = 0; thread < encoders.length; thread++) {
      encoder(thread).clear();
    }
    forEach(
        codeBlocks,
        (codeBlock, thread) -> {
          load(encoder(thread), list, codeBlock);
          encoder(thread).widen();
        });
    for (Sq8Encoder part : encoders) {
      whole.widen(part);
    }
    whole.frame();
    long frame = Sq8Lists.frameBytes(dim);
    whole.writeFrame(turns.buffer(), 0);
    turns.fill(0, frame, null);
    for (Sq8Encoder part : encoders) {
      part.frame(whole);
    }
    long codeBlockBytes = (long) CODE_BLOCK_ROWS * dim;
    int step = Math.clamp(BUFFER_BYTES / codeBlockBytes, 1, Math.max(1, codeBlocks));
    double[] found = new double[codeBlocks];
    long left = bytes(list) - frame;
    for (int first = 0; first < codeBlocks; first += step) {
      int from = first;
      MemorySegment buffer = turns.buffer();
      long bytes = Math.min(left, step * codeBlockBytes);
      turns.fill(
          Math.min(step, codeBlocks - first),
          bytes,
          (item, thread) ->
              found[from + item] =
                  encode(encoder(thread), list, from + item, buffer, item * codeBlockBytes));
      left -= bytes;
    }
    errors[list] = (float) Arrays.stream(found).max().orElse(0);
  }

  private void forEach(int items, Parallel.Body body) {
    Parallel.run(context.threads(), context.executor(), items, context.cancellation(), body);
  }

  private Sq8Encoder encoder(int thread) {
    if (encoders[thread] == null) {
      encoders[thread] = new Sq8Encoder(dim, rows.metric());
    }
    return encoders[thread];
  }

  private int codeBlocks(int list) {
    return (starts[list + 1] - starts[list] + CODE_BLOCK_ROWS - 1) / CODE_BLOCK_ROWS;
  }

  private void load(Sq8Encoder encoder, int list, int codeBlock) {
    context.cancellation().check();
    int first = starts[list] + codeBlock * CODE_BLOCK_ROWS;
    int count = Math.min(CODE_BLOCK_ROWS, starts[list + 1] - first);
    if (order == null) {
      rows.copy(first, count, encoder.values(), 0);
    } else {
      rows.gather(order, first, count, encoder.values());
    }
    encoder.loaded(count);
  }

  /** Returns an upper bound of the error, a float. */
  private double encode(
      Sq8Encoder encoder, int list, int codeBlock, MemorySegment buffer, long at) {
    load(encoder, list, codeBlock);
    int firstSlot = blockStarts[list] * PdxKernels.LANES + codeBlock * CODE_BLOCK_ROWS;
    double squared = encoder.encode(buffer, at, bias, firstSlot);
    context.listener().advance(encoder.count());
    // More than what the sums and the inverse steps may have lost.
    return (float) (Math.sqrt(squared) * (1 + 1e-6));
  }
}
