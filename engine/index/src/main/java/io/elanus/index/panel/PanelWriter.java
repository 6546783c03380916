package io.elanus.index.panel;

import io.elanus.index.BuildContext;
import io.elanus.index.MetricType;
import io.elanus.index.SectionSink;
import io.elanus.kernels.PanelKernels;
import io.elanus.kernels.RowLayout;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Writes rows as panels in a given order, with memory for a few megabytes of them at a time.
 *
 * <p>Sections: {@code panels}, all panels; {@code bias}, one float per slot (see {@link
 * PanelLists#bias}).
 */
public final class PanelWriter {
  private static final long BUFFER_BYTES = 4 << 20;

  private final MetricRows rows;
  private final int[] order;
  private final int[] starts;
  private final int[] panelStarts;
  private final float[] bias;
  private final float[][] rowScratch;
  private final float[][] panelScratch;
  private final BuildContext context;
  private final double[] maxSquaredNorm;

  /**
   * @param order rows in the order of lists; null for the rows' own order in one list
   * @param starts where each list starts in {@code order}, and its length at the end
   */
  public PanelWriter(MetricRows rows, int[] order, int[] starts, BuildContext context) {
    this.rows = rows;
    this.order = order;
    this.starts = starts;
    this.panelStarts = panelStarts(starts);
    this.context = context;
    this.bias = new float[panelStarts[panelStarts.length - 1] * PanelKernels.LANES];
    this.rowScratch = new float[context.threads()][rows.dim() * PanelKernels.LANES];
    this.panelScratch = new float[context.threads()][rows.dim() * PanelKernels.LANES];
    this.maxSquaredNorm = new double[context.threads()];
  }

  /** First panel of each list when each starts a new panel, and the number of panels at the end. */
  public static int[] panelStarts(int[] starts) {
    int[] panels = new int[starts.length];
    for (int list = 0; list + 1 < starts.length; list++) {
      int size = starts[list + 1] - starts[list];
      panels[list + 1] = panels[list] + (size + PanelKernels.LANES - 1) / PanelKernels.LANES;
    }
    return panels;
  }

  public int[] panelStarts() {
    return panelStarts;
  }

  /** Writes both sections and returns the largest Euclidean norm of a row. */
  public double write(SectionSink sink) throws IOException {
    sink.begin("panels");
    int panels = panelStarts[panelStarts.length - 1];
    long panelBytes = PanelKernels.panelBytes(rows.dim());
    int step = Math.clamp(BUFFER_BYTES / panelBytes, 1, Math.max(1, panels));
    try (Arena arena = Arena.ofShared()) {
      MemorySegment buffer = arena.allocate(step * panelBytes, 64);
      for (int first = 0; first < panels; first += step) {
        int from = first;
        int count = Math.min(step, panels - from);
        Parallel.run(
            context.threads(),
            context.executor(),
            count,
            context.cancellation(),
            (item, thread) -> fill(from + item, buffer, item * panelBytes, thread));
        sink.write(buffer.asSlice(0, count * panelBytes));
      }
    }
    sink.begin("bias");
    Sections.write(sink, bias);
    return Math.sqrt(Arrays.stream(maxSquaredNorm).max().orElse(0));
  }

  private void fill(int panel, MemorySegment buffer, long offset, int thread) {
    int list = listOf(panel);
    int first = starts[list] + (panel - panelStarts[list]) * PanelKernels.LANES;
    int count = Math.min(PanelKernels.LANES, starts[list + 1] - first);
    float[] some = rowScratch[thread];
    float[] values = panelScratch[thread];
    if (order == null) {
      rows.copy(first, count, some, 0);
    } else {
      rows.gather(order, first, count, some);
    }
    RowLayout.toPanel(some, 0, count, rows.dim(), values, 0);
    for (int lane = 0; lane < PanelKernels.LANES; lane++) {
      int slot = panel * PanelKernels.LANES + lane;
      if (lane < count) {
        double squared = RowLayout.squaredNorm(some, lane * rows.dim(), rows.dim());
        maxSquaredNorm[thread] = Math.max(maxSquaredNorm[thread], squared);
        bias[slot] = rows.metric() == MetricType.L2 ? (float) squared : 0;
      } else {
        bias[slot] = Float.POSITIVE_INFINITY;
      }
    }
    MemorySegment.copy(
        values, 0, buffer, PanelLists.FLOAT, offset, rows.dim() * PanelKernels.LANES);
    context.listener().advance(count);
  }

  private int listOf(int panel) {
    int found = Arrays.binarySearch(panelStarts, panel);
    if (found < 0) {
      return -found - 2;
    }
    // Of the lists that start here only the last one is not empty.
    while (panelStarts[found + 1] == panel) {
      found++;
    }
    return found;
  }
}
