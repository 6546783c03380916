package io.elanus.index.diskann;

import io.elanus.index.BuildContext;
import io.elanus.index.SectionSink;
import io.elanus.index.graph.build.Connector;
import io.elanus.index.lists.PdxLists;
import io.elanus.index.lists.Sections;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * One build, step by step. What each makes lies in the {@link LastingAreas}, and the {@link
 * Journal} knows what a build that a crash ended need not do again.
 */
final class DiskannBuild {
  private static final int LINK_STEPS = 5;

  /** Bytes written between two looks at the cancellation. */
  private static final long WRITTEN = 4 << 20;

  private final Space space;
  private final DiskannShape diskann;
  private final BuildContext context;
  private final SectionSink sink;
  private final LastingAreas areas;
  private final Journal journal;

  /**
   * @param arena holds the areas until the end of the build
   */
  DiskannBuild(
      Space space, DiskannShape diskann, BuildContext context, SectionSink sink, Arena arena)
      throws IOException {
    this.space = space;
    this.diskann = diskann;
    this.context = context;
    this.sink = sink;
    this.areas = new LastingAreas(sink.lasting(LastingAreas.bytes(diskann), arena), diskann);
    this.journal = Journal.open(areas, context);
  }

  /**
   * Makes everything but the facts.
   *
   * @return the share of neighbours that codes find, see {@link Resolution}
   */
  double run() throws IOException {
    ByteCodebooks codebooks = train();
    sink.begin("words");
    Sections.write(sink, codebooks.words());
    assign();
    int[] rows = areas.order();
    sink.begin("order");
    Sections.write(sink, rows);
    encode(codebooks, rows);
    sink.begin("codes");
    write(areas.codes());
    Supplier<AdcTable> coded = () -> new AdcTable(codebooks, areas.codes());
    Supplier<ExactScorer> exact = () -> new ExactScorer(space, node -> rows[node]);
    double resolution =
        Resolution.of(coded.get(), exact.get(), space, rows, context.cancellation());
    boolean steered = resolution >= Resolution.ENOUGH;
    space.frame(steered).write(sink);
    propose(rows);
    int entry = link(steered ? coded : exact, rows);
    context.cancellation().check();
    context.listener().phase("write", 0, 0, rows.length);
    sink.begin("graph");
    JVectorGraph.write(areas.turned(), entry, sink, context.cancellation());
    sink.begin("starts");
    Sections.write(sink, Starts.of(space, rows, context));
    context.listener().advance(rows.length);
    return resolution;
  }

  /** Begins a phase; one that was done before is over at once. */
  private void phase(Step step, String name, int iteration, int iterations, long rows) {
    context.cancellation().check();
    context.listener().phase(name, iteration, iterations, rows);
    if (journal.has(step)) {
      context.listener().advance(rows);
    }
  }

  private void write(MemorySegment bytes) throws IOException {
    for (long done = 0; done < bytes.byteSize(); done += WRITTEN) {
      context.cancellation().check();
      sink.write(bytes.asSlice(done, Math.min(WRITTEN, bytes.byteSize() - done)));
    }
  }

  private ByteCodebooks train() throws IOException {
    Parts parts = Parts.of(space.dim());
    MemorySegment words = areas.words();
    if (!journal.has(Step.TRAIN)) {
      ByteCodebooks trained = ByteCodebooks.train(space, parts, context, areas.sample());
      words.copyFrom(MemorySegment.ofArray(trained.words()));
      journal.finish(Step.TRAIN);
      return trained;
    }
    int sample = ByteCodebooks.sample(diskann.rows());
    phase(Step.TRAIN, "sample", 0, 0, sample);
    phase(Step.TRAIN, "train", 0, 0, sample);
    return new ByteCodebooks(
        parts, ByteCodebooks.size(diskann.rows()), words.toArray(PdxLists.FLOAT));
  }

  private void assign() throws IOException {
    phase(Step.ASSIGN, "assign", 0, 0, diskann.rows());
    if (!journal.has(Step.ASSIGN)) {
      int[] every = new int[diskann.rows()];
      Arrays.setAll(every, i -> i);
      Partition partition = partition(every, 0);
      areas.put(order(partition), partition);
      journal.finish(Step.ASSIGN);
    }
  }

  private Partition partition(int[] rows, int level) {
    return Partition.of(
        space, rows, diskann.leaves(level), diskann.fanout(level), level == 0, context);
  }

  /** Rows by their nearest leader; makes the nodes of a partition of rows. */
  private int[] order(Partition partition) {
    int[] home = partition.home();
    int[] next = new int[partition.leaves() + 1];
    for (int leaf : home) {
      next[leaf + 1]++;
    }
    for (int leaf = 0; leaf < partition.leaves(); leaf++) {
      next[leaf + 1] += next[leaf];
    }
    int[] rows = new int[home.length];
    int[] nodeOf = new int[home.length];
    for (int row = 0; row < home.length; row++) {
      nodeOf[row] = next[home[row]]++;
      rows[nodeOf[row]] = row;
    }
    partition.renumber(nodeOf, context.cancellation());
    return rows;
  }

  private void encode(ByteCodebooks codebooks, int[] rows) throws IOException {
    phase(Step.ENCODE, "encode", 0, 0, rows.length);
    if (!journal.has(Step.ENCODE)) {
      codebooks.encode(space, rows, context, areas.codes());
      journal.finish(Step.ENCODE);
    }
  }

  private void propose(int[] rows) throws IOException {
    CandidateEdges edges = new CandidateEdges(space, diskann, context, areas, rows);
    phase(Step.LINK_LEAVES, "link", 1, LINK_STEPS, edges.members());
    if (!journal.has(Step.LINK_LEAVES)) {
      edges.make(journal);
      journal.finish(Step.LINK_LEAVES);
    }
  }

  /** Makes the graph of what was proposed and returns its entry. */
  private int link(Supplier<? extends QueryScorer> steering, int[] rows) throws IOException {
    Linker linker = new Linker(space, rows, diskann, context, journal);
    MappedLinks chosen = areas.chosen();
    MappedLinks turned = areas.turned();
    step(Step.CHOOSE, 2, () -> linker.choose(areas.candidateEdges(), chosen));
    step(Step.TURN, 3, () -> linker.turn(chosen, areas.sources(), turned));
    step(Step.REFINE, 4, () -> linker.refine(turned, steering, chosen));
    int entry = entry(rows);
    step(
        Step.TURN_AGAIN,
        5,
        () -> {
          linker.turn(chosen, areas.sources(), turned);
          new Connector(turned, turned.degree(), host(turned, entry), context.cancellation())
              .connect(entry);
        });
    return entry;
  }

  /** The first neighbour of a node that is reachable and has room, else the last reachable one. */
  private static Connector.Host host(MappedLinks links, int entry) {
    return (node, reached) -> {
      int from = entry;
      for (int i = 0, size = links.size(node); i < size; i++) {
        int neighbour = links.id(node, i);
        if (reached.test(neighbour)) {
          from = neighbour;
          if (links.size(from) < links.degree()) {
            return from;
          }
        }
      }
      return from;
    };
  }

  /** Work that fails as writing does. */
  private interface Work {
    void run() throws IOException;
  }

  private void step(Step step, int number, Work work) throws IOException {
    phase(step, "link", number, LINK_STEPS, diskann.rows());
    if (!journal.has(step)) {
      work.run();
      journal.finish(step);
    }
  }

  /** The node of the last level that is nearest to the middle. */
  private int entry(int[] rows) {
    int level = diskann.levels() - 1;
    PointBlock points = new PointBlock(space.dim());
    int[] some = diskann.thinned(rows, level);
    points.load(space, some, 0, some.length);
    points.measure(new float[space.dim()], 0, 1);
    int nearest = 0;
    for (int i = 1; i < some.length; i++) {
      nearest = points.distance(0, i) < points.distance(0, nearest) ? i : nearest;
    }
    return nearest * diskann.step(level);
  }
}
