package io.elanus.index.cluster;

import io.elanus.index.BuildContext;
import io.elanus.index.panel.PanelLists;
import io.elanus.index.panel.Parallel;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PanelHits;
import io.elanus.kernels.PanelKernels;
import io.elanus.kernels.RowLayout;
import io.elanus.kernels.TopCandidates;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Finds for each centroid the centroids nearest to it. */
final class Neighbours {
  private static final int STEP = 64;

  private Neighbours() {}

  /** Ascending numbers of the {@code count} nearest centroids of each, itself included. */
  static int[][] of(Centroids centroids, int count, BuildContext context) {
    int[][] neighbours = new int[centroids.count()][];
    int kept = Math.min(count, centroids.count());
    if (kept == centroids.count()) {
      int[] all = new int[kept];
      Arrays.setAll(all, i -> i);
      Arrays.fill(neighbours, all);
      return neighbours;
    }
    int panelCount = (centroids.count() + PanelKernels.LANES - 1) / PanelKernels.LANES;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment panels =
          arena.allocate(panelCount * PanelKernels.panelBytes(centroids.dim()), 64);
      MemorySegment bias = arena.allocate(PanelLists.biasOffset(panelCount), 64);
      fill(centroids, panelCount, panels, bias);
      int items = (centroids.count() + STEP - 1) / STEP;
      Parallel.run(
          context.threads(),
          context.executor(),
          items,
          context.cancellation(),
          (item, thread) -> {
            PanelHits hits = new PanelHits();
            int end = Math.min(centroids.count(), (item + 1) * STEP);
            for (int centroid = item * STEP; centroid < end; centroid++) {
              context.cancellation().check();
              neighbours[centroid] =
                  nearest(centroids, centroid, kept, panelCount, panels, bias, hits);
            }
          });
    }
    return neighbours;
  }

  private static void fill(
      Centroids centroids, int panelCount, MemorySegment panels, MemorySegment bias) {
    int dim = centroids.dim();
    float[] panel = new float[dim * PanelKernels.LANES];
    for (int p = 0; p < panelCount; p++) {
      int first = p * PanelKernels.LANES;
      int count = Math.min(PanelKernels.LANES, centroids.count() - first);
      RowLayout.toPanel(centroids.values(), first * dim, count, dim, panel, 0);
      MemorySegment.copy(
          panel,
          0,
          panels,
          PanelLists.FLOAT,
          p * PanelKernels.panelBytes(dim),
          panel.length);
      for (int lane = 0; lane < PanelKernels.LANES; lane++) {
        float value =
            lane >= count
                ? Float.POSITIVE_INFINITY
                : centroids.spherical()
                    ? 0
                    : (float) RowLayout.squaredNorm(centroids.values(), (first + lane) * dim, dim);
        bias.set(PanelLists.FLOAT, (long) (first + lane) * Float.BYTES, value);
      }
    }
  }

  private static int[] nearest(
      Centroids centroids,
      int centroid,
      int kept,
      int panelCount,
      MemorySegment panels,
      MemorySegment bias,
      PanelHits hits) {
    int dim = centroids.dim();
    float[] query = new float[dim];
    for (int d = 0; d < dim; d++) {
      query[d] = (centroids.spherical() ? -1 : -2) * centroids.values()[centroid * dim + d];
    }
    TopCandidates top = new TopCandidates(kept, Float.POSITIVE_INFINITY);
    for (int panel = 0; panel < panelCount; panel += STEP) {
      Kernels.best()
          .scan(
              query,
              panels,
              panel * PanelKernels.panelBytes(dim),
              bias,
              PanelLists.biasOffset(panel),
              Math.min(STEP, panelCount - panel),
              dim,
              top.threshold(),
              hits);
      for (int hit = 0; hit < hits.count(); hit++) {
        int first = (panel + hits.panel(hit)) * PanelKernels.LANES;
        for (int mask = hits.mask(hit); mask != 0; mask &= mask - 1) {
          int lane = Integer.numberOfTrailingZeros(mask);
          if (first + lane < centroids.count()) {
            top.push(hits.distance(hit, lane), first + lane, 0);
          }
        }
      }
    }
    int[] nearest = new int[top.size()];
    for (int i = 0; i < nearest.length; i++) {
      nearest[i] = TopCandidates.row(top.keyAt(i));
    }
    Arrays.sort(nearest);
    return nearest;
  }
}
