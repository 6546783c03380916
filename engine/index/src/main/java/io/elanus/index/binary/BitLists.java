package io.elanus.index.binary;

import io.elanus.index.panel.PanelLists;
import io.elanus.kernels.BitKernels;
import java.lang.foreign.MemorySegment;

/**
 * Binary vectors in lists, each list a run of whole bit panels. A vector's place is its slot:
 * {@code panel * 16 + lane}.
 *
 * @param panels the panels of all lists, one after another
 * @param ones set bits of the vector in each slot as a float; null where the metric does not need
 *     them
 * @param ordinals the row in each slot, -1 for padding; null where slot s holds row s
 * @param starts first panel of each list, and the number of panels at the end
 * @param rows how many vectors there are
 */
record BitLists(
    MemorySegment panels,
    MemorySegment ones,
    MemorySegment ordinals,
    int[] starts,
    int rows,
    int dim,
    BitMetric metric) {

  int lists() {
    return starts.length - 1;
  }

  /** The row in a slot, or -1 where there is none. */
  int row(int slot) {
    int row = ordinals == null ? slot : ordinals.get(PanelLists.INT, (long) slot * Integer.BYTES);
    return row < rows ? row : -1;
  }

  long panelOffset(int panel) {
    return panel * BitKernels.panelBytes(dim);
  }
}
