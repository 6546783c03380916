package io.elanus.index.binary;

import io.elanus.base.Cancellation;
import io.elanus.index.RowFilter;
import io.elanus.index.lists.ListScanner;
import io.elanus.index.lists.PdxLists;
import io.elanus.kernels.BitKernels;
import io.elanus.kernels.BitLayout;
import io.elanus.kernels.Kernels;
import io.elanus.kernels.SliceKernels;
import io.elanus.kernels.TopK;
import java.lang.foreign.MemorySegment;

/** Scans lists and keeps candidates; scratch memory of one thread. */
final class BitListScan implements ListScanner<TopK> {
  /** Bytes of blocks that stay in the first cache while all queries of a list pass over them. */
  private static final long CHUNK_BYTES = 16 << 10;

  private static final int LARGEST_CHUNK = 64;

  /** Blocks that a query without a threshold looks at before it looks at its threshold. */
  private static final int FIRST_CHUNK = 4;

  /** Queries fewer than this do not pay for turning a list round. */
  private static final int SLICE_FROM = 4;

  /** Most bytes of slices that queries go over together: a part of a core's second cache. */
  private static final int SLICE_BYTES = 216 << 10;

  private static final int MOST_SLICES = 24;

  /** Queries fewer than this scan a list one by one: a group would be mostly padding. */
  private static final int SMALLEST_GROUP = 3;

  private final BitKernels kernels = Kernels.bestBits();
  private final BitLists lists;
  private final BitQueries queries;
  private final Cancellation cancellation;
  private final BitChoice choice;
  private final BitGroupScan groupScan;
  private final SliceScan sliceScan;
  private final BitSlice[] slices;
  private final long[] origin;
  private final BitLists centres;
  private final int words;
  private final int chunk;
  private final int[] differing;
  private final float[] ones;
  private long[] blocks;
  private long[] groups = new long[0];

  /**
   * @param centres the centre of each list; null where they have none
   */
  BitListScan(
      BitLists lists,
      BitQueries queries,
      BitLists centres,
      RowFilter filter,
      Cancellation cancellation) {
    this.lists = lists;
    this.queries = queries;
    this.cancellation = cancellation;
    this.words = queries.words();
    this.chunk = Math.clamp(CHUNK_BYTES / BitKernels.blockBytes(lists.dim()), 1, LARGEST_CHUNK);
    int slots = chunk * BitKernels.LANES;
    this.choice = new BitChoice(kernels, lists.metric(), filter, slots);
    this.groupScan = new BitGroupScan(kernels, lists.metric(), filter, words, slots);
    this.differing = new int[slots];
    this.ones = lists.metric().needsOnes() ? new float[slots] : null;
    boolean sliced = Kernels.slicesPay() && lists.sliceable();
    this.sliceScan = sliced ? new SliceScan(queries, lists.dim(), filter) : null;
    int sliceBytes = SliceKernels.size(lists.dim()) * Long.BYTES;
    this.slices = new BitSlice[sliced ? Math.clamp(SLICE_BYTES / sliceBytes, 1, MOST_SLICES) : 0];
    this.origin = new long[words];
    this.centres = centres;
  }

  @Override
  public void scan(int[] members, int from, int to, int list, TopK[] tops) {
    if (sliceScan != null && to - from >= SLICE_FROM) {
      scanSlices(members, from, to, list, tops);
      return;
    }
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

  private void scanSlices(int[] members, int from, int to, int list, TopK[] tops) {
    if (centres != null) {
      // What lies near the centre has few bits set beside it, and few are to be added.
      centres.copy(list, origin);
    }
    int end = lists.starts()[list + 1];
    int step = slices.length * SliceKernels.BLOCKS;
    for (int block = lists.starts()[list]; block < end; block += step) {
      int count = load(block, end);
      for (int i = from; i < to; i++) {
        sliceScan.set(members[i], origin);
        for (int s = 0; s < count; s++) {
          sliceScan.offer(slices[s], lists::row, tops[members[i]]);
        }
        cancellation.check();
      }
    }
  }

  /** Turns blocks round, as many as there are slices for, and returns how many slices they make. */
  private int load(int firstBlock, int end) {
    int count = 0;
    for (int block = firstBlock;
        block < end && count < slices.length;
        block += SliceKernels.BLOCKS) {
      if (slices[count] == null) {
        slices[count] = new BitSlice(lists.dim());
      }
      int blocks = Math.min(SliceKernels.BLOCKS, end - block);
      slices[count++].load(lists, block, blocks, origin);
    }
    return count;
  }

  private void scanOne(int query, int list, TopK top) {
    int end = lists.starts()[list + 1];
    int count;
    for (int block = lists.starts()[list]; block < end; block += count) {
      count = Math.min(open(top) ? Math.min(chunk, FIRST_CHUNK) : chunk, end - block);
      kernels.scan(
          queries.values(),
          query * words,
          lists.blocks(),
          lists.blockOffset(block),
          count,
          words,
          differing);
      loadOnes(block, count);
      choice.offer(
          differing,
          0,
          count * BitKernels.LANES,
          ones,
          queries.ones()[query],
          lists::row,
          block * BitKernels.LANES,
          top);
      cancellation.check();
    }
  }

  private void scanGroups(int[] members, int from, int to, int list, TopK[] tops) {
    pack(members, from, to);
    int end = lists.starts()[list + 1];
    int count;
    for (int block = lists.starts()[list]; block < end; block += count) {
      count =
          Math.min(open(tops[members[from]]) ? Math.min(chunk, FIRST_CHUNK) : chunk, end - block);
      MemorySegment.copy(
          lists.blocks(),
          BitLayout.LONG,
          lists.blockOffset(block),
          blocks,
          0,
          count * words * BitKernels.LANES);
      loadOnes(block, count);
      for (int i = from; i < to; i += BitKernels.GROUP) {
        int size = Math.min(BitKernels.GROUP, to - i);
        for (int r = 0; r < size; r++) {
          int query = members[i + r];
          groupScan.set(r, queries.ones()[query], tops[query]);
        }
        groupScan.scan(
            groups,
            (i - from) * words,
            size,
            blocks,
            count * BitKernels.LANES,
            ones,
            lists::row,
            block * BitKernels.LANES);
      }
      cancellation.check();
    }
  }

  /** Whether a query has no threshold yet. */
  private static boolean open(TopK top) {
    return top.threshold() == Float.POSITIVE_INFINITY;
  }

  private void pack(int[] members, int from, int to) {
    int size = (to - from + BitKernels.GROUP - 1) / BitKernels.GROUP * BitKernels.GROUP * words;
    if (groups.length < size) {
      groups = new long[size];
    }
    if (blocks == null) {
      blocks = new long[chunk * words * BitKernels.LANES];
    }
    for (int i = from; i < to; i++) {
      queries.copy(members[i], groups, i - from);
    }
  }

  private void loadOnes(int block, int count) {
    if (ones != null) {
      MemorySegment.copy(
          lists.ones(),
          PdxLists.FLOAT,
          PdxLists.biasOffset(block),
          ones,
          0,
          count * BitKernels.LANES);
    }
  }
}
