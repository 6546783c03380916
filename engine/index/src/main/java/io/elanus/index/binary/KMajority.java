package io.elanus.index.binary;

import io.elanus.index.BitRows;
import io.elanus.index.BuildContext;
import io.elanus.index.cluster.Clusters;
import io.elanus.index.cluster.KMeans;
import io.elanus.index.cluster.Points;
import io.elanus.index.panel.Parallel;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import io.elanus.kernels.TopCandidates;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * k-majority: Lloyd's algorithm under Hamming distance, where the centre of a cluster has each bit
 * as most of its vectors have it (Grana, Borghesani, Manfredi and Cucchiara, "A fast approach for
 * integrating ORB descriptors in the bag of words model", 2013).
 *
 * <p>A centre without points takes the place of the point that lies furthest from its own. Training
 * ends early when an iteration brings the points less than a thousandth nearer. After each
 * iteration the state goes to {@link io.elanus.index.Checkpoints}; a later run takes it up and ends
 * with the same bits.
 */
final class KMajority {
  private static final int ITERATIONS = 12;

  /** Training ends when the sum of distances falls by less than one part in so many. */
  private static final int LEAST_GAIN = 1000;

  private final BitRows rows;
  private final BuildContext context;
  private final BitAssigner assigner;
  private final BitCentres centres;
  private final BitMajority[] counters;
  private long sum;
  private int done;

  private KMajority(BitRows rows, int[] ordinals, KMajorityState state, BuildContext context) {
    this.rows = rows;
    this.context = context;
    this.assigner = new BitAssigner(rows, ordinals, context);
    this.centres = state.centres();
    this.counters = new BitMajority[Math.max(1, context.threads())];
    this.sum = state.sum();
    this.done = state.iteration();
  }

  /** Trains {@code clusters} centres, at most one for each row. */
  static BitCentres train(BitRows rows, int clusters, BuildContext context) throws IOException {
    int size = KMeans.sampleSize(rows.count(), clusters);
    context.listener().phase("sample", 0, 0, size);
    int[] ordinals = Points.sample(rows.count(), size, context.seed());
    Optional<KMajorityState> saved =
        KMajorityState.load(context.checkpoints(), size, clusters, rows.dim());
    KMajorityState state =
        saved.isPresent() ? saved.get() : start(rows, ordinals, size, clusters, context.seed());
    context.listener().advance(size);
    return new KMajority(rows, ordinals, state, context).run();
  }

  /** Takes distinct points at random for centres. */
  private static KMajorityState start(
      BitRows rows, int[] ordinals, int size, int clusters, long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    int[] numbers = new int[size];
    Arrays.setAll(numbers, i -> i);
    BitCentres centres = new BitCentres(new long[clusters * words(rows)], clusters, rows.dim());
    for (int i = 0; i < clusters; i++) {
      int other = i + random.nextInt(size - i);
      int chosen = numbers[other];
      numbers[other] = numbers[i];
      copy(rows, ordinals == null ? chosen : ordinals[chosen], centres, i);
    }
    return new KMajorityState(0, Long.MAX_VALUE, centres);
  }

  private static int words(BitRows rows) {
    return BitKernels.words(rows.dim());
  }

  private static void copy(BitRows rows, int row, BitCentres centres, int centre) {
    for (int w = 0; w < centres.words(); w++) {
      centres.values()[centre * centres.words() + w] =
          BitLayout.word(rows.values(), (long) row * rows.width(), rows.width(), w);
    }
  }

  private BitCentres run() throws IOException {
    int[] assignment = new int[assigner.points()];
    int[] differing = new int[assigner.points()];
    while (done < ITERATIONS) {
      context.cancellation().check();
      context.listener().phase("train", done + 1, ITERATIONS, assigner.points());
      long now = assigner.assign(centres, assignment, differing);
      boolean settled = sum != Long.MAX_VALUE && sum - now < sum / LEAST_GAIN + 1;
      sum = now;
      update(Clusters.of(assignment, centres.count()), differing);
      done = settled ? ITERATIONS : done + 1;
      new KMajorityState(done, sum, centres).save(context.checkpoints(), assigner.points());
    }
    return centres;
  }

  private void update(Clusters clusters, int[] differing) {
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
            counters[thread] = new BitMajority(rows.dim());
          }
          BitMajority majority = counters[thread];
          majority.clear();
          for (int i = clusters.starts()[cluster]; i < clusters.starts()[cluster + 1]; i++) {
            majority.add(rows, assigner.row(clusters.order()[i]));
          }
          majority.write(centres.values(), cluster * centres.words());
        });
    refill(clusters, differing);
  }

  private void refill(Clusters clusters, int[] differing) {
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
    for (int point = 0; point < differing.length; point++) {
      if (differing[point] > 0) {
        furthest.push(-differing[point], point, 0);
      }
    }
    long[] points = furthest.sorted();
    for (int i = 0; i < points.length; i++) {
      copy(rows, assigner.row(TopCandidates.row(points[i])), centres, empty[i]);
    }
  }
}
