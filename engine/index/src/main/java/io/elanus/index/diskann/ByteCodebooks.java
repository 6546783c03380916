package io.elanus.index.diskann;

import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.cluster.Centroids;
import io.elanus.index.lists.Parallel;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.pq.CodeWordKMeans;
import io.elanus.index.pq.NearestCode;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PdxKernels;
import io.elanus.kernels.WarmUp;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Product quantisation (Jégou and others, 2011): a part of a vector is coded as the number of the
 * nearest of at most 256 words, which k-means finds for each part by itself.
 *
 * @param words the words of part after part, {@code size} of them each, row-major
 */
record ByteCodebooks(Parts parts, int size, float[] words) {
  private static final int WORDS = 256;

  /** Rows per word that training looks at. */
  private static final int SAMPLE = 64;

  private static final int LANES = PdxKernels.LANES;

  /** Rows that are encoded together. */
  private static final int BATCH = 256;

  static int size(int rows) {
    return Math.min(WORDS, rows);
  }

  static int sample(int rows) {
    return (int) Math.min(rows, (long) size(rows) * SAMPLE);
  }

  /** Heap bytes that training takes at most. */
  static long trainingBytes(int rows, int dim, int threads) {
    long longest = Parts.of(dim).longest();
    return (long) size(rows) * dim * Float.BYTES
        + threads
            * (sample(rows) * longest * Float.BYTES
                + CodeWordKMeans.bytes(sample(rows), longest, size(rows))
                + CodeWordKMeans.threadBytes(longest, size(rows)));
  }

  /** Heap bytes that encoding takes at most. */
  static long encodingBytes(int rows, int dim, int threads) {
    return 2L * size(rows) * dim * Float.BYTES + threads * 2L * BATCH * (dim + 1) * Float.BYTES;
  }

  /** Where the words of a part start. */
  int start(int part) {
    return parts.start(part) * size;
  }

  /**
   * Trains on evenly spaced rows.
   *
   * @param values room for the points of the sample
   */
  static ByteCodebooks train(Space space, Parts parts, BuildContext context, MemorySegment values) {
    int size = size(space.count());
    int sample = sample(space.count());
    float[] words = new float[size * parts.dim()];
    takeSample(space, parts, sample, values, context);
    context.listener().phase("train", 0, 0, sample);
    if (sample == WORDS * SAMPLE) {
      WarmUp.training(0, context.cancellation()::check);
    }
    Parallel.run(
        context.threads(),
        context.executor(),
        parts.count(),
        context.cancellation(),
        (part, thread) -> {
          int length = parts.length(part);
          float[] points = new float[sample * length];
          long from = (long) parts.start(part) * sample * Float.BYTES;
          MemorySegment.copy(values, PdxLists.FLOAT, from, points, 0, points.length);
          CodeWordKMeans trainer = new CodeWordKMeans(sample, length, size);
          for (int i = 0; i < sample; i++) {
            trainer.set(i, points, i * length);
          }
          start(trainer, sample, size, context.seed() + part);
          trainer.train(context.cancellation());
          float[] trained = trainer.words();
          System.arraycopy(trained, 0, words, parts.start(part) * size, trained.length);
          // A part's share of the sample, so that all parts together make it whole.
          long before = (long) sample * part / parts.count();
          context.listener().advance((long) sample * (part + 1) / parts.count() - before);
        });
    return new ByteCodebooks(parts, size, words);
  }

  /** Takes one point at random out of each of as many stretches as there are words. */
  private static void start(CodeWordKMeans trainer, int sample, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int word = 0; word < size; word++) {
      int from = (int) ((long) word * sample / size);
      int to = (int) ((word + 1L) * sample / size);
      trainer.start(word, from + random.nextInt(to - from));
    }
  }

  private static void takeSample(
      Space space, Parts parts, int sample, MemorySegment values, BuildContext context) {
    context.listener().phase("sample", 0, 0, sample);
    int[] rows = new int[sample];
    Arrays.setAll(rows, i -> (int) ((long) i * space.count() / sample));
    float[] batch = new float[LANES * space.dim()];
    float outlier = space.outlier();
    for (int first = 0; first < sample; first += LANES) {
      context.cancellation().check();
      int count = Math.min(LANES, sample - first);
      space.gather(rows, first, count, batch, 0);
      // A word far from all others would take the fine steps of the tables of a search, see
      // AdcTable, and its row is no neighbour of others.
      for (int i = 0; i < count * space.dim(); i++) {
        batch[i] = Math.clamp(batch[i], -outlier, outlier);
      }
      for (int part = 0; part < parts.count(); part++) {
        long at = ((long) parts.start(part) * sample + (long) first * parts.length(part)) * 4;
        for (int i = 0; i < count; i++, at += parts.length(part) * 4L) {
          int from = i * space.dim() + parts.start(part);
          MemorySegment.copy(batch, from, values, PdxLists.FLOAT, at, parts.length(part));
        }
      }
      context.listener().advance(count);
    }
  }

  private Centroids.Packed[] pack() {
    Centroids.Packed[] packed = new Centroids.Packed[parts.count()];
    for (int part = 0; part < parts.count(); part++) {
      int length = parts.length(part);
      float[] some = Arrays.copyOfRange(words, start(part), start(part) + size * length);
      packed[part] = new Centroids(some, size, length, false).pack();
    }
    return packed;
  }

  /** The memory of one thread. */
  private static final class Scratch {
    final float[] values;
    final float[] blocks;
    final float[] distance = new float[BATCH];
    final float[] index = new float[BATCH];

    Scratch(int dim, int longest) {
      values = new float[BATCH * dim];
      blocks = new float[BATCH * longest];
    }
  }

  /**
   * Writes the codes of all rows: for each a byte for each part, the number of the nearest word,
   * and bytes of 0 up to the stride.
   *
   * @param rows in the order in which codes are written
   * @param codes receives them
   */
  void encode(Space space, int[] rows, BuildContext context, MemorySegment codes) {
    Centroids.Packed[] packed = pack();
    Scratch[] scratches = new Scratch[Math.max(1, context.threads())];
    Parallel.ranges(
        context,
        0,
        rows.length,
        BATCH,
        (from, to, thread) -> {
          if (scratches[thread] == null) {
            scratches[thread] = new Scratch(space.dim(), parts.longest());
          }
          int count = to - from;
          space.gather(rows, from, count, scratches[thread].values, 0);
          long offset = (long) from * parts.stride();
          encode(
              scratches[thread], space.dim(), count, packed, codes, offset, context.cancellation());
          context.listener().advance(count);
        });
  }

  private void encode(
      Scratch scratch,
      int dim,
      int count,
      Centroids.Packed[] packed,
      MemorySegment codes,
      long offset,
      Cancellation cancellation) {
    int blocks = (count + LANES - 1) / LANES;
    codes.asSlice(offset, (long) count * parts.stride()).fill((byte) 0);
    for (int part = 0; part < parts.count(); part++) {
      int length = parts.length(part);
      NearestCode.toBlocks(scratch.values, dim, parts.start(part), length, count, scratch.blocks);
      NearestCode.find(
          Kernels.best(),
          cancellation,
          scratch.blocks,
          blocks,
          packed[part],
          length,
          scratch.distance,
          scratch.index);
      for (int i = 0; i < count; i++) {
        long at = offset + (long) i * parts.stride() + part;
        codes.set(ValueLayout.JAVA_BYTE, at, (byte) scratch.index[i]);
      }
    }
  }
}
