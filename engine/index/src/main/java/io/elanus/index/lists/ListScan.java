package io.elanus.index.lists;

import io.elanus.base.Cancellation;
import io.elanus.index.RowFilter;
import io.elanus.kernels.PdxHits;
import io.elanus.kernels.PdxKernels;
import io.elanus.kernels.RowLayout;
import io.elanus.kernels.TopK;

/** Scans lists and keeps candidates; scratch memory of one thread. */
final class ListScan {
  /** Blocks a single query scans before it looks at its threshold again. */
  private static final int STEP = 16;

  /** Bytes of blocks that stay in the cache while all queries of a list pass over them. */
  private static final long PASS_BYTES = 96 << 10;

  /** Queries fewer than this scan a list one by one: a group would be mostly padding. */
  private static final int SMALLEST_GROUP = 3;

  private final PdxKernels kernels;
  private final PdxLists lists;
  private final RowFilter filter;
  private final Cancellation cancellation;
  private final PdxHits hits = new PdxHits();
  private final float[] thresholds = new float[PdxKernels.GROUP];
  private float[] groups = new float[0];

  ListScan(PdxKernels kernels, PdxLists lists, RowFilter filter, Cancellation cancellation) {
    this.kernels = kernels;
    this.lists = lists;
    this.filter = filter;
    this.cancellation = cancellation;
  }

  /** Scans one list for one query. */
  void scan(float[] scaled, int list, TopK top) {
    int end = lists.starts()[list + 1];
    int step = top.full() ? STEP : 4;
    for (int block = lists.starts()[list]; block < end; block += step) {
      int count = Math.min(step, end - block);
      scanBlocks(scaled, block, count, top.threshold());
      for (int hit = 0; hit < hits.count(); hit++) {
        keep(hit, block, top);
      }
      if ((block & 1023) < step) {
        cancellation.check();
      }
    }
  }

  private void scanBlocks(float[] scaled, int block, int count, float threshold) {
    kernels.scan(
        scaled,
        lists.blocks(),
        lists.blockOffset(block),
        lists.bias(),
        PdxLists.biasOffset(block),
        count,
        lists.dim(),
        threshold,
        hits);
  }

  /** Scans one list for several queries, four at a time. */
  void scan(PreparedQueries queries, int[] members, int from, int to, int list, TopK[] tops) {
    int grouped = (to - from) / PdxKernels.GROUP * PdxKernels.GROUP;
    if (to - from - grouped >= SMALLEST_GROUP) {
      grouped = to - from;
    }
    if (grouped > 0) {
      scanGroups(queries, members, from, from + grouped, list, tops);
    }
    for (int i = from + grouped; i < to; i++) {
      scan(queries.scaled(members[i]), list, tops[members[i]]);
    }
  }

  private void scanGroups(
      PreparedQueries queries, int[] members, int from, int to, int list, TopK[] tops) {
    pack(queries, members, from, to);
    int dim = lists.dim();
    int largest = Math.clamp(PASS_BYTES / PdxKernels.blockBytes(dim), 1, PdxHits.BLOCKS);
    // All that comes before the first threshold is kept, so that comes early, and often then.
    TopK first = tops[members[from]];
    int least = (first.capacity() + PdxKernels.LANES - 1) / PdxKernels.LANES;
    int step = first.full() ? largest : Math.clamp(least, 1, largest);
    int end = lists.starts()[list + 1];
    int count;
    for (int block = lists.starts()[list];
        block < end;
        block += count, step = Math.min(largest, 2 * step)) {
      count = Math.min(step, end - block);
      for (int i = from; i < to; i += PdxKernels.GROUP) {
        for (int r = 0; r < PdxKernels.GROUP; r++) {
          thresholds[r] = i + r < to ? tops[members[i + r]].threshold() : Float.NEGATIVE_INFINITY;
        }
        kernels.scanGroup(
            groups,
            (i - from) * dim,
            lists.blocks(),
            lists.blockOffset(block),
            lists.bias(),
            PdxLists.biasOffset(block),
            count,
            dim,
            thresholds,
            hits);
        for (int hit = 0; hit < hits.count(); hit++) {
          int member = i + hits.query(hit);
          if (member < to) {
            keep(hit, block, tops[members[member]]);
          }
        }
        cancellation.check();
      }
    }
  }

  private void pack(PreparedQueries queries, int[] members, int from, int to) {
    int dim = lists.dim();
    int size = (to - from + PdxKernels.GROUP - 1) / PdxKernels.GROUP * PdxKernels.GROUP * dim;
    if (groups.length < size) {
      groups = new float[size];
    }
    for (int i = from; i < to; i++) {
      int group = (i - from) / PdxKernels.GROUP * PdxKernels.GROUP * dim;
      int r = (i - from) % PdxKernels.GROUP;
      RowLayout.toGroup(queries.scaled(), members[i] * dim, dim, 1, groups, group, r);
    }
  }

  private void keep(int hit, int firstBlock, TopK top) {
    int firstSlot = (firstBlock + hits.block(hit)) * PdxKernels.LANES;
    for (int mask = hits.mask(hit); mask != 0; mask &= mask - 1) {
      int lane = Integer.numberOfTrailingZeros(mask);
      float distance = hits.distance(hit, lane);
      if (distance > top.threshold()) {
        continue;
      }
      int slot = firstSlot + lane;
      int row = lists.row(slot);
      if (row >= 0 && (filter == null || filter.accepts(row))) {
        top.push(distance, row, slot);
      }
    }
  }
}
