package io.elanus.index.cluster;

import io.elanus.index.BuildContext;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PdxKernels;
import io.elanus.kernels.RowLayout;
import io.elanus.kernels.TopK;
import java.util.Arrays;
import java.util.BitSet;

/** Finds for each centroid the centroids nearest to it. */
final class CentroidNeighbours {
  /** Groups of centroids to one piece of work. */
  private static final int STEP = 8;

  /** Blocks scored before their distances are looked at. */
  private static final int BLOCKS = 16;

  /** Bytes of an array's header and of a reference to it. */
  private static final int ARRAY = 20;

  private final Centroids centroids;
  private final int kept;
  private final Centroids.Packed groups;
  private final float[][] blocks;
  private final float[][] biases;

  private CentroidNeighbours(Centroids centroids, int kept) {
    this.centroids = centroids;
    this.kept = kept;
    this.groups = centroids.pack();
    int size = BLOCKS * PdxKernels.LANES;
    this.blocks = new float[(centroids.count() + size - 1) / size][];
    this.biases = new float[blocks.length][];
    for (int i = 0; i < blocks.length; i++) {
      fill(i, i * size, Math.min(size, centroids.count() - i * size));
    }
  }

  /** Ascending numbers of the {@code count} nearest centroids of each, itself included. */
  static int[][] of(Centroids centroids, int count, BuildContext context) {
    int[][] nearest = new int[centroids.count()][];
    if (count >= centroids.count()) {
      int[] all = new int[centroids.count()];
      Arrays.setAll(all, i -> i);
      Arrays.fill(nearest, all);
      return nearest;
    }
    CentroidNeighbours neighbours = new CentroidNeighbours(centroids, count);
    int groupCount = neighbours.groups.groupCount();
    Parallel.ranges(
        context,
        0,
        groupCount,
        STEP,
        (from, to, thread) -> {
          float[] distances = new float[BLOCKS * PdxKernels.LANES * PdxKernels.GROUP];
          BitSet marks = new BitSet(centroids.count());
          for (int g = from; g < to; g++) {
            context.cancellation().check();
            neighbours.find(g, distances, marks, nearest);
          }
        });
    return nearest;
  }

  /** Heap bytes of what {@link #of} returns. */
  static long bytes(long centroids, int count) {
    return count < centroids
        ? centroids * (ARRAY + (long) count * Integer.BYTES)
        : 2 * centroids * Integer.BYTES;
  }

  /** Heap bytes that finding them takes besides. */
  static long scratchBytes(int centroids, int count, int dim) {
    return count < centroids ? 2 * Centroids.packedBytes(centroids, dim) : 0;
  }

  private void fill(int chunk, int first, int count) {
    int dim = centroids.dim();
    int blockCount = (count + PdxKernels.LANES - 1) / PdxKernels.LANES;
    blocks[chunk] = new float[blockCount * PdxKernels.LANES * dim];
    biases[chunk] = new float[blockCount * PdxKernels.LANES];
    Arrays.fill(biases[chunk], Float.POSITIVE_INFINITY);
    for (int i = 0; i < count; i++) {
      int block = i / PdxKernels.LANES * PdxKernels.LANES * dim;
      RowLayout.toBlock(
          centroids.values(), (first + i) * dim, dim, blocks[chunk], block, i % PdxKernels.LANES);
      biases[chunk][i] = groups.bias()[first + i];
    }
  }

  private void find(int group, float[] distances, BitSet marks, int[][] nearest) {
    int first = group * PdxKernels.GROUP;
    int members = Math.min(PdxKernels.GROUP, centroids.count() - first);
    TopK[] tops = new TopK[members];
    Arrays.setAll(tops, r -> new TopK(kept, Float.POSITIVE_INFINITY));
    for (int chunk = 0; chunk < blocks.length; chunk++) {
      int blockCount = biases[chunk].length / PdxKernels.LANES;
      Kernels.best()
          .distances(
              groups.groups(),
              first * centroids.dim(),
              blocks[chunk],
              biases[chunk],
              blockCount,
              centroids.dim(),
              distances);
      int start = chunk * BLOCKS * PdxKernels.LANES;
      for (int i = 0; i < Math.min(blockCount * 16, centroids.count() - start); i++) {
        int at = i / PdxKernels.LANES * PdxKernels.GROUP * PdxKernels.LANES;
        for (int r = 0; r < members; r++) {
          float distance = distances[at + r * PdxKernels.LANES + i % PdxKernels.LANES];
          if (distance <= tops[r].threshold()) {
            tops[r].push(distance, start + i, 0);
          }
        }
      }
    }
    for (int r = 0; r < members; r++) {
      nearest[first + r] = ascending(tops[r], marks);
    }
  }

  /**
   * The rows that were kept.
   *
   * @param marks empty before and after; reading them is quicker than sorting, and quicker compiled
   */
  private static int[] ascending(TopK top, BitSet marks) {
    for (int i = 0; i < top.size(); i++) {
      marks.set(TopK.row(top.keyAt(i)));
    }
    int[] found = new int[top.size()];
    int row = -1;
    for (int i = 0; i < found.length; i++) {
      row = marks.nextSetBit(row + 1);
      found[i] = row;
    }
    marks.clear();
    return found;
  }
}
