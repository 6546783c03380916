package io.elanus.index.codes;

import io.elanus.base.Cancellation;
import io.elanus.index.RowFilter;
import io.elanus.index.panel.ListScanner;
import io.elanus.index.panel.PanelLists;
import io.elanus.index.panel.Queries;
import io.elanus.kernels.PanelHits;
import io.elanus.kernels.PanelKernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Scans lists of codes and keeps candidates; scratch memory of one thread. */
final class ByteScan implements ListScanner<Candidates> {
  /** Panels a single query scans before it looks at its threshold again. */
  private static final int STEP = 32;

  /** Bytes of decoded panels that stay in the cache while all queries of a list pass over them. */
  private static final long BLOCK_BYTES = 96 << 10;

  /** Queries fewer than this scan a list one by one: decoding would not pay. */
  private static final int SMALLEST_GROUP = 3;

  private final PanelKernels kernels;
  private final ByteLists lists;
  private final Queries queries;
  private final RowFilter filter;
  private final Rescorer rescorer;
  private final Cancellation cancellation;
  private final int dim;
  private final QueryFrame frame;
  private final PanelHits hits = new PanelHits();
  private final float[] thresholds = new float[PanelKernels.GROUP];
  private final QueryFrame.Member alone = new QueryFrame.Member();
  private final float[] scaled;
  private QueryFrame.Member[] members = new QueryFrame.Member[0];
  private float[] groups = new float[0];
  private byte[] codes;
  private float[] panels;
  private float[] biases;

  ByteScan(
      PanelKernels kernels,
      ByteLists lists,
      Queries queries,
      RowFilter filter,
      Rescorer rescorer,
      boolean exactCodes,
      Cancellation cancellation) {
    this.kernels = kernels;
    this.lists = lists;
    this.queries = queries;
    this.filter = filter;
    this.rescorer = rescorer;
    this.cancellation = cancellation;
    this.dim = lists.dim();
    this.frame = new QueryFrame(lists, exactCodes);
    this.scaled = new float[dim];
  }

  Rescorer rescorer() {
    return rescorer;
  }

  private void scanLoaded(int query, int list, Candidates candidates) {
    frame.scale(queries, query, scaled, 0, 1, alone);
    int end = lists.starts()[list + 1];
    int step;
    for (int panel = lists.starts()[list]; panel < end; panel += step) {
      boolean open = candidates.threshold() == Float.POSITIVE_INFINITY;
      step = open ? PanelKernels.BLOCK : STEP;
      kernels.scanCodes(
          scaled,
          lists.codes(),
          lists.blockOffset(list, panel),
          lists.bias(),
          PanelLists.biasOffset(panel),
          Math.min(step, end - panel),
          dim,
          alone.cut(candidates.threshold()),
          hits);
      for (int hit = 0; hit < hits.count(); hit++) {
        keep(hit, panel, query, alone, candidates);
      }
      cancellation.check();
    }
  }

  @Override
  public void scan(int[] asked, int from, int to, int list, Candidates[] candidates) {
    frame.load(list);
    if (to - from < SMALLEST_GROUP) {
      for (int i = from; i < to; i++) {
        scanLoaded(asked[i], list, candidates[asked[i]]);
      }
      return;
    }
    scale(asked, from, to);
    int step =
        Math.clamp(
            BLOCK_BYTES / (PanelKernels.panelBytes(dim) * PanelKernels.BLOCK),
            1,
            PanelHits.PANELS / PanelKernels.BLOCK);
    step *= PanelKernels.BLOCK;
    if (panels == null) {
      codes = new byte[step * dim * PanelKernels.LANES];
      panels = new float[step * dim * PanelKernels.LANES];
      biases = new float[step * PanelKernels.LANES];
    }
    int end = lists.starts()[list + 1];
    for (int panel = lists.starts()[list]; panel < end; panel += step) {
      int count = Math.min(step, end - panel);
      int bytes = count * dim * PanelKernels.LANES;
      long offset = lists.blockOffset(list, panel);
      // Loads from the heap need fewer checks than those from a segment.
      MemorySegment.copy(lists.codes(), ValueLayout.JAVA_BYTE, offset, codes, 0, bytes);
      kernels.decode(codes, count, dim, panels);
      MemorySegment.copy(
          lists.bias(),
          PanelLists.FLOAT,
          PanelLists.biasOffset(panel),
          biases,
          0,
          count * PanelKernels.LANES);
      scanDecoded(asked, from, to, panel, count, candidates);
    }
  }

  private void scale(int[] asked, int from, int to) {
    int count = (to - from + PanelKernels.GROUP - 1) / PanelKernels.GROUP * PanelKernels.GROUP;
    if (members.length < count) {
      members = new QueryFrame.Member[count];
      java.util.Arrays.setAll(members, i -> new QueryFrame.Member());
      groups = new float[count * dim];
    }
    for (int i = 0; i < to - from; i++) {
      int start = i / PanelKernels.GROUP * PanelKernels.GROUP * dim + i % PanelKernels.GROUP;
      frame.scale(queries, asked[from + i], groups, start, PanelKernels.GROUP, members[i]);
    }
  }

  private void scanDecoded(
      int[] asked, int from, int to, int panel, int count, Candidates[] candidates) {
    for (int i = 0; i < to - from; i += PanelKernels.GROUP) {
      for (int r = 0; r < PanelKernels.GROUP; r++) {
        int member = i + r;
        thresholds[r] =
            from + member < to
                ? members[member].cut(candidates[asked[from + member]].threshold())
                : Float.NEGATIVE_INFINITY;
      }
      kernels.scanGroup(groups, i * dim, panels, biases, count, dim, thresholds, hits);
      for (int hit = 0; hit < hits.count(); hit++) {
        int member = i + hits.query(hit);
        if (from + member < to) {
          int query = asked[from + member];
          keep(hit, panel, query, members[member], candidates[query]);
        }
      }
      cancellation.check();
    }
  }

  private void keep(
      int hit, int firstPanel, int query, QueryFrame.Member member, Candidates candidates) {
    int firstSlot = (firstPanel + hits.panel(hit)) * PanelKernels.LANES;
    for (int mask = hits.mask(hit); mask != 0; mask &= mask - 1) {
      int lane = Integer.numberOfTrailingZeros(mask);
      float distance = hits.distance(hit, lane);
      float lower = member.lower(distance);
      if (lower > candidates.threshold()) {
        continue;
      }
      float upper = member.upper(distance);
      if (upper < candidates.nearest()) {
        candidates.noteTooNear();
        continue;
      }
      // Looking up the row is a cache miss, so the row of a finite distance waits for the rescorer.
      if (filter != null || !(distance < Float.POSITIVE_INFINITY)) {
        int row = lists.row(firstSlot + lane);
        if (row < 0 || filter != null && !filter.accepts(row)) {
          continue;
        }
      }
      if (candidates.offer(lower, upper, firstSlot + lane)) {
        rescorer.resolve(query, candidates);
        candidates.offer(lower, upper, firstSlot + lane);
      }
    }
  }
}
