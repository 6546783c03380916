package io.elanus.index.pq;

import io.elanus.index.BuildContext;
import io.elanus.index.BuildStep;
import io.elanus.index.lists.Parallel;
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
  private static final int ITERATIONS = CodeWordKMeans.ITERATIONS;
  private static final int POINTS_PER_CODE = 128;
  private static final int LEAST_POINTS = 1 << 14;

  /** Floats of points that a group of parts may hold, if it is more than one. */
  private static final long GROUP_FLOATS = 16 << 20;

  /** Floats of points that a part may hold. */
  private static final long PART_FLOATS = 64 << 20;

  private final Residuals residuals;
  private final CodeShape shape;
  private final BuildContext context;
  private final int[] positions;
  private final int used;

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
    // which residuals; the order in which first codes are taken
    return 2L * points * Integer.BYTES
        + parts * CodeWordKMeans.bytes(points, shape.partDim(), used)
        + threads * CodeWordKMeans.threadBytes(shape.partDim(), used);
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
    private final int chunks = CodeWordKMeans.chunks(positions.length);
    private final CodeWordKMeans[] parts;
    private final boolean[] changed;

    Group(Codebooks books, int first, int count) {
      this.books = books;
      this.first = first;
      this.parts = new CodeWordKMeans[count];
      this.changed = new boolean[count];
      Arrays.setAll(parts, part -> new CodeWordKMeans(positions.length, shape.partDim(), used));
      Arrays.fill(changed, true);
    }

    void train(int group, int groups) {
      load();
      for (int part = 0; part < parts.length; part++) {
        start(part);
      }
      // Where there are no more points than codes, every point is a code of its own.
      for (int i = 0; i < ITERATIONS && positions.length > shape.codes(); i++) {
        context.cancellation().check();
        context
            .listener()
            .phase("train", group * ITERATIONS + i + 1, groups * ITERATIONS, positions.length);
        iterate();
      }
      for (int part = 0; part < parts.length; part++) {
        books.set(first + part, parts[part].words());
      }
    }

    private void load() {
      Parallel.run(
          context.threads(),
          context.executor(),
          chunks,
          context.cancellation(),
          (chunk, thread) -> {
            int from = chunk * CodeWordKMeans.CHUNK;
            int to = Math.min(positions.length, from + CodeWordKMeans.CHUNK);
            float[] residual = new float[residuals.dim()];
            for (int i = from; i < to; i++) {
              residuals.copy(residuals.listOf(positions[i]), positions[i], 1, residual);
              for (int part = 0; part < parts.length; part++) {
                parts[part].set(i, residual, (first + part) * shape.partDim());
              }
            }
          });
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
        parts[part].start(code, chosen);
      }
    }

    private void iterate() {
      for (int part = 0; part < parts.length; part++) {
        if (changed[part]) {
          parts[part].begin();
        }
      }
      boolean[][] moved = new boolean[parts.length][chunks];
      Parallel.run(
          context.threads(),
          context.executor(),
          chunks * parts.length,
          context.cancellation(),
          (item, thread) -> {
            int chunk = item / parts.length;
            int part = item % parts.length;
            if (changed[part]) {
              moved[part][chunk] = parts[part].assign(chunk, context.cancellation());
            }
            if (part == 0) {
              context.listener().advance(parts[part].size(chunk));
            }
          });
      Parallel.run(
          context.threads(),
          context.executor(),
          parts.length,
          context.cancellation(),
          (part, thread) -> {
            boolean any = false;
            for (boolean some : moved[part]) {
              any |= some;
            }
            changed[part] = any;
            if (any) {
              parts[part].move(context.cancellation());
            }
          });
    }
  }
}
