package io.elanus.index.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildListener;
import io.elanus.index.Checkpoints;
import io.elanus.index.FloatRows;
import io.elanus.index.lists.MetricRows;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Centres of lists of which training has seen some rows only. */
class KMeansTest {
  private static final int ROWS = 5000;
  private static final int DIM = 12;
  private static final int CLUSTERS = 8;

  private static float[] values() {
    Random random = new Random(41);
    float[] values = new float[ROWS * DIM];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() + (i / DIM % CLUSTERS == i % DIM ? 3 : 0);
    }
    return values;
  }

  private static BuildContext context(ExecutorService executor) {
    return new BuildContext(
        2, executor, 7, new Cancellation(), BuildListener.none(), Checkpoints.none());
  }

  @ParameterizedTest
  @EnumSource(
      value = MetricType.class,
      names = {"L2", "IP"})
  void centresAreTheMeansOfAllTheirRows(MetricType metric) throws IOException {
    assertTrue(KMeans.sampleSize(ROWS, CLUSTERS) < ROWS, "training sees a part of the rows");
    float[] values = values();
    MetricRows rows = new MetricRows(FloatRows.of(values, ROWS, DIM), metric);
    int[] found = new int[ROWS];
    KMeans.Model model;
    KMeans.Assigned assigned;
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      model = KMeans.train(rows, CLUSTERS, context(executor));
      assigned = model.assign(found, context(executor));
    }
    double[][] means = new double[CLUSTERS][DIM];
    int[] sizes = new int[CLUSTERS];
    for (int row = 0; row < ROWS; row++) {
      sizes[found[row]]++;
      for (int d = 0; d < DIM; d++) {
        means[found[row]][d] += values[row * DIM + d];
      }
    }
    double objective = 0;
    for (int cluster = 0; cluster < CLUSTERS; cluster++) {
      double squared = 0;
      for (int d = 0; d < DIM; d++) {
        squared += means[cluster][d] * means[cluster][d];
      }
      double length = metric == MetricType.L2 ? sizes[cluster] : Math.sqrt(squared);
      for (int d = 0; d < DIM; d++) {
        float centre = model.centroids().values()[cluster * DIM + d];
        assertEquals(means[cluster][d] / length, centre, 1e-5);
      }
      objective -= metric == MetricType.L2 ? squared / sizes[cluster] : length;
      assertEquals(sizes[cluster], assigned.clusters().size(cluster));
    }
    assertEquals(objective, assigned.objective(), Math.abs(objective) * 1e-6);
  }

  @Test
  void theSampleGrowsFromEnoughPointsToAll() {
    for (int points : new int[] {CLUSTERS, 10 * CLUSTERS, 40 * CLUSTERS, 256 * CLUSTERS}) {
      int seen = 0;
      for (Schedule.Iteration step : Schedule.beforeMeans(points, CLUSTERS)) {
        int sees = SamplePoints.countEvery(points, 0, step.every());
        assertTrue(sees >= Math.min(points, 16 * CLUSTERS), "points seen with " + points);
        assertTrue(sees >= seen, "the sample grows");
        assertTrue(
            sees == seen || step.meeting() != Schedule.Meeting.NEAR,
            "new points meet all centres first");
        seen = sees;
      }
      assertEquals(points, seen, "the last iteration sees all points");
    }
  }
}
