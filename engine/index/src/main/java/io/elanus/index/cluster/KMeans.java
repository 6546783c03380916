package io.elanus.index.cluster;

import io.elanus.index.BuildContext;
import io.elanus.index.MetricType;
import io.elanus.index.panel.MetricRows;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Lloyd's algorithm with two shortcuts. The first iterations see every eighth point only: centres
 * taken at random move far, whatever the number of points. And once every point has met every
 * centroid, it meets only those near the one it belongs to, which finds almost the same assignment
 * for a fraction of the work.
 *
 * <p>For IP and COSINE the centres have length 1 and a point belongs to the one with the largest
 * inner product. The length of a point does not change where it belongs, only its weight in the
 * mean.
 *
 * <p>After each iteration the state goes to {@link io.elanus.index.Checkpoints}; a later run takes
 * it up and ends with the same bits.
 */
public final class KMeans {
  /** Points per centroid; more change the centres little. */
  public static final int POINTS_PER_CENTROID = 256;

  /** The coarse iterations see one point of so many. */
  private static final int COARSE_STEP = 8;

  /** With fewer points per centroid the coarse iterations would mislead. */
  private static final int COARSE_POINTS = 16;

  private static final int NEAR_ITERATIONS = 15;

  /** Centroids a point meets once it has settled. */
  private static final int NEIGHBOURS = 128;

  private KMeans() {}

  /** How many iterations of each kind there are. */
  private record Schedule(int coarse, int full, int near) {
    static Schedule of(int points, int clusters) {
      boolean many = points / COARSE_STEP >= (long) clusters * COARSE_POINTS;
      return many ? new Schedule(4, 1, NEAR_ITERATIONS) : new Schedule(0, 2, NEAR_ITERATIONS);
    }

    int iterations() {
      return coarse + full + near;
    }
  }

  /**
   * Trained centres and where the sample belongs.
   *
   * @param clusters the sample's points by centroid, as of the last iteration
   */
  public record Model(Centroids centroids, Points points, Clusters clusters, int iterations) {
    /** Assigns the points of the sample, each among the neighbours of the centroid it had. */
    public double assignSample(int[] assignment, BuildContext context) {
      int[][] neighbours = Neighbours.of(centroids, NEIGHBOURS, context);
      return new Assigner(points, context)
          .assignNear(centroids, clusters, neighbours, assignment, null);
    }
  }

  /** How many rows training looks at. */
  public static int sampleSize(int rows, int clusters) {
    return (int) Math.min(rows, (long) clusters * POINTS_PER_CENTROID);
  }

  /** Trains {@code clusters} centres, at most one for each row. */
  public static Model train(MetricRows rows, int clusters, BuildContext context)
      throws IOException {
    int size = sampleSize(rows.count(), clusters);
    context.listener().phase("sample", 0, 0, size);
    Points points = Points.sample(rows, size, context.seed());
    Optional<TrainingState> saved = TrainingState.load(context.checkpoints(), size, clusters, rows);
    TrainingState state = saved.isPresent() ? saved.get() : start(points, clusters, context.seed());
    context.listener().advance(size);
    return new Training(points, state, context).run();
  }

  /** A training under way. */
  private static final class Training {
    private final Points points;
    private final Centroids centroids;
    private final int[] assignment;
    private final BuildContext context;
    private final Assigner assigner;
    private final Schedule schedule;
    private Clusters sorted;
    private int done;
    private boolean settled;

    Training(Points points, TrainingState state, BuildContext context) {
      this.points = points;
      this.centroids = state.centroids();
      this.assignment = state.assignment();
      this.context = context;
      this.assigner = new Assigner(points, context);
      this.schedule = Schedule.of(points.count(), centroids.count());
      this.sorted = Clusters.of(assignment, centroids.count());
      this.done = state.iteration();
    }

    Model run() throws IOException {
      Points thinned = points.thin(COARSE_STEP);
      while (done < schedule.iterations()) {
        context.cancellation().check();
        boolean coarse = done < schedule.coarse;
        int rows = coarse ? thinned.count() : points.count();
        context.listener().phase("train", done + 1, schedule.iterations(), rows);
        if (coarse) {
          coarseIteration(thinned);
        } else if (done < schedule.coarse + schedule.full) {
          fullIteration();
        } else {
          nearIteration();
        }
        done = settled ? schedule.iterations() : done + 1;
        new TrainingState(done, centroids, assignment).save(context.checkpoints());
      }
      return new Model(centroids, points, sorted, done);
    }

    private void coarseIteration(Points thinned) {
      int[] coarse = new int[thinned.count()];
      new Assigner(thinned, context).assign(centroids, coarse);
      Clusters clusters = Clusters.of(coarse, centroids.count());
      CentroidUpdate.update(thinned, clusters, centroids, null, null, context);
    }

    private void fullIteration() {
      assigner.assign(centroids, assignment);
      sorted = Clusters.of(assignment, centroids.count());
      CentroidUpdate.update(points, sorted, centroids, null, null, context);
    }

    private void nearIteration() {
      int[][] neighbours = Neighbours.of(centroids, NEIGHBOURS, context);
      double[] stayed = new double[centroids.values().length];
      int[] before = assignment.clone();
      assigner.assignNear(centroids, sorted, neighbours, assignment, stayed);
      sorted = Clusters.of(assignment, centroids.count());
      CentroidUpdate.update(points, sorted, centroids, stayed, before, context);
      settled = java.util.Arrays.equals(before, assignment);
    }
  }

  private static TrainingState start(Points points, int clusters, long seed) {
    return new TrainingState(0, first(points, clusters, seed), new int[points.count()]);
  }

  /** Takes distinct points at random for centres. */
  static Centroids first(Points points, int clusters, long seed) {
    MetricRows rows = points.rows();
    SplittableRandom random = new SplittableRandom(~seed);
    int[] numbers = new int[points.count()];
    java.util.Arrays.setAll(numbers, i -> i);
    float[] values = new float[clusters * rows.dim()];
    boolean spherical = isSpherical(rows.metric());
    for (int i = 0; i < clusters; i++) {
      int other = i + random.nextInt(numbers.length - i);
      int chosen = numbers[other];
      numbers[other] = numbers[i];
      points.copy(chosen, values, i * rows.dim());
      if (spherical) {
        io.elanus.kernels.RowLayout.normalise(values, i * rows.dim(), rows.dim());
      }
    }
    return new Centroids(values, clusters, rows.dim(), spherical);
  }

  static boolean isSpherical(MetricType metric) {
    return metric != MetricType.L2;
  }
}
