package io.elanus.index.diskann;

import io.elanus.index.BuildContext;
import io.elanus.index.graph.build.InLinks;
import io.elanus.index.graph.search.CandidateList;
import io.elanus.index.lists.Parallel;
import io.elanus.kernels.TopK;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes a graph of what the leaves proposed. Each node chooses among its candidates, then the links
 * are turned round. On the graph of these a search for each node finds what the leaves missed, as
 * in Vamana's second pass, and it is all done once more.
 */
final class Linker {
  private static final int PIECE = 64;

  /** Points that are read together. */
  private static final int TOGETHER = 16;

  // Pieces between two saves.
  private static final int SHORTEST_RUN = 64;
  private static final int LONGEST_RUN = 2048;

  /** Links to a node beyond so many times its degree do not take part in the choice. */
  private static final int CROWD = 4;

  private final Space space;
  private final int[] rows;
  private final DiskannShape diskann;
  private final BuildContext context;
  private final Journal journal;
  private final Scratch[] scratches;

  /** The memory of one thread. */
  private final class Scratch {
    final RobustPruner pruner = new RobustPruner(space, rows, context.cancellation());
    final SortedCandidates candidates = new SortedCandidates(0);
    final float[] others = new float[TOGETHER * space.dim()];
    final float[] point = new float[space.dim()];
    final int[] one = new int[1];
    long[] keys = new long[0];
    int[] numbers = new int[0];
    int[] ordinals = new int[0];

    void take(int node) {
      one[0] = rows[node];
      space.gather(one, 0, 1, point, 0);
    }

    void reserve(int count) {
      if (numbers.length < count) {
        numbers = new int[count];
        ordinals = new int[count];
        keys = new long[Math.max(keys.length, count)];
      }
    }
  }

  /**
   * @param rows the row of each node
   */
  Linker(Space space, int[] rows, DiskannShape diskann, BuildContext context, Journal journal) {
    this.space = space;
    this.rows = rows;
    this.diskann = diskann;
    this.context = context;
    this.journal = journal;
    this.scratches = new Scratch[1 + context.threads()];
  }

  /** Heap bytes of the work at most. */
  static long bytes(DiskannShape diskann, int threads) {
    long crowd = Math.min(diskann.rows(), (CROWD + 1L) * diskann.degree());
    long found = Math.min(diskann.rows(), diskann.listSize() + (long) diskann.degree());
    long candidates = Math.max(Math.max(crowd, found), candidates(diskann));
    return InLinks.bytes(diskann.rows())
        + threads
            * (RobustPruner.bytes(candidates, diskann.dim())
                + (TOGETHER + 2L) * diskann.dim() * Float.BYTES
                + crowd * 16);
  }

  private static long candidates(DiskannShape diskann) {
    long candidates = 0;
    for (int level = 0; level < diskann.levels(); level++) {
      candidates += diskann.slots(level);
    }
    return candidates;
  }

  /**
   * Lets every node choose.
   *
   * @param slots of each level, see {@link LeafLinks}
   * @param links receives the choice
   */
  void choose(List<MemorySegment> slots, MappedLinks links) throws IOException {
    forNodes(
        links,
        (node, thread) -> {
          Scratch scratch = scratches[thread];
          int count = gather(node, slots, scratch);
          scratch.candidates.set(scratch.keys, count, count);
          scratch.take(node);
          put(node, scratch, links);
        });
  }

  private void put(int node, Scratch scratch, MappedLinks links) {
    int chosen = scratch.pruner.prune(scratch.candidates, scratch.point, diskann.degree());
    for (int i = 0; i < chosen; i++) {
      links.set(node, i, scratch.candidates.number(scratch.pruner.chosen()[i]));
    }
    links.setSize(node, chosen);
  }

  /**
   * Lets every node choose again, now among those that a search for it finds and those it has.
   *
   * @param present stands still meanwhile
   * @param steering of each thread's searches
   * @param links receives the choice
   */
  void refine(MappedLinks present, Supplier<? extends QueryScorer> steering, MappedLinks links)
      throws IOException {
    QueryBeam[] beams = new QueryBeam[scratches.length];
    forNodes(
        links,
        (node, thread) -> {
          if (beams[thread] == null) {
            beams[thread] = new QueryBeam(present, present.nodes(), steering.get(), new int[0]);
          }
          Scratch scratch = scratches[thread];
          int count = find(node, present, beams[thread], scratch);
          rank(node, count, scratch);
          put(node, scratch, links);
        });
  }

  private int find(int node, MappedLinks present, QueryBeam beam, Scratch scratch) {
    scratch.take(node);
    beam.steering().set(scratch.point, 0, true);
    CandidateList candidates = beam.run(node, diskann.listSize(), context.cancellation());
    scratch.reserve(candidates.size() + present.degree());
    int count = 0;
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.node(i) != node) {
        scratch.numbers[count++] = candidates.node(i);
      }
    }
    int found = count;
    for (int i = 0, size = present.size(node); i < size; i++) {
      if (!InLinks.contains(scratch.numbers, found, present.id(node, i))) {
        scratch.numbers[count++] = present.id(node, i);
      }
    }
    return count;
  }

  private int gather(int node, List<MemorySegment> slots, Scratch scratch) {
    int count = 0;
    for (int level = 0; level < slots.size() && node % diskann.step(level) == 0; level++) {
      int width = diskann.slots(level);
      if (scratch.keys.length < count + width) {
        scratch.keys = java.util.Arrays.copyOf(scratch.keys, count + width);
      }
      long at = (long) (node / diskann.step(level)) * width * Long.BYTES;
      for (int i = 0; i < width; i++) {
        long link = slots.get(level).get(LeafLinks.LINK, at + (long) i * Long.BYTES);
        if (link != 0) {
          scratch.keys[count++] = ~link;
        }
      }
    }
    return count;
  }

  /**
   * Adds to every node the links back to it; one that has too many then chooses again.
   *
   * @param present stands still meanwhile
   * @param sources room for an int for each link
   * @param links receives them all
   */
  void turn(MappedLinks present, MemorySegment sources, MappedLinks links) throws IOException {
    InLinks back = InLinks.of(present, total -> sources, context.cancellation());
    forNodes(links, (node, thread) -> merge(node, present, back, links, scratches[thread]));
  }

  private void merge(
      int node, MappedLinks present, InLinks back, MappedLinks links, Scratch scratch) {
    int own = present.size(node);
    int limit = CROWD * diskann.degree();
    // Of a crowd every n-th, so that it is no matter of numbers who takes part.
    int step = (int) Math.max(1, ((long) back.size(node) + limit - 1) / limit);
    scratch.reserve(own + limit);
    present.read(node, scratch.numbers);
    int count = back.merge(node, scratch.numbers, own, step);
    if (count > diskann.degree()) {
      count = chooseAgain(node, count, scratch);
    }
    for (int i = 0; i < count; i++) {
      links.set(node, i, scratch.numbers[i]);
    }
    links.setSize(node, count);
  }

  private int chooseAgain(int node, int count, Scratch scratch) {
    rank(node, count, scratch);
    int chosen = scratch.pruner.prune(scratch.candidates, scratch.point, diskann.degree());
    for (int i = 0; i < chosen; i++) {
      scratch.numbers[i] = scratch.candidates.number(scratch.pruner.chosen()[i]);
    }
    return chosen;
  }

  /** Makes the first numbers candidates of a node. */
  private void rank(int node, int count, Scratch scratch) {
    for (int i = 0; i < count; i++) {
      scratch.ordinals[i] = rows[scratch.numbers[i]];
    }
    scratch.take(node);
    int dim = space.dim();
    for (int first = 0; first < count; first += TOGETHER) {
      int some = Math.min(TOGETHER, count - first);
      space.gather(scratch.ordinals, first, some, scratch.others, 0);
      for (int i = 0; i < some; i++) {
        double distance = ExactScorer.squared(scratch.point, 0, scratch.others, i * dim, dim);
        scratch.keys[first + i] = TopK.key((float) distance, scratch.numbers[first + i]);
      }
    }
    scratch.candidates.set(scratch.keys, count, count);
  }

  /**
   * Works on every node.
   *
   * @param links what the work makes
   */
  private void forNodes(MappedLinks links, Parallel.Body body) throws IOException {
    int pieces = (rows.length + PIECE - 1) / PIECE;
    int length = PIECE * Journal.runLength(pieces, SHORTEST_RUN, LONGEST_RUN);
    Journal.Runs runs =
        new Journal.Runs() {
          private int end(int run) {
            return (int) Math.min(rows.length, (run + 1L) * length);
          }

          @Override
          public int count() {
            return (int) ((rows.length + length - 1L) / length);
          }

          @Override
          public int sum(int run) {
            long from = MappedLinks.bytes((long) run * length, links.degree());
            long bytes = MappedLinks.bytes(end(run) - (long) run * length, links.degree());
            return journal.sum(links.memory().asSlice(from, bytes));
          }

          @Override
          public void work(int run) {
            forNodes(run * length, end(run), body);
          }

          @Override
          public void skip(int run) {
            context.listener().advance(end(run) - (long) run * length);
          }
        };
    journal.run(runs);
  }

  private void forNodes(int from, int to, Parallel.Body body) {
    Parallel.ranges(
        context,
        from,
        to,
        PIECE,
        (first, end, thread) -> {
          if (scratches[thread] == null) {
            scratches[thread] = new Scratch();
          }
          for (int node = first; node < end; node++) {
            body.run(node, thread);
          }
          context.listener().advance(end - first);
        });
  }
}
