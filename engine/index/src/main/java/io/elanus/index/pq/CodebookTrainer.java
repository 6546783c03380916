package io.elanus.index.pq;

import io.elanus.index.BuildContext;
import io.elanus.index.BuildStep;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PdxKernels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains the codebook of each part by Lloyd's algorithm on the parts of some residuals.
 *
 * <p>Parts are independent of each other, so as many are trained together as fit into a bounded
 * memory; after each such group the codebooks go to the checkpoints. Within a group all threads
 * share every iteration, piece by piece of part and points, and sums are added in the points'
 * order: the result does not depend on the number of threads.
 */
public final class CodebookTrainer {
  private static final int ITERATIONS = 12;
  private static final int POINTS_PER_CODE = 128;
  private static final int LEAST_POINTS = 1 << 14;

  /** Floats of points that a group of parts may hold, if it is more than one. */
  private static final long GROUP_FLOATS = 16 << 20;

  /** Floats of points that a part may hold. */
  private static final long PART_FLOATS = 64 << 20;

  /** Points of one piece of work. */
  private static final int CHUNK = 1024;

  private final Residuals residuals;
  private final CodeShape shape;
  private final BuildContext context;
  private final int[] positions;
  private final int used;
  private final PdxKernels kernels = Kernels.best();

  private CodebookTrainer(Residuals residuals, CodeShape shape, BuildContext context) {
    this.residuals = residuals;
    this.shape = shape;
    this.context = context;
    this.positions = sample(residuals.count(), points(residuals.count(), shape), context.seed());
    this.used = Math.min(shape.codes(), positions.length);
  }

  /** How many residuals training looks at. */
  public static int points(int rows, CodeShape shape) {
    long wanted = Math.max(LEAST_POINTS, (long) shape.codes() * POINTS_PER_CODE);
    long most = Math.max(shape.codes(), PART_FLOATS / shape.partDim());
    return (int) Math.min(rows, Math.min(wanted, most));
  }

  /** How many parts are trained together. */
  static int groupParts(int rows, CodeShape shape) {
    long floats = Math.max(1, (long) points(rows, shape) * shape.partDim());
    return Math.clamp(GROUP_FLOATS / floats, 1, shape.parts());
  }

  /** Peak of heap bytes that training holds beside the codebooks. */
  public static long heapBytes(int rows, CodeShape shape, int threads) {
    long points = points(rows, shape);
    long parts = groupParts(rows, shape);
    long used = Math.min(shape.codes(), points);
    // which residuals; as blocks, their codes; the order in which first codes are taken
    long held =
        2L * points * Integer.BYTES + parts * points * ((long) shape.partDim() * Float.BYTES + 2);
    // packed codes of the parts under way; a thread's distances or sums
    long packed = parts * used * (shape.partDim() + 1) * Float.BYTES;
    long thread = Math.max(2L * CHUNK * Float.BYTES, used * (shape.partDim() * 8L + 4));
    return held + packed + threads * thread;
  }

  /** What {@link #train} does. */
  public static List<BuildStep> steps(int rows, CodeShape shape) {
    int points = points(rows, shape);
    List<BuildStep> steps = new ArrayList<>();
    if (points <= shape.codes()) {
      return steps;
    }
    int size = groupParts(rows, shape);
    for (int first = 0; first < shape.parts(); first += size) {
      double work = (double) points * Math.min(size, shape.parts() - first) * shape.searchWork();
      for (int iteration = 0; iteration < ITERATIONS; iteration++) {
        steps.add(new BuildStep("train", first / size * ITERATIONS + iteration + 1, work));
      }
    }
    return steps;
  }

  /** Trains all codebooks, or those that {@code checkpoints} do not hold yet. */
  public static Codebooks train(
      Residuals residuals, CodeShape shape, BuildContext context, BuildCheckpoints checkpoints)
      throws IOException {
    Codebooks books = new Codebooks(shape, new float[Math.toIntExact(shape.codebookFloats())]);
    CodebookTrainer trainer = new CodebookTrainer(residuals, shape, context);
    int size = groupParts(residuals.count(), shape);
    int groups = (shape.parts() + size - 1) / size;
    int done = checkpoints.load(books);
    for (int first = done; first < shape.parts(); first += size) {
      int count = Math.min(size, shape.parts() - first);
      trainer.new Group(books, first, count).train(first / size, groups);
      checkpoints.save(books, first + count);
    }
    return books;
  }

  /** One position at random out of each of {@code size} equal stretches, ascending. */
  private static int[] sample(int count, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed + 1);
    int[] positions = new int[size];
    for (int i = 0; i < size; i++) {
      int from = (int) ((long) i * count / size);
      int to = (int) ((i + 1L) * count / size);
      positions[i] = from + random.nextInt(to - from);
    }
    return positions;
  }

  /** Some parts under training. */
  private final class Group {
    private final Codebooks books;
    private final int first;
    private final int count;
    private final int partDim = shape.partDim();
    private final int chunks = (positions.length + CHUNK - 1) / CHUNK;

    /** Points of part {@code p} and chunk {@code b} as blocks, at {@code b * count + p}. */
    private final float[][] blocks;

    /** Code of each point of a part. */
    private final char[][] codes;

    private final boolean[] changed;

    Group(Codebooks books, int first, int count) {
      this.books = books;
      this.first = first;
      this.count = count;
      this.blocks = new float[chunks * count][];
      this.codes = new char[count][positions.length];
      this.changed = new boolean[count];
      Arrays.fill(changed, true);
    }

    void train(int group, int groups) {
      load();
      for (int part = 0; part < count; part++) {
        start(part);
      }
      if (positions.length <= shape.codes()) {
        return; // every point is a code of its own
      }
      for (int iteration = 0; iteration < ITERATIONS; iteration++) {
        context.cancellation().check();
        context
            .listener()
            .phase(
                "train", group * ITERATIONS + iteration + 1, groups * ITERATIONS, positions.length);
        iterate();
      }
    }

    private void load() {
      Parallel.run(
          context.threads(),
          context.executor(),
          chunks,
          context.cancellation(),
          (chunk, thread) -> {
            int from = chunk * CHUNK;
            int size = Math.min(CHUNK, positions.length - from);
            int padded = (size + PdxKernels.LANES - 1) / PdxKernels.LANES * PdxKernels.LANES;
            for (int part = 0; part < count; part++) {
              blocks[chunk * count + part] = new float[padded * partDim];
            }
            float[] residual = new float[residuals.dim()];
            for (int i = 0; i < size; i++) {
              int position = positions[from + i];
              residuals.copy(residuals.listOf(position), position, 1, residual);
              for (int part = 0; part < count; part++) {
                float[] target = blocks[chunk * count + part];
                int at = place(i);
                for (int d = 0; d < partDim; d++) {
                  target[at + d * PdxKernels.LANES] = residual[(first + part) * partDim + d];
                }
              }
            }
          });
    }

    /** Where the first value of a point lies in its chunk's blocks. */
    private int place(int i) {
      return i / PdxKernels.LANES * PdxKernels.LANES * partDim + i % PdxKernels.LANES;
    }

    /** Takes points at random for codes. */
    private void start(int part) {
      SplittableRandom random = new SplittableRandom(context.seed() * 31 + first + part);
      int[] numbers = new int[positions.length];
      Arrays.setAll(numbers, i -> i);
      for (int code = 0; code < used; code++) {
        int other = code + random.nextInt(numbers.length - code);
        int chosen = numbers[other];
        numbers[other] = numbers[code];
        float[] block = blocks[chosen / CHUNK * count + part];
        int at = place(chosen % CHUNK);
        for (int d = 0; d < partDim; d++) {
          set(part, code, d, block[at + d * PdxKernels.LANES]);
        }
      }
    }

    private void set(int part, int code, int d, float value) {
      books.values()[((first + part) * partDim + d) * shape.codes() + code] = value;
    }

    private void iterate() {
      Codebooks.Packed[] packed = new Codebooks.Packed[count];
      for (int part = 0; part < count; part++) {
        packed[part] = changed[part] ? books.pack(first + part, used) : null;
      }
      boolean[][] moved = new boolean[count][chunks];
      Parallel.run(
          context.threads(),
          context.executor(),
          chunks * count,
          context.cancellation(),
          (item, thread) -> {
            int chunk = item / count;
            int part = item % count;
            if (changed[part]) {
              moved[part][chunk] = assign(packed[part], chunk, part);
            }
            if (part == 0) {
              context.listener().advance(Math.min(CHUNK, positions.length - chunk * CHUNK));
            }
          });
      Parallel.run(
          context.threads(),
          context.executor(),
          count,
          context.cancellation(),
          (part, thread) -> {
            boolean any = false;
            for (boolean some : moved[part]) {
              any |= some;
            }
            changed[part] = any;
            if (any) {
              update(part);
            }
          });
    }

    private boolean assign(Codebooks.Packed packed, int chunk, int part) {
      float[] points = blocks[chunk * count + part];
      int blockCount = points.length / partDim / PdxKernels.LANES;
      float[] distance = new float[blockCount * PdxKernels.LANES];
      float[] index = new float[blockCount * PdxKernels.LANES];
      NearestCode.find(kernels, context, points, blockCount, packed, partDim, distance, index);
      boolean any = false;
      int from = chunk * CHUNK;
      for (int i = 0; i < Math.min(CHUNK, positions.length - from); i++) {
        char code = (char) index[i];
        any |= codes[part][from + i] != code;
        codes[part][from + i] = code;
      }
      return any;
    }

    private void update(int part) {
      double[] sums = new double[used * partDim];
      int[] sizes = new int[used];
      for (int i = 0; i < positions.length; i++) {
        if (i % CHUNK == 0) {
          context.cancellation().check();
        }
        int code = codes[part][i];
        sizes[code]++;
        float[] block = blocks[i / CHUNK * count + part];
        int at = place(i % CHUNK);
        for (int d = 0; d < partDim; d++) {
          sums[code * partDim + d] += block[at + d * PdxKernels.LANES];
        }
      }
      for (int code = 0; code < used; code++) {
        for (int d = 0; d < partDim && sizes[code] > 0; d++) {
          set(part, code, d, (float) (sums[code * partDim + d] / sizes[code]));
        }
      }
      splitForEmpty(part, sizes);
    }

    /** Gives a code that no point has one half of the points of the most frequent code. */
    private void splitForEmpty(int part, int[] sizes) {
      for (int empty = 0; empty < used; empty++) {
        if (sizes[empty] > 0) {
          continue;
        }
        context.cancellation().check();
        int largest = 0;
        for (int code = 1; code < used; code++) {
          largest = sizes[code] > sizes[largest] ? code : largest;
        }
        if (sizes[largest] < 2) {
          return;
        }
        for (int d = 0; d < partDim; d++) {
          float value = books.value((first + part) * partDim + d, largest);
          float step = (d & 1) == 0 ? 1f / 1024 : -1f / 1024;
          set(part, empty, d, value * (1 + step));
          set(part, largest, d, value * (1 - step));
        }
        sizes[empty] = sizes[largest] / 2;
        sizes[largest] -= sizes[empty];
      }
    }
  }
}
