package io.elanus.index.sq8;

import io.elanus.base.Cancellation;
import io.elanus.index.RowFilter;
import io.elanus.index.lists.ListScanner;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.PreparedQueries;
import io.elanus.kernels.PdxHits;
import io.elanus.kernels.PdxKernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Scans lists of codes and keeps candidates; scratch memory of one thread. */
final class Sq8Scan implements ListScanner<BoundedCandidates> {
  /** Blocks a single query scans before it looks at its threshold again. */
  private static final int STEP = 32;

  /** Bytes of decoded blocks that stay in the cache while all queries of a list pass over them. */
  private static final long PASS_BYTES = 96 << 10;

  /** Queries fewer than this scan a list one by one: decoding would not pay. */
  private static final int SMALLEST_GROUP = 3;

  private final PdxKernels kernels;
  private final Sq8Lists lists;
  private final PreparedQueries queries;
  private final RowFilter filter;
  private final Rescorer rescorer;
  private final Cancellation cancellation;
  private final int dim;
  private final Sq8Query frame;
  private final PdxHits hits = new PdxHits();
  private final float[] thresholds = new float[PdxKernels.GROUP];
  private final Sq8Query.Member alone = new Sq8Query.Member();
  private final float[] scaled;
  private Sq8Query.Member[] members = new Sq8Query.Member[0];
  private float[] groups = new float[0];
  private byte[] codes;
  private float[] blocks;
  private float[] biases;

  Sq8Scan(
      PdxKernels kernels,
      Sq8Lists lists,
      PreparedQueries queries,
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
    this.frame = new Sq8Query(lists, exactCodes);
    this.scaled = new float[dim];
  }

  Rescorer rescorer() {
    return rescorer;
  }

  private void scanLoaded(int query, int list, BoundedCandidates candidates) {
    frame.scale(queries, query, scaled, 0, 1, alone);
    int end = lists.starts()[list + 1];
    int step;
    for (int block = lists.starts()[list]; block < end; block += step) {
      boolean open = candidates.threshold() == Float.POSITIVE_INFINITY;
      step = open ? PdxKernels.CODE_BLOCK : STEP;
      kernels.scanCodes(
          scaled,
          lists.codes(),
          lists.codeBlockOffset(list, block),
          lists.bias(),
          PdxLists.biasOffset(block),
          Math.min(step, end - block),
          dim,
          alone.cut(candidates.threshold()),
          hits);
      for (int hit = 0; hit < hits.count(); hit++) {
        keep(hit, block, query, alone, candidates);
      }
      cancellation.check();
    }
  }

  @Override
  public void scan(int[] asked, int from, int to, int list, BoundedCandidates[] candidates) {
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
            PASS_BYTES / (PdxKernels.blockBytes(dim) * PdxKernels.CODE_BLOCK),
            1,
            PdxHits.BLOCKS / PdxKernels.CODE_BLOCK);
    step *= PdxKernels.CODE_BLOCK;
    if (blocks == null) {
      codes = new byte[step * dim * PdxKernels.LANES];
      blocks = new float[step * dim * PdxKernels.LANES];
      biases = new float[step * PdxKernels.LANES];
    }
    int end = lists.starts()[list + 1];
    for (int block = lists.starts()[list]; block < end; block += step) {
      int count = Math.min(step, end - block);
      int bytes = count * dim * PdxKernels.LANES;
      long offset = lists.codeBlockOffset(list, block);
      // Loads from the heap need fewer checks than those from a segment.
      MemorySegment.copy(lists.codes(), ValueLayout.JAVA_BYTE, offset, codes, 0, bytes);
      kernels.decode(codes, count, dim, blocks);
      MemorySegment.copy(
          lists.bias(),
          PdxLists.FLOAT,
          PdxLists.biasOffset(block),
          biases,
          0,
          count * PdxKernels.LANES);
      scanDecoded(asked, from, to, block, count, candidates);
    }
  }

  private void scale(int[] asked, int from, int to) {
    int count = (to - from + PdxKernels.GROUP - 1) / PdxKernels.GROUP * PdxKernels.GROUP;
    if (members.length < count) {
      members = new Sq8Query.Member[count];
      java.util.Arrays.setAll(members, i -> new Sq8Query.Member());
      groups = new float[count * dim];
    }
    for (int i = 0; i < to - from; i++) {
      int start = i / PdxKernels.GROUP * PdxKernels.GROUP * dim + i % PdxKernels.GROUP;
      frame.scale(queries, asked[from + i], groups, start, PdxKernels.GROUP, members[i]);
    }
  }

  private void scanDecoded(
      int[] asked, int from, int to, int block, int count, BoundedCandidates[] candidates) {
    for (int i = 0; i < to - from; i += PdxKernels.GROUP) {
      for (int r = 0; r < PdxKernels.GROUP; r++) {
        int member = i + r;
        thresholds[r] =
            from + member < to
                ? members[member].cut(candidates[asked[from + member]].threshold())
                : Float.NEGATIVE_INFINITY;
      }
      kernels.scanGroup(groups, i * dim, blocks, biases, count, dim, thresholds, hits);
      for (int hit = 0; hit < hits.count(); hit++) {
        int member = i + hits.query(hit);
        if (from + member < to) {
          int query = asked[from + member];
          keep(hit, block, query, members[member], candidates[query]);
        }
      }
      cancellation.check();
    }
  }

  private void keep(
      int hit, int firstBlock, int query, Sq8Query.Member member, BoundedCandidates candidates) {
    int firstSlot = (firstBlock + hits.block(hit)) * PdxKernels.LANES;
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
