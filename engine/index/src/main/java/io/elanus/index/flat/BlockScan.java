package io.elanus.index.flat;

import io.elanus.index.FloatRows;
import io.elanus.index.MetricType;
import io.elanus.index.RowFilter;
import io.elanus.index.panel.Queries;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.PanelHits;
import io.elanus.kernels.PanelKernels;
import io.elanus.kernels.RowLayout;
import io.elanus.kernels.TopCandidates;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Scans blocks of row-major rows for some queries and keeps the nearest of each by exact distance; one thread's.
 *
 * <p>A few queries go over the rows as they lie; for more, the block is laid out as panels first, so that four queries
 * share each load.
 */
final class BlockScan {
  private static final int PACK_FROM = 4;
  private static final double UNIT = 0x1p-24;

  private final FloatRows rows;
  private final MetricType metric;
  private final Queries queries;
  private final int from;
  private final int to;
  private final RowFilter filter;
  private final int dim;
  private final PanelKernels kernels = Kernels.best();
  private final TopCandidates[] found;
  private final float[] block;
  private final float[] distances;
  private final double[] norms;
  private final Panels panels;

  /** Scratch for blocks laid out as panels. */
  private static final class Panels {
    final float[] panel;
    final MemorySegment values;
    final MemorySegment bias;
    final float[] biases;
    final float[] groups;
    final float[] thresholds = new float[PanelKernels.GROUP];
    final PanelHits hits = new PanelHits();

    Panels(int dim, int size, Queries queries, int from, int to) {
      int count = (size + PanelKernels.LANES - 1) / PanelKernels.LANES;
      panel = new float[dim * PanelKernels.LANES];
      values = Arena.ofAuto().allocate(count * PanelKernels.panelBytes(dim), 64);
      bias = Arena.ofAuto().allocate((long) count * PanelKernels.LANES * Float.BYTES, 64);
      biases = new float[count * PanelKernels.LANES];
      int groupCount = (to - from + PanelKernels.GROUP - 1) / PanelKernels.GROUP;
      groups = new float[groupCount * PanelKernels.GROUP * dim];
      for (int i = 0; i < to - from; i++) {
        int start = i / PanelKernels.GROUP * PanelKernels.GROUP * dim;
        int r = i % PanelKernels.GROUP;
        RowLayout.toGroup(queries.scaled(), (from + i) * dim, dim, 1, groups, start, r);
      }
    }
  }

  BlockScan(
      FloatRows rows,
      MetricType metric,
      Queries queries,
      int from,
      int to,
      int k,
      int size,
      RowFilter filter) {
    this.rows = rows;
    this.metric = metric;
    this.queries = queries;
    this.from = from;
    this.to = to;
    this.filter = filter;
    this.dim = rows.dim();
    this.found = new TopCandidates[to - from];
    for (int i = 0; i < found.length; i++) {
      found[i] = new TopCandidates(k, Float.POSITIVE_INFINITY);
    }
    this.block = new float[size * dim];
    this.distances = new float[size];
    this.norms = new double[size];
    this.panels = to - from >= PACK_FROM ? new Panels(dim, size, queries, from, to) : null;
  }

  TopCandidates found(int number) {
    return found[number - from];
  }

  void scan(int firstRow, int count) {
    rows.copy(firstRow, count, block, 0);
    double largest = 0;
    for (int i = 0; i < count; i++) {
      norms[i] = Math.sqrt(RowLayout.squaredNorm(block, i * dim, dim));
      largest = Math.max(largest, norms[i]);
    }
    if (panels == null) {
      for (int number = from; number < to; number++) {
        scanRows(number, firstRow, count, largest);
      }
    } else {
      scanPanels(firstRow, count, largest);
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
      if (!(distance - margin > found(number).threshold())) {
        offer(number, firstRow, i);
      }
    }
  }

  private void scanPanels(int firstRow, int count, double largest) {
    int panelCount = (count + PanelKernels.LANES - 1) / PanelKernels.LANES;
    pack(count, panelCount);
    for (int number = from; number < to; number += PanelKernels.GROUP) {
      for (int r = 0; r < PanelKernels.GROUP; r++) {
        panels.thresholds[r] =
            number + r < to ? threshold(number + r, largest) : Float.NEGATIVE_INFINITY;
      }
      kernels.scanGroup(
          panels.groups,
          (number - from) * dim,
          panels.values,
          0,
          panels.bias,
          0,
          panelCount,
          dim,
          panels.thresholds,
          panels.hits);
      for (int hit = 0; hit < panels.hits.count(); hit++) {
        int member = number + panels.hits.query(hit);
        int first = panels.hits.panel(hit) * PanelKernels.LANES;
        for (int mask = panels.hits.mask(hit); mask != 0 && member < to; mask &= mask - 1) {
          int i = first + Integer.numberOfTrailingZeros(mask);
          if (i < count) {
            offer(member, firstRow, i);
          }
        }
      }
    }
  }

  private void pack(int count, int panelCount) {
    for (int p = 0; p < panelCount; p++) {
      int first = p * PanelKernels.LANES;
      int filled = Math.min(PanelKernels.LANES, count - first);
      RowLayout.toPanel(block, first * dim, filled, dim, panels.panel, 0);
      for (int lane = 0; lane < PanelKernels.LANES; lane++) {
        double norm = lane < filled ? norms[first + lane] : 0;
        if (metric == MetricType.COSINE && norm > 0) {
          for (int d = 0; d < dim; d++) {
            panels.panel[d * PanelKernels.LANES + lane] /= (float) norm;
          }
        }
        panels.biases[first + lane] = metric == MetricType.L2 ? (float) (norm * norm) : 0;
      }
      MemorySegment.copy(
          panels.panel,
          0,
          panels.values,
          FloatRows.FLOAT,
          p * PanelKernels.panelBytes(dim),
          panels.panel.length);
    }
    MemorySegment.copy(
        panels.biases, 0, panels.bias, FloatRows.FLOAT, 0, panelCount * PanelKernels.LANES);
  }

  /** The panel distance above which a row is certainly further than what was found; a panel leaves out |q|. */
  private float threshold(int number, double largest) {
    double constant = metric == MetricType.L2 ? queries.squaredNorms()[number] : 0;
    double bound = found(number).threshold() - constant + margin(number, largest);
    return Math.nextUp((float) bound);
  }

  /** By how much a float32 distance may exceed the exact one. */
  private double margin(int number, double largest) {
    double norm = Math.sqrt(queries.squaredNorms()[number]);
    double magnitude =
        switch (metric) {
          case L2 -> (largest + norm) * (largest + norm);
          case COSINE -> 2;
          default -> largest * norm;
        };
    return (dim + 8) * UNIT * magnitude;
  }

  private void offer(int number, int firstRow, int i) {
    if (filter != null && !filter.accepts(firstRow + i)) {
      return;
    }
    float[] values = queries.values();
    double sum = 0;
    if (metric == MetricType.L2) {
      for (int d = 0; d < dim; d++) {
        double difference = (double) values[number * dim + d] - block[i * dim + d];
        sum += difference * difference;
      }
    } else {
      for (int d = 0; d < dim; d++) {
        sum -= (double) values[number * dim + d] * block[i * dim + d];
      }
      if (metric == MetricType.COSINE && norms[i] > 0) {
        sum /= norms[i];
      }
    }
    found(number).push((float) (sum + 0.0), firstRow + i, 0);
  }
}
