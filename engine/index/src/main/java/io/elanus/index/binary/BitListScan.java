package io.elanus.index.binary;

import io.elanus.base.Cancellation;
import io.elanus.index.RowFilter;
import io.elanus.index.panel.ListScanner;
import io.elanus.index.panel.PanelLists;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.TopCandidates;
import java.lang.foreign.MemorySegment;

/** Scans lists and keeps candidates; scratch memory of one thread. */
final class BitListScan implements ListScanner<TopCandidates> {
  /** Bytes of panels that stay in the first cache while all queries of a list pass over them. */
  private static final long BLOCK_BYTES = 16 << 10;

  private static final int LARGEST_BLOCK = 64;

  /** Panels that a query without a threshold looks at before it looks at its threshold. */
  private static final int FIRST_BLOCK = 4;

  /** Queries fewer than this scan a list one by one: a group would be mostly padding. */
  private static final int SMALLEST_GROUP = 3;

  private final BitKernels kernels = Kernels.bestBits();
  private final BitLists lists;
  private final BitQueries queries;
  private final Cancellation cancellation;
  private final BitChoice choice;
  private final int words;
  private final int block;
  private final int[] differing;
  private final float[] ones;
  private long[] panels;
  private long[] groups = new long[0];

  BitListScan(BitLists lists, BitQueries queries, RowFilter filter, Cancellation cancellation) {
    this.lists = lists;
    this.queries = queries;
    this.cancellation = cancellation;
    this.words = queries.words();
    this.block = Math.clamp(BLOCK_BYTES / BitKernels.panelBytes(lists.dim()), 1, LARGEST_BLOCK);
    int slots = block * BitKernels.LANES;
    this.choice = new BitChoice(kernels, lists.metric(), filter, slots);
    this.differing = new int[BitKernels.GROUP * slots];
    this.ones = lists.metric().needsOnes() ? new float[slots] : null;
  }

  @Override
  public void scan(int[] members, int from, int to, int list, TopCandidates[] tops) {
    int grouped = (to - from) / BitKernels.GROUP * BitKernels.GROUP;
    if (to - from - grouped >= SMALLEST_GROUP) {
      grouped = to - from;
    }
    if (grouped > 0) {
      scanGroups(members, from, from + grouped, list, tops);
    }
    for (int i = from + grouped; i < to; i++) {
      scanOne(members[i], list, tops[members[i]]);
    }
  }

  private void scanOne(int query, int list, TopCandidates top) {
    int end = lists.starts()[list + 1];
    int count;
    for (int panel = lists.starts()[list]; panel < end; panel += count) {
      count = Math.min(top.full() ? block : Math.min(block, FIRST_BLOCK), end - panel);
      kernels.scan(
          queries.values(),
          query * words,
          lists.panels(),
          lists.panelOffset(panel),
          count,
          words,
          differing);
      loadOnes(panel, count);
      offer(query, 0, panel, count, top);
      cancellation.check();
    }
  }

  private void scanGroups(int[] members, int from, int to, int list, TopCandidates[] tops) {
    pack(members, from, to);
    int end = lists.starts()[list + 1];
    int count;
    for (int panel = lists.starts()[list]; panel < end; panel += count) {
      boolean open = !tops[members[from]].full();
      count = Math.min(open ? Math.min(block, FIRST_BLOCK) : block, end - panel);
      MemorySegment.copy(
          lists.panels(),
          BitLayout.LONG,
          lists.panelOffset(panel),
          panels,
          0,
          count * words * BitKernels.LANES);
      loadOnes(panel, count);
      for (int i = from; i < to; i += BitKernels.GROUP) {
        kernels.scanGroup(groups, (i - from) * words, panels, count, words, differing);
        for (int r = 0; r < Math.min(BitKernels.GROUP, to - i); r++) {
          int query = members[i + r];
          offer(query, r * count * BitKernels.LANES, panel, count, tops[query]);
        }
      }
      cancellation.check();
    }
  }

  private void pack(int[] members, int from, int to) {
    int size = (to - from + BitKernels.GROUP - 1) / BitKernels.GROUP * BitKernels.GROUP * words;
    if (groups.length < size) {
      groups = new long[size];
    }
    if (panels == null) {
      panels = new long[block * words * BitKernels.LANES];
    }
    for (int i = from; i < to; i++) {
      queries.copy(members[i], groups, i - from);
    }
  }

  private void loadOnes(int panel, int count) {
    if (ones != null) {
      MemorySegment.copy(
          lists.ones(),
          PanelLists.FLOAT,
          PanelLists.biasOffset(panel),
          ones,
          0,
          count * BitKernels.LANES);
    }
  }

  private void offer(int query, int from, int panel, int count, TopCandidates top) {
    choice.offer(
        differing,
        from,
        count * BitKernels.LANES,
        ones,
        queries.ones()[query],
        lists::row,
        panel * BitKernels.LANES,
        top);
  }
}
