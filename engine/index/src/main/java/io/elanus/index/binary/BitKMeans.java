package io.elanus.index.binary;

import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildStep;
import io.elanus.index.cluster.Clusters;
import io.elanus.index.cluster.GrowingKMeans;
import io.elanus.index.cluster.KMeans;
import io.elanus.index.cluster.SamplePoints;
import io.elanus.index.cluster.Schedule;
import io.elanus.index.cluster.Schedule.Iteration;
import io.elanus.index.cluster.Schedule.Meeting;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.TopK;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Lloyd's algorithm over binary vectors taken as points of real space; whoever needs binary centres
 * rounds those it ends with. Centres that stay binary during training too (k-majority) move in
 * steps that are too coarse and stop earlier, at worse lists; eight levels for a coordinate let
 * distances be counted from bits.
 *
 * <p>The sample grows, and points that have settled meet only the centres near their own, as {@link
 * Schedule} says. A centre without points takes the place of the point that lies furthest from its
 * own. After each iteration the state goes to {@link io.elanus.index.Checkpoints}; a later run
 * takes it up and ends with the same bits.
 */
final class BitKMeans extends GrowingKMeans {
  private final BitRows rows;
  private final int[] ordinals;
  private final BuildContext context;
  private final LevelCentres centres;
  private final int[] assignment;
  private final int[] distances;
  private final BitCounts[] counters;

  private BitKMeans(BitRows rows, int[] ordinals, BitTrainingState state, BuildContext context) {
    super(
        state.assignment().length,
        Schedule.of(state.assignment().length, state.centres().count()),
        state.iteration(),
        context);
    this.rows = rows;
    this.ordinals = ordinals;
    this.context = context;
    this.centres = state.centres();
    this.assignment = state.assignment();
    this.distances = new int[assignment.length];
    this.counters = new BitCounts[Math.max(1, context.threads())];
  }

  /** What {@link #train} does; a unit of work is to compare a point with a centre. */
  static List<BuildStep> steps(int rows, int clusters) {
    int size = KMeans.sampleSize(rows, clusters);
    List<BuildStep> steps = new ArrayList<>();
    steps.add(new BuildStep("sample", size));
    int near = Math.min(Schedule.NEIGHBOURS, clusters);
    steps.addAll(Schedule.work(Schedule.of(size, clusters), size, clusters, near));
    return steps;
  }

  /** Heap bytes that {@link #train} holds at most. */
  static long trainBytes(int rows, int clusters, int dim, int threads) {
    int size = KMeans.sampleSize(rows, clusters);
    long points = (long) size * Integer.BYTES;
    long levels = (long) clusters * BitKernels.PLANES * BitKernels.words(dim) * Long.BYTES;
    long near = BitNeighbours.bytes(clusters, Schedule.NEIGHBOURS);
    int met = Math.min(Schedule.NEIGHBOURS, clusters);
    // the rows of points; the centre of each point, how far it is
    long kept = (size < rows ? points : 0) + 2 * points + levels + threads * BitCounts.bytes(dim);
    long meeting = 0;
    int known = 0;
    for (Iteration step : Schedule.of(size, clusters)) {
      int every = step.meeting() == Meeting.NEW ? known : step.every();
      if (step.meeting() != Meeting.NEAR) {
        // points that are met, their centres, how far they are; levels padded
        meeting = Math.max(meeting, 3 * points / every + levels);
      }
      known = step.every();
    }
    meeting += BitAssigner.bytes(dim, 0, threads);
    // points by centre before and after
    long nearing =
        2 * points
            + near
            + Math.max(
                BitNeighbours.scratchBytes(clusters, met, dim),
                BitAssigner.bytes(dim, met, threads));
    long saving = BitTrainingState.savedBytes(size, clusters, dim);
    return kept + Math.max(Math.max(meeting, nearing), saving);
  }

  /** Trains {@code clusters} centres, at most one for each row. */
  static LevelCentres train(BitRows rows, int clusters, BuildContext context) throws IOException {
    int size = KMeans.sampleSize(rows.count(), clusters);
    context.listener().phase("sample", 0, 0, size);
    int[] ordinals = SamplePoints.sample(rows.count(), size, context.seed());
    Optional<BitTrainingState> saved =
        BitTrainingState.load(context.checkpoints(), size, clusters, rows.dim());
    BitTrainingState state =
        saved.isPresent() ? saved.get() : start(rows, ordinals, size, clusters, context.seed());
    context.listener().advance(size);
    return new BitKMeans(rows, ordinals, state, context).run();
  }

  /** Takes distinct points at random for centres. */
  private static BitTrainingState start(
      BitRows rows, int[] ordinals, int size, int clusters, long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    int[] numbers = new int[size];
    Arrays.setAll(numbers, i -> i);
    LevelCentres centres = LevelCentres.empty(clusters, rows.dim());
    for (int i = 0; i < clusters; i++) {
      int other = i + random.nextInt(size - i);
      int chosen = numbers[other];
      numbers[other] = numbers[i];
      centres.set(i, rows, ordinals == null ? chosen : ordinals[chosen]);
    }
    return new BitTrainingState(0, centres, new int[size]);
  }

  private int row(int point) {
    return ordinals == null ? point : ordinals[point];
  }

  private LevelCentres run() throws IOException {
    iterate();
    return centres;
  }

  @Override
  protected void save(int iterations) throws IOException {
    new BitTrainingState(iterations, centres, assignment).save(context.checkpoints());
  }

  @Override
  protected void begin() {
    // Only of points that are met: a build that is taken up knows no others.
    Arrays.fill(distances, 0);
  }

  @Override
  protected void meetNear(int every) {
    Clusters sorted = Clusters.of(assignment, centres.count(), every);
    int[][] near = BitNeighbours.of(centres.binary(), Schedule.NEIGHBOURS, context);
    new BitAssigner(rows, ordinals, context)
        .assignNear(centres, sorted, near, assignment, distances);
  }

  @Override
  protected boolean move(Iteration step, boolean last) {
    update(Clusters.of(assignment, centres.count(), step.every()), step.every());
    return false;
  }

  @Override
  protected void meetAll(int first, int step) {
    int[] some = new int[(assignment.length - first + step - 1) / step];
    Arrays.setAll(some, i -> row(first + i * step));
    int[] found = new int[some.length];
    int[] far = new int[some.length];
    new BitAssigner(rows, some, context).assign(centres, found, far);
    for (int i = 0; i < some.length; i++) {
      assignment[first + i * step] = found[i];
      distances[first + i * step] = far[i];
    }
  }

  private void update(Clusters clusters, int every) {
    Parallel.run(
        context.threads(),
        context.executor(),
        centres.count(),
        context.cancellation(),
        (cluster, thread) -> {
          if (clusters.size(cluster) == 0) {
            return;
          }
          if (counters[thread] == null) {
            counters[thread] = new BitCounts(rows.dim());
          }
          BitCounts counter = counters[thread];
          counter.clear();
          for (int i = clusters.starts()[cluster]; i < clusters.starts()[cluster + 1]; i++) {
            counter.add(rows, row(clusters.order()[i]));
          }
          counter.write(centres, cluster);
        });
    refill(clusters, every);
  }

  private void refill(Clusters clusters, int every) {
    int[] empty = new int[centres.count()];
    int count = 0;
    for (int cluster = 0; cluster < centres.count(); cluster++) {
      if (clusters.size(cluster) == 0) {
        empty[count++] = cluster;
      }
    }
    if (count == 0) {
      return;
    }
    TopK furthest = new TopK(count, Float.POSITIVE_INFINITY);
    for (int point = 0; point < distances.length; point += every) {
      if (distances[point] > 0) {
        furthest.push(-distances[point], point, 0);
      }
    }
    long[] points = furthest.sorted();
    for (int i = 0; i < points.length; i++) {
      centres.set(empty[i], rows, row(TopK.row(points[i])));
    }
  }
}
