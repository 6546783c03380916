package io.elanus.index.binary;

import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildStep;
import io.elanus.index.cluster.Clusters;
import io.elanus.index.cluster.KMeans;
import io.elanus.index.cluster.Points;
import io.elanus.index.panel.Parallel;
import io.elanus.kernels.TopCandidates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Lloyd's algorithm over binary vectors taken as points of real space; whoever needs binary centres
 * rounds those it ends with. Centres that stay binary during training too (k-majority) move in
 * steps that are too coarse and stop earlier, at worse lists; eight levels for a coordinate are as
 * good as floats and let distances be counted from bits.
 *
 * <p>A centre without points takes the place of the point that lies furthest from its own. Training
 * ends early when an iteration brings the points less than one part in 2,000 nearer. After each
 * iteration the state goes to {@link io.elanus.index.Checkpoints}; a later run takes it up and ends
 * with the same bits.
 */
final class BitKMeans {
  private static final int ITERATIONS = 20;

  /** So many iterations are taken for certain; 340,479 words in 1024 lists took 13. */
  private static final int USUAL = 11;

  /** Training ends when the sum of distances falls by less than one part in so many. */
  private static final int LEAST_GAIN = 2000;

  private final BitRows rows;
  private final BuildContext context;
  private final BitAssigner assigner;
  private final LevelCentres centres;
  private final BitCounts[] counters;
  private long sum;
  private int done;

  private BitKMeans(BitRows rows, int[] ordinals, BitTrainingState state, BuildContext context) {
    this.rows = rows;
    this.context = context;
    this.assigner = new BitAssigner(rows, ordinals, context);
    this.centres = state.centres();
    this.counters = new BitCounts[Math.max(1, context.threads())];
    this.sum = state.sum();
    this.done = state.iteration();
  }

  /** What {@link #train} does. */
  static List<BuildStep> steps(int rows, int clusters) {
    double size = KMeans.sampleSize(rows, clusters);
    List<BuildStep> steps = new ArrayList<>();
    steps.add(new BuildStep("sample", size));
    for (int i = 1; i <= ITERATIONS; i++) {
      // The later an iteration, the likelier training has ended before it.
      double chance = i <= USUAL ? 1 : Math.pow(0.75, i - USUAL);
      steps.add(new BuildStep("train", i, size * clusters * chance));
    }
    return steps;
  }

  /** Trains {@code clusters} centres, at most one for each row. */
  static LevelCentres train(BitRows rows, int clusters, BuildContext context) throws IOException {
    int size = KMeans.sampleSize(rows.count(), clusters);
    context.listener().phase("sample", 0, 0, size);
    int[] ordinals = Points.sample(rows.count(), size, context.seed());
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
    return new BitTrainingState(0, Long.MAX_VALUE, centres);
  }

  private LevelCentres run() throws IOException {
    int[] assignment = new int[assigner.points()];
    int[] distances = new int[assigner.points()];
    while (done < ITERATIONS) {
      context.cancellation().check();
      context.listener().phase("train", done + 1, ITERATIONS, assigner.points());
      long now = assigner.assign(centres, assignment, distances);
      boolean settled = sum != Long.MAX_VALUE && sum - now < sum / LEAST_GAIN + 1;
      sum = now;
      update(Clusters.of(assignment, centres.count()), distances);
      done = settled ? ITERATIONS : done + 1;
      new BitTrainingState(done, sum, centres).save(context.checkpoints(), assigner.points());
    }
    return centres;
  }

  private void update(Clusters clusters, int[] distances) {
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
            counter.add(rows, assigner.row(clusters.order()[i]));
          }
          counter.write(centres, cluster);
        });
    refill(clusters, distances);
  }

  private void refill(Clusters clusters, int[] distances) {
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
    TopCandidates furthest = new TopCandidates(count, Float.POSITIVE_INFINITY);
    for (int point = 0; point < distances.length; point++) {
      if (distances[point] > 0) {
        furthest.push(-distances[point], point, 0);
      }
    }
    long[] points = furthest.sorted();
    for (int i = 0; i < points.length; i++) {
      centres.set(empty[i], rows, assigner.row(TopCandidates.row(points[i])));
    }
  }
}
