package io.elanus.index.diskann;

import io.elanus.index.BuildContext;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Candidate edges: what the leaves of every level offer, as runs of the {@link Journal}. */
final class CandidateEdges {
  // Pieces of leaves between two saves.
  private static final int SHORTEST_RUN = 8;
  private static final int LONGEST_RUN = 256;

  private final Space space;
  private final DiskannShape diskann;
  private final BuildContext context;
  private final LastingAreas areas;
  private final int[] rows;

  /**
   * @param rows the row of each node
   */
  CandidateEdges(
      Space space, DiskannShape diskann, BuildContext context, LastingAreas areas, int[] rows) {
    this.space = space;
    this.diskann = diskann;
    this.context = context;
    this.areas = areas;
    this.rows = rows;
  }

  private long members(int level) {
    return (long) diskann.count(level) * diskann.fanout(level);
  }

  /** Members of all leaves: how far {@link #make} advances. */
  long members() {
    long members = 0;
    for (int level = 0; level < diskann.levels(); level++) {
      members += members(level);
    }
    return members;
  }

  /** Makes them all. */
  void make(Journal journal) throws IOException {
    journal.run(new Lowest(leaves(0, areas.partition())));
    for (int level = 1; level < diskann.levels(); level++) {
      journal.run(new Upper(level, journal));
    }
  }

  private LeafLinks leaves(int level, Partition partition) {
    return new LeafLinks(
        space,
        partition,
        rows,
        diskann.step(level),
        diskann.fanout(level),
        diskann.perLeaf(level),
        diskann.leaf(),
        slots(level),
        context);
  }

  private MemorySegment slots(int level) {
    return areas.candidateEdges().get(level);
  }

  /** The level of all nodes, which takes most of the time: some pieces make a run. */
  private final class Lowest implements Journal.Runs {
    private final LeafLinks leaves;
    private final int length;

    Lowest(LeafLinks leaves) {
      this.leaves = leaves;
      this.length = Journal.runLength(leaves.pieces(), SHORTEST_RUN, LONGEST_RUN);
    }

    private int end(int run) {
      return Math.min(leaves.pieces(), (run + 1) * length);
    }

    @Override
    public int count() {
      return (leaves.pieces() + length - 1) / length;
    }

    @Override
    public int sum(int run) {
      return leaves.sum(run * length, end(run));
    }

    @Override
    public void work(int run) {
      leaves.link(run * length, end(run));
    }

    @Override
    public void skip(int run) {
      context.listener().advance(leaves.members(run * length, end(run)));
    }
  }

  /** A level of fewer nodes, in one run. */
  private final class Upper implements Journal.Runs {
    private final int level;
    private final Journal journal;

    Upper(int level, Journal journal) {
      this.level = level;
      this.journal = journal;
    }

    @Override
    public int count() {
      return 1;
    }

    @Override
    public int sum(int run) {
      return journal.sum(slots(level));
    }

    @Override
    public void work(int run) {
      int[] some = diskann.thinned(rows, level);
      Partition partition =
          Partition.of(space, some, diskann.leaves(level), diskann.fanout(level), false, context);
      LeafLinks leaves = leaves(level, partition);
      leaves.link(0, leaves.pieces());
    }

    @Override
    public void skip(int run) {
      context.listener().advance(members(level));
    }
  }
}
