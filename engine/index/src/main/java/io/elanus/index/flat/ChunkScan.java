package io.elanus.index.flat;

import io.elanus.api.index.MetricType;
import io.elanus.index.FloatRows;
import io.elanus.index.RangeCandidates;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchTask;
import io.elanus.index.lists.ChunkSearch;
import io.elanus.index.lists.PreparedQueries;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PdxKernels;
import io.elanus.kernels.RowLayout;
import io.elanus.kernels.TopK;
import java.lang.foreign.MemorySegment;

/**
 * Scans chunks of row-major rows for some queries and keeps the nearest of each by exact distance;
 * one thread's.
 *
 * <p>A few queries go over the rows as they lie; for more, the chunk is laid out in PDX blocks
 * first, so that four queries share each load.
 */
final class ChunkScan implements ChunkSearch.Scanner {
  private static final int PACK_FROM = 4;
  private static final double UNIT = 0x1p-24;

  /** Beyond this a float32 sum may overflow before it is complete. */
  private static final double LARGEST = 0x1p120;

  /** Below this a float32 has lost bits of a product with a value of length 1. */
  private static final double SMALLEST = 0x1p-100;

  private final FloatRows rows;
  private final MetricType metric;
  private final PreparedQueries queries;
  private final int from;
  private final int to;
  private final RowFilter filter;
  private final int dim;
  private final PdxKernels kernels = Kernels.best();
  private final TopK[] found;
  private final float[] chunk;
  private final float[] distances;
  private final double[] norms;
  private final Blocks blocks;

  /** Scratch for chunks laid out in blocks. */
  private static final class Blocks {
    final float[] values;
    final float[] biases;
    final float[] groups;
    final float[] distances;

    Blocks(int dim, int size, PreparedQueries queries, int from, int to) {
      int count = (size + PdxKernels.LANES - 1) / PdxKernels.LANES;
      values = new float[count * dim * PdxKernels.LANES];
      biases = new float[count * PdxKernels.LANES];
      distances = new float[count * PdxKernels.LANES * PdxKernels.GROUP];
      int groupCount = (to - from + PdxKernels.GROUP - 1) / PdxKernels.GROUP;
      groups = new float[groupCount * PdxKernels.GROUP * dim];
      for (int i = 0; i < to - from; i++) {
        int start = i / PdxKernels.GROUP * PdxKernels.GROUP * dim;
        int r = i % PdxKernels.GROUP;
        RowLayout.toGroup(queries.scaled(), (from + i) * dim, dim, 1, groups, start, r);
      }
    }
  }

  ChunkScan(
      FloatRows rows,
      MetricType metric,
      PreparedQueries queries,
      int from,
      int to,
      int k,
      int size,
      SearchTask task) {
    this.rows = rows;
    this.metric = metric;
    this.queries = queries;
    this.from = from;
    this.to = to;
    this.filter = task.filter();
    this.dim = rows.dim();
    this.found = new TopK[to - from];
    for (int i = 0; i < found.length; i++) {
      found[i] = RangeCandidates.of(task.range(), k);
    }
    this.chunk = new float[size * dim];
    this.distances = new float[size];
    this.norms = new double[size];
    this.blocks = to - from >= PACK_FROM ? new Blocks(dim, size, queries, from, to) : null;
  }

  @Override
  public TopK found(int number) {
    return found[number - from];
  }

  @Override
  public void scan(int firstRow, int count) {
    rows.copy(firstRow, count, chunk, 0);
    double largest = 0;
    for (int i = 0; i < count; i++) {
      norms[i] = Math.sqrt(RowLayout.squaredNorm(chunk, i * dim, dim));
      largest = Math.max(largest, norms[i]);
      if (metric == MetricType.COSINE && norms[i] > 0 && norms[i] < SMALLEST) {
        largest = Double.POSITIVE_INFINITY;
      }
    }
    if (blocks == null) {
      for (int number = from; number < to; number++) {
        scanRows(number, firstRow, count, largest);
      }
    } else {
      scanBlocks(firstRow, count, largest);
    }
  }

  private void scanRows(int number, int firstRow, int count, double largest) {
    float[] values =
        java.util.Arrays.copyOfRange(queries.values(), number * dim, (number + 1) * dim);
    MemorySegment segment = rows.values();
    long offset = (long) firstRow * dim * Float.BYTES;
    double margin = margin(number, largest);
    if (metric == MetricType.L2) {
      kernels.squaredDistances(values, segment, offset, count, dim, distances);
    } else {
      kernels.innerProducts(values, segment, offset, count, dim, distances);
    }
    for (int i = 0; i < count; i++) {
      double distance =
          switch (metric) {
            case L2 -> distances[i];
            case COSINE -> norms[i] == 0 ? 0 : -distances[i] / norms[i];
            default -> -distances[i];
          };
      if (!(distance - margin > found(number).threshold())
          && !(distance + margin < found(number).nearest())) {
        offer(number, firstRow, i);
      }
    }
  }

  private void scanBlocks(int firstRow, int count, double largest) {
    int blockCount = (count + PdxKernels.LANES - 1) / PdxKernels.LANES;
    pack(count, blockCount);
    for (int first = from; first < to; first += PdxKernels.GROUP) {
      kernels.distances(
          blocks.groups,
          (first - from) * dim,
          blocks.values,
          blocks.biases,
          blockCount,
          dim,
          blocks.distances);
      for (int number = first; number < Math.min(to, first + PdxKernels.GROUP); number++) {
        int r = number - first;
        float threshold = threshold(number, largest);
        float nearest = nearest(number, largest);
        for (int i = 0; i < count; i++) {
          int block = i / PdxKernels.LANES * PdxKernels.GROUP;
          float distance = blocks.distances[(block + r) * PdxKernels.LANES + i % PdxKernels.LANES];
          if (!(distance > threshold) && !(distance < nearest)) {
            offer(number, firstRow, i);
            threshold = threshold(number, largest);
          }
        }
      }
    }
  }

  private void pack(int count, int blockCount) {
    for (int p = 0; p < blockCount; p++) {
      int first = p * PdxKernels.LANES;
      int start = first * dim;
      int filled = Math.min(PdxKernels.LANES, count - first);
      RowLayout.toBlock(chunk, start, filled, dim, blocks.values, start);
      for (int lane = 0; lane < filled; lane++) {
        double norm = norms[first + lane];
        if (metric == MetricType.COSINE && norm > 0) {
          for (int d = 0; d < dim; d++) {
            blocks.values[start + d * PdxKernels.LANES + lane] /= (float) norm;
          }
        }
        blocks.biases[first + lane] = metric == MetricType.L2 ? (float) (norm * norm) : 0;
      }
    }
  }

  /**
   * The distance in a block above which a row is certainly further than what was found; a block
   * leaves out |q|.
   */
  private float threshold(int number, double largest) {
    double constant = metric == MetricType.L2 ? queries.squaredNorms()[number] : 0;
    double bound = found(number).threshold() - constant + margin(number, largest);
    return Math.nextUp((float) bound);
  }

  /** The distance in a block below which a row is certainly nearer than the range of the search. */
  private float nearest(int number, double largest) {
    double constant = metric == MetricType.L2 ? queries.squaredNorms()[number] : 0;
    double bound = found(number).nearest() - constant - margin(number, largest);
    return Math.nextDown((float) bound);
  }

  /** By how much a float32 distance may exceed the exact one; infinite where nothing is certain. */
  private double margin(int number, double largest) {
    double norm = Math.sqrt(queries.squaredNorms()[number]);
    double magnitude =
        switch (metric) {
          case L2 -> (largest + norm) * (largest + norm);
          case COSINE -> largest < LARGEST ? 2 : Double.POSITIVE_INFINITY;
          default -> largest * norm;
        };
    return magnitude < LARGEST
        ? (dim + 8) * (UNIT * magnitude + Float.MIN_VALUE)
        : Double.POSITIVE_INFINITY;
  }

  private void offer(int number, int firstRow, int i) {
    if (filter != null && !filter.accepts(firstRow + i)) {
      return;
    }
    float[] values = queries.values();
    double sum = 0;
    if (metric == MetricType.L2) {
      for (int d = 0; d < dim; d++) {
        double difference = (double) values[number * dim + d] - chunk[i * dim + d];
        sum += difference * difference;
      }
    } else {
      for (int d = 0; d < dim; d++) {
        sum -= (double) values[number * dim + d] * chunk[i * dim + d];
      }
      if (metric == MetricType.COSINE && norms[i] > 0) {
        sum /= norms[i];
      }
    }
    found(number).push((float) (sum + 0.0), firstRow + i, 0);
  }
}
