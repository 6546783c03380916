package io.elanus.index.cluster;

import io.elanus.api.index.MetricType;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildStep;
import io.elanus.index.lists.MetricRows;
import io.elanus.kernels.RowLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Lloyd's algorithm for the lists of an index; {@link ListKMeans} says with which shortcuts.
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

  private KMeans() {}

  /**
   * Trained centres and where the sample belongs.
   *
   * @param assignment the centroid of each point of the sample, as of the last iteration
   * @param clusters the same, sorted
   * @param sums of the points of each cluster
   */
  public record Model(
      Centroids centroids,
      SamplePoints points,
      int[] assignment,
      Clusters clusters,
      double[] sums) {
    /**
     * Assigns all rows: those of the sample among the neighbours of the centroid that they had, the
     * others among all. Then each centroid moves to the mean of its rows, so that those which
     * training did not see count too.
     *
     * @param found receives the centroid of each row
     * @return the rows by centroid, and the sum of distances, less the rows' own squared norms
     */
    public Assigned assign(int[] found, BuildContext context) {
      int[] was = new int[found.length];
      Arrays.fill(was, -1);
      put(points, assignment, was);
      int[][] near = CentroidNeighbours.of(centroids, Schedule.NEIGHBOURS, context);
      new Assigner(points, context).assignNear(centroids, clusters, near, assignment);
      put(points, assignment, found);
      SamplePoints rest = points.rest();
      int[] part = new int[rest.count()];
      new Assigner(rest, context).assign(centroids, part);
      put(rest, part, found);
      Clusters after = Clusters.of(found, centroids.count());
      SamplePoints all = new SamplePoints(points.rows(), null);
      CentroidUpdate.move(all, byRow(), after, was, found, sums, 1, centroids, context);
      return new Assigned(after, objective(after));
    }

    /** The clusters with rows in place of points. */
    private Clusters byRow() {
      int[] rows = clusters.order().clone();
      for (int i = 0; i < rows.length; i++) {
        rows[i] = points.row(rows[i]);
      }
      return new Clusters(clusters.starts(), rows);
    }

    private double objective(Clusters lists) {
      double sum = 0;
      int dim = centroids.dim();
      for (int list = 0; list < centroids.count(); list++) {
        double squared = 0;
        for (int d = 0; d < dim; d++) {
          squared += sums[list * dim + d] * sums[list * dim + d];
        }
        sum -= centroids.spherical() ? Math.sqrt(squared) : squared / Math.max(1, lists.size(list));
      }
      return sum;
    }

    private static void put(SamplePoints points, int[] assignment, int[] found) {
      for (int point = 0; point < assignment.length; point++) {
        found[points.row(point)] = assignment[point];
      }
    }
  }

  /**
   * All rows by centroid.
   *
   * @param objective the sum of distances, less the rows' own squared norms
   */
  public record Assigned(Clusters clusters, double objective) {}

  /** What {@link #train} does. */
  public static List<BuildStep> steps(int rows, int clusters, int dim) {
    int size = sampleSize(rows, clusters);
    List<BuildStep> steps = new ArrayList<>();
    steps.add(new BuildStep("sample", (double) size * dim));
    steps.addAll(ListKMeans.steps(size, clusters, dim));
    return steps;
  }

  /** Multiplications of assigning all rows to trained centres. */
  public static double assignWork(int rows, int clusters, int dim) {
    double size = sampleSize(rows, clusters);
    return ListKMeans.near(size, clusters, dim) + (rows - size) * clusters * dim;
  }

  /** How many rows training looks at. */
  public static int sampleSize(int rows, int clusters) {
    return (int) Math.min(rows, (long) clusters * POINTS_PER_CENTROID);
  }

  /** Heap bytes that {@link #train} holds at most. */
  public static long trainBytes(int rows, int clusters, int dim, int threads) {
    int size = sampleSize(rows, clusters);
    int met = Math.min(Schedule.NEIGHBOURS, clusters);
    long points = (long) size * Integer.BYTES;
    long centres = (long) clusters * dim * Float.BYTES;
    long near = CentroidNeighbours.bytes(clusters, Schedule.NEIGHBOURS);
    long scratch = Assigner.bytes(dim, met, threads);
    // the rows of points; centres, their sums as doubles; the cluster of each point
    long kept = ordinalBytes(rows, size) + 3 * centres + points;
    // clusters before this iteration, points by cluster; what was found, or which points are met
    long meeting = 3 * points + Centroids.packedBytes(clusters, dim) + scratch;
    long nearing =
        2 * points
            + near
            + Math.max(
                CentroidNeighbours.scratchBytes(clusters, Schedule.NEIGHBOURS, dim), scratch);
    long moving = 3 * points;
    long saving = points + stateBytes(rows, clusters, dim);
    return kept + Math.max(Math.max(meeting, nearing), Math.max(moving, saving));
  }

  /** Heap bytes that {@link Model#assign} holds at most, the model and its result included. */
  public static long assignBytes(int rows, int clusters, int dim, int threads) {
    int size = sampleSize(rows, clusters);
    int met = Math.min(Schedule.NEIGHBOURS, clusters);
    long near = CentroidNeighbours.bytes(clusters, Schedule.NEIGHBOURS);
    long scratch = Assigner.bytes(dim, met, threads);
    long all = (long) rows * Integer.BYTES;
    long sample = (long) size * Integer.BYTES;
    // the cluster of each point, points by cluster; centres and their sums as doubles; the cluster
    // of each row, and the one it had
    long kept = ordinalBytes(rows, size) + 2 * sample + 3L * clusters * dim * Float.BYTES + 2 * all;
    long nearing =
        near
            + Math.max(
                CentroidNeighbours.scratchBytes(clusters, Schedule.NEIGHBOURS, dim), scratch);
    // the other rows, and their clusters
    long meeting = 2 * (all - sample) + Centroids.packedBytes(clusters, dim) + scratch;
    // rows by cluster, before and after
    long moving = sample + all;
    return kept + Math.max(nearing, Math.max(meeting, moving));
  }

  /** Heap bytes of the state that {@link #train} saves. */
  public static long stateBytes(int rows, int clusters, int dim) {
    return TrainingState.savedBytes(sampleSize(rows, clusters), clusters, dim);
  }

  private static long ordinalBytes(int rows, int size) {
    return size < rows ? (long) size * Integer.BYTES : 0;
  }

  /** Trains {@code clusters} centres, at most one for each row. */
  public static Model train(MetricRows rows, int clusters, BuildContext context)
      throws IOException {
    int size = sampleSize(rows.count(), clusters);
    context.listener().phase("sample", 0, 0, size);
    SamplePoints points = SamplePoints.sample(rows, size, context.seed());
    Optional<TrainingState> saved = TrainingState.load(context.checkpoints(), size, clusters, rows);
    TrainingState state = saved.isPresent() ? saved.get() : start(points, clusters, context.seed());
    context.listener().advance(size);
    return new ListKMeans(points, state, context).run();
  }

  private static TrainingState start(SamplePoints points, int clusters, long seed) {
    Centroids first = first(points, clusters, seed);
    int[] nowhere = new int[points.count()];
    Arrays.fill(nowhere, -1);
    return new TrainingState(0, first, nowhere, new double[first.values().length]);
  }

  /** Takes distinct points at random for centres. */
  static Centroids first(SamplePoints points, int clusters, long seed) {
    MetricRows rows = points.rows();
    SplittableRandom random = new SplittableRandom(~seed);
    int[] numbers = new int[points.count()];
    Arrays.setAll(numbers, i -> i);
    float[] values = new float[Math.multiplyExact(clusters, rows.dim())];
    boolean spherical = isSpherical(rows.metric());
    for (int i = 0; i < clusters; i++) {
      int other = i + random.nextInt(numbers.length - i);
      int chosen = numbers[other];
      numbers[other] = numbers[i];
      points.copy(chosen, values, i * rows.dim());
      if (spherical) {
        RowLayout.normalise(values, i * rows.dim(), rows.dim());
      }
    }
    return new Centroids(values, clusters, rows.dim(), spherical);
  }

  static boolean isSpherical(MetricType metric) {
    return metric != MetricType.L2;
  }
}
