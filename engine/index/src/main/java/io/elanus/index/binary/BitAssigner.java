package io.elanus.index.binary;

import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.cluster.Clusters;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import io.elanus.kernels.Kernels;
import java.util.Arrays;

/** Finds the centre that differs in the fewest bits from each of some rows. */
final class BitAssigner {
  /** Longs of points, or of centres, that one call of the kernel goes over. */
  private static final int CHUNK = 1 << 11;

  private static final int LARGEST_CHUNK = 64;

  private final BitRows rows;
  private final int[] ordinals;
  private final BuildContext context;
  private final BitKernels kernels = Kernels.bestBits();
  private final int words;
  private final int chunk;
  private final Scratch[] scratches;

  /** The memory of one thread. */
  private record Scratch(long[] blocks, long[] best) {}

  /**
   * @param ordinals the row of each point; null where all rows are points
   */
  BitAssigner(BitRows rows, int[] ordinals, BuildContext context) {
    this.rows = rows;
    this.ordinals = ordinals;
    this.context = context;
    this.words = BitKernels.words(rows.dim());
    this.chunk = chunk(words);
    this.scratches = new Scratch[Math.max(1, context.threads())];
  }

  /**
   * Heap bytes of all threads.
   *
   * @param met centres that a point meets where it does not meet all
   */
  static long bytes(int dim, int met, int threads) {
    long size = (long) chunk(BitKernels.words(dim)) * BitKernels.LANES;
    long centre = (long) BitKernels.PLANES * BitKernels.words(dim) * Long.BYTES;
    return threads
        * (size * (BitKernels.words(dim) + 1L) * Long.BYTES + met * (centre + 2L * Integer.BYTES));
  }

  private static int chunk(int words) {
    return Math.clamp(CHUNK / ((long) words * BitKernels.LANES), 1, LARGEST_CHUNK);
  }

  int points() {
    return ordinals == null ? rows.count() : ordinals.length;
  }

  int row(int point) {
    return ordinals == null ? point : ordinals[point];
  }

  /**
   * Compares every point with every centre; of equals the first wins.
   *
   * @param assignment receives the centre of each point
   * @return the sum of the bits in which points differ from their centres
   */
  long assign(BitCentres centres, int[] assignment) {
    long[] groups = centres.groups();
    return forEachChunk(
        (scratch, blocks) -> nearest(groups, blocks, scratch),
        (point, best) -> {
          assignment[point] = (int) best;
          return best >>> Integer.SIZE;
        });
  }

  /**
   * Compares every point with every centre; of equals the first wins.
   *
   * @param assignment receives the centre of each point
   * @param distances receives the squared distance of each point, in 49ths
   * @return the sum of the distances
   */
  long assign(LevelCentres centres, int[] assignment, int[] distances) {
    int[] squares = centres.squares();
    int padded = (centres.count() + 1) / 2 * 2;
    long[] levels = Arrays.copyOf(centres.levels(), centres.start(padded));
    if (padded > centres.count()) {
      // A copy of the first centre comes after it and never wins.
      squares = Arrays.copyOf(squares, padded);
      squares[padded - 1] = squares[0];
      System.arraycopy(levels, 0, levels, centres.start(padded - 1), centres.start(1));
    }
    int[] all = squares;
    return forEachChunk(
        (scratch, blocks) -> nearest(levels, all, blocks, scratch),
        (point, best) -> {
          assignment[point] = (int) best;
          distances[point] = distance(point, best);
          return distances[point];
        });
  }

  /** Finds the nearest centres of a chunk of points. */
  private interface Nearest {
    void find(Scratch scratch, int blocks);
  }

  /** Takes in the nearest centre of a point, as the kernel left it, and returns its distance. */
  private interface Found {
    long accept(int point, long best);
  }

  /**
   * Compares every point with the centres near the one it belongs to; of equals the first wins.
   *
   * @param clusters the points by the centre they belong to
   * @param near ascending numbers of the centres that the points of each meet
   * @param assignment receives the centre of each point
   * @param distances receives the squared distance of each point, in 49ths
   */
  void assignNear(
      LevelCentres centres, Clusters clusters, int[][] near, int[] assignment, int[] distances) {
    int[] squares = centres.squares();
    int size = chunk * BitKernels.LANES;
    Parallel.run(
        context.threads(),
        context.executor(),
        near.length,
        context.cancellation(),
        (cluster, thread) -> {
          Scratch scratch = scratch(thread);
          int padded = (near[cluster].length + 1) / 2 * 2;
          int[] met = Arrays.copyOf(near[cluster], padded);
          if (padded > near[cluster].length) {
            met[padded - 1] = met[0]; // comes after it and never wins
          }
          long[] levels = centres.choose(met);
          int[] metSquares = new int[padded];
          Arrays.setAll(metSquares, i -> squares[met[i]]);
          int end = clusters.starts()[cluster + 1];
          for (int from = clusters.starts()[cluster]; from < end; from += size) {
            int count = Math.min(size, end - from);
            load(clusters.order(), from, count, scratch);
            Arrays.fill(scratch.best, Long.MAX_VALUE);
            nearest(levels, metSquares, BitPdxWriter.blocks(count), scratch);
            for (int i = 0; i < count; i++) {
              int point = clusters.order()[from + i];
              assignment[point] = met[(int) scratch.best[i]];
              distances[point] = distance(point, scratch.best[i]);
            }
            context.listener().advance(count);
          }
        });
  }

  private Scratch scratch(int thread) {
    if (scratches[thread] == null) {
      int size = chunk * BitKernels.LANES;
      scratches[thread] = new Scratch(new long[size * words], new long[size]);
    }
    return scratches[thread];
  }

  /** The squared distance of a point whose score the kernel left, in 49ths. */
  private int distance(int point, long best) {
    long row = (long) row(point) * rows.width();
    int ones = BitLayout.ones(rows.values(), row, rows.width());
    return (int) (best >> Integer.SIZE) + BitKernels.TOP * BitKernels.TOP * ones;
  }

  private long forEachChunk(Nearest nearest, Found found) {
    int size = chunk * BitKernels.LANES;
    int chunks = (points() + size - 1) / size;
    long[] sums = new long[chunks];
    Parallel.run(
        context.threads(),
        context.executor(),
        chunks,
        context.cancellation(),
        (item, thread) -> {
          Scratch scratch = scratch(thread);
          int from = item * size;
          int count = Math.min(size, points() - from);
          load(null, from, count, scratch);
          Arrays.fill(scratch.best, Long.MAX_VALUE);
          nearest.find(scratch, BitPdxWriter.blocks(count));
          for (int i = 0; i < count; i++) {
            sums[item] += found.accept(from + i, scratch.best[i]);
          }
          context.listener().advance(count);
        });
    return Arrays.stream(sums).sum();
  }

  private void load(int[] order, int from, int count, Scratch scratch) {
    for (int i = 0; i < count; i++) {
      int block = i / BitKernels.LANES * BitKernels.LANES * words;
      long row = (long) row(order == null ? from + i : order[from + i]) * rows.width();
      int lane = i % BitKernels.LANES;
      BitLayout.toBlock(rows.values(), row, rows.width(), scratch.blocks, block, lane);
    }
  }

  private void nearest(long[] groups, int blocks, Scratch scratch) {
    int centres = groups.length / words;
    int step = Math.clamp(CHUNK / words / BitKernels.GROUP * (long) BitKernels.GROUP, 4, 1 << 16);
    for (int from = 0; from < centres; from += step) {
      context.cancellation().check();
      int to = Math.min(centres, from + step);
      kernels.nearest(scratch.blocks, blocks, groups, from, to, words, scratch.best);
    }
  }

  private void nearest(long[] levels, int[] squares, int blocks, Scratch scratch) {
    int step = Math.clamp(CHUNK / words / BitKernels.PLANES / 2 * 2L, 2, 1 << 16);
    for (int from = 0; from < squares.length; from += step) {
      context.cancellation().check();
      int to = Math.min(squares.length, from + step);
      kernels.nearestLevels(scratch.blocks, blocks, levels, squares, from, to, words, scratch.best);
    }
  }
}
