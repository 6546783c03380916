package io.elanus.index.cluster;

import io.elanus.index.BuildContext;
import io.elanus.index.MetricType;
import io.elanus.index.panel.MetricRows;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Lloyd's algorithm with a shortcut: after the first iterations a point meets only the centroids near the one it
 * belongs to, which finds almost the same assignment for a fraction of the work.
 *
 * <p>For IP and COSINE the centres have length 1 and a point belongs to the one with the largest inner product. The
 * length of a point does not change where it belongs, only its weight in the mean.
 *
 * <p>After each iteration the state goes to {@link io.elanus.index.Checkpoints}; a later run takes it up and ends with
 * the same bits.
 */
public final class KMeans {
  /** Points per centroid; more change the centres little. */
  public static final int POINTS_PER_CENTROID = 256;

  private static final int ITERATIONS = 10;
  private static final int FULL_ITERATIONS = 2;

  /** Centroids a point meets once it has settled. */
  private static final int NEIGHBOURS = 128;

  private KMeans() {}

  /**
   * Trained centres and where the sample belongs.
   *
   * @param clusters the sample's points by centroid, as of the last iteration
   */
  public record Model(Centroids centroids, Points points, Clusters clusters, int iterations) {
    /** Assigns the points of the sample, each among the neighbours of the centroid it had. */
    public double assignSample(int[] assignment, BuildContext context) {
      int[][] neighbours = Neighbours.of(centroids, NEIGHBOURS, context);
      return new Assigner(points, context).assignNear(centroids, clusters, neighbours, assignment);
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
    TrainingState state =
        saved.isPresent() ? saved.get() : start(points, clusters, context.seed());
    context.listener().advance(size);
    int[] assignment = state.assignment();
    Centroids centroids = state.centroids();
    Clusters sorted = state.iteration() == 0 ? null : Clusters.of(assignment, clusters);
    Assigner assigner = new Assigner(points, context);
    int done = state.iteration();
    while (done < ITERATIONS) {
      context.cancellation().check();
      context.listener().phase("train", done + 1, ITERATIONS, size);
      if (done < FULL_ITERATIONS) {
        assigner.assign(centroids, assignment);
      } else {
        int[][] neighbours = Neighbours.of(centroids, NEIGHBOURS, context);
        assigner.assignNear(centroids, sorted, neighbours, assignment);
      }
      sorted = Clusters.of(assignment, clusters);
      CentroidUpdate.update(points, sorted, centroids, context);
      done++;
      new TrainingState(done, centroids, assignment).save(context.checkpoints());
    }
    return new Model(centroids, points, sorted, done);
  }

  /** Takes distinct points at random for centres. */
  private static TrainingState start(Points points, int clusters, long seed) {
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
    return new TrainingState(
        0, new Centroids(values, clusters, rows.dim(), spherical), new int[points.count()]);
  }

  static boolean isSpherical(MetricType metric) {
    return metric != MetricType.L2;
  }
}
