package io.elanus.index.diskann;

import io.elanus.index.BuildContext;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.TopK;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Links the points of each leaf: all their distances in one matrix, then for each point the nearest
 * ones, less those that are nearer to one chosen before (the relative neighbourhood rule).
 *
 * <p>A link is a {@link TopK#key} with all bits turned, so that a slot of zeros is empty. A point
 * has slots of its own for each of its leaves.
 */
final class LeafLinks {
  static final ValueLayout.OfLong LINK = ValueLayout.JAVA_LONG_UNALIGNED;

  /** Of the nearest so many times the links wanted, the rule chooses. */
  private static final int CHOICE = 2;

  private final Space space;
  private final Partition partition;
  private final int[] rows;
  private final int step;
  private final int perLeaf;
  private final int fanout;
  private final int most;
  private final MemorySegment slots;
  private final BuildContext context;
  private final int[][] pieces;
  private final byte[] turn;

  /**
   * @param rows the row of each node
   * @param step point p is node p times step
   * @param most points that are linked with each other at once
   * @param slots {@code fanout * perLeaf} links for each point
   */
  LeafLinks(
      Space space,
      Partition partition,
      int[] rows,
      int step,
      int fanout,
      int perLeaf,
      int most,
      MemorySegment slots,
      BuildContext context) {
    this.space = space;
    this.partition = partition;
    this.rows = rows;
    this.step = step;
    this.fanout = fanout;
    this.perLeaf = perLeaf;
    this.most = most;
    this.slots = slots;
    this.context = context;
    this.pieces = divide();
    this.turn = turns();
  }

  /** The memory of one thread. */
  private final class Scratch {
    final PointBlock points = new PointBlock(space.dim());
    final SortedCandidates nearest = new SortedCandidates(CHOICE * perLeaf);
    final int[] chosen = new int[perLeaf];
    float[] matrix = new float[0];
    int[] ordinals = new int[0];
  }

  /** So many members at most that are linked with each other at once. */
  int pieces() {
    return pieces.length;
  }

  /** How many members some pieces have. */
  int members(int fromPiece, int toPiece) {
    return fromPiece == toPiece ? 0 : pieces[toPiece - 1][1] - pieces[fromPiece][0];
  }

  /** Links the points of some pieces; advances by the members of each. */
  void link(int fromPiece, int toPiece) {
    Scratch[] scratches = new Scratch[Math.max(1, context.threads())];
    forPieces(
        fromPiece,
        toPiece,
        (piece, thread) -> {
          if (scratches[thread] == null) {
            scratches[thread] = new Scratch();
          }
          link(pieces[piece][0], pieces[piece][1], scratches[thread]);
          context.listener().advance(pieces[piece][1] - pieces[piece][0]);
        });
  }

  /** A sum of the links of some pieces. */
  int sum(int fromPiece, int toPiece) {
    int[] sums = new int[toPiece - fromPiece];
    forPieces(fromPiece, toPiece, (piece, thread) -> sums[piece - fromPiece] = sum(pieces[piece]));
    return Arrays.hashCode(sums);
  }

  private int sum(int[] piece) {
    CRC32C crc = new CRC32C();
    byte[] links = new byte[perLeaf * Long.BYTES];
    for (int i = piece[0]; i < piece[1]; i++) {
      MemorySegment.copy(
          slots, ValueLayout.JAVA_BYTE, slot(i) * Long.BYTES, links, 0, links.length);
      crc.update(links);
    }
    return (int) crc.getValue();
  }

  private void forPieces(int from, int to, Parallel.Body body) {
    Parallel.run(
        context.threads(),
        context.executor(),
        to - from,
        context.cancellation(),
        (item, thread) -> body.run(from + item, thread));
  }

  /** The number of a leaf among a point's own, which says where its slots are. */
  private byte[] turns() {
    byte[] used = new byte[partition.members().length / fanout];
    byte[] all = new byte[partition.members().length];
    for (int i = 0; i < all.length; i++) {
      if (i % 65_536 == 0) {
        context.cancellation().check();
      }
      all[i] = used[partition.members()[i]]++;
    }
    return all;
  }

  /** The first slot of a member. */
  private long slot(int member) {
    return ((long) partition.members()[member] * fanout + turn[member]) * perLeaf;
  }

  /** Runs of members; a leaf that is too large makes several. */
  private int[][] divide() {
    int count = 0;
    for (int leaf = 0; leaf < partition.leaves(); leaf++) {
      count += cuts(leaf);
    }
    int[][] pieces = new int[count][];
    int at = 0;
    for (int leaf = 0; leaf < partition.leaves(); leaf++) {
      long from = partition.starts()[leaf];
      long size = partition.starts()[leaf + 1] - from;
      int cuts = cuts(leaf);
      for (int i = 0; i < cuts; i++) {
        pieces[at++] =
            new int[] {(int) (from + size * i / cuts), (int) (from + size * (i + 1) / cuts)};
      }
    }
    return pieces;
  }

  private int cuts(int leaf) {
    return (partition.starts()[leaf + 1] - partition.starts()[leaf] + most - 1) / most;
  }

  private void link(int from, int to, Scratch scratch) {
    int size = to - from;
    if (scratch.ordinals.length < size) {
      scratch.ordinals = new int[size];
      scratch.matrix = new float[size * size];
    }
    for (int i = 0; i < size; i++) {
      scratch.ordinals[i] = rows[partition.members()[from + i] * step];
    }
    scratch.points.load(space, scratch.ordinals, 0, size);
    for (int first = 0; first < size; first += 4) {
      if (first % 64 == 0) {
        context.cancellation().check();
      }
      scratch.points.measure(first);
      for (int r = 0; r < Math.min(4, size - first); r++) {
        scratch.points.distances(r, scratch.matrix, (first + r) * size);
      }
    }
    boolean rough = true;
    for (int i = 0; i < size; i++) {
      if (i % 64 == 0) {
        context.cancellation().check();
      }
      rank(i, size, scratch);
      if (rough && isRough(i, scratch)) {
        // Once for the whole leaf, as the rule compares its points with each other.
        measureNear(size, scratch);
        rough = false;
        i = -1;
        continue;
      }
      choose(i, from, size, scratch);
    }
  }

  private static boolean isRough(int i, Scratch scratch) {
    SortedCandidates nearest = scratch.nearest;
    for (int c = 0; c < nearest.size(); c++) {
      if (scratch.points.isRough(i, nearest.number(c), nearest.distance(c))) {
        return true;
      }
    }
    return false;
  }

  /** Measures points near each other again, value by value. */
  private void measureNear(int size, Scratch scratch) {
    float[] matrix = scratch.matrix;
    for (int i = 0; i < size; i++) {
      context.cancellation().check();
      for (int other = 0; other < i; other++) {
        if (scratch.points.isRough(i, other, matrix[i * size + other])) {
          float distance = scratch.points.between(i, other);
          matrix[i * size + other] = distance;
          matrix[other * size + i] = distance;
        }
      }
    }
  }

  /** Finds the nearest of the others. */
  private void rank(int i, int size, Scratch scratch) {
    float[] matrix = scratch.matrix;
    SortedCandidates nearest = scratch.nearest;
    nearest.clear(CHOICE * perLeaf);
    int row = i * size;
    for (int other = 0; other < size; other++) {
      if (matrix[row + other] <= nearest.worst() && other != i) {
        nearest.offer(matrix[row + other], other);
      }
    }
  }

  private void choose(int i, int from, int size, Scratch scratch) {
    long slot = slot(from + i);
    SortedCandidates nearest = scratch.nearest;
    int count = 0;
    for (int c = 0; c < nearest.size() && count < perLeaf; c++) {
      int other = nearest.number(c);
      float distance = nearest.distance(c);
      if (isDiverse(other, distance, size, scratch, count)) {
        int node = partition.members()[from + other] * step;
        scratch.chosen[count] = other;
        long key = TopK.key(distance, node);
        slots.set(LINK, (slot + count++) * Long.BYTES, ~key);
      }
    }
    slots
        .asSlice((slot + count) * Long.BYTES, (long) (perLeaf - count) * Long.BYTES)
        .fill((byte) 0);
  }

  private static boolean isDiverse(
      int other, float distance, int size, Scratch scratch, int count) {
    int row = other * size;
    for (int i = 0; i < count; i++) {
      if (scratch.matrix[row + scratch.chosen[i]] < distance) {
        return false;
      }
    }
    return true;
  }
}
