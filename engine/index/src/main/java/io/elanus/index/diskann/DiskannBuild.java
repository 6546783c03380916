package io.elanus.index.diskann;

import io.elanus.index.BuildContext;
import io.elanus.index.SectionSink;
import io.elanus.index.panel.Sections;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One build, phase by phase. It saves no checkpoints: what would be worth it, the graph, is larger
 * than the heap that a build may count on, and what is before it takes seconds.
 */
final class DiskannBuild {
  private static final int LINK_STEPS = 5;

  /** Bytes written between two looks at the cancellation. */
  private static final long WRITTEN = 4 << 20;

  private final Space space;
  private final Settings settings;
  private final BuildContext context;
  private final SectionSink sink;

  DiskannBuild(Space space, Settings settings, BuildContext context, SectionSink sink) {
    this.space = space;
    this.settings = settings;
    this.context = context;
    this.sink = sink;
  }

  /**
   * @param arena holds the graph until the end of the build
   */
  void run(Arena arena) throws IOException {
    Codebooks codebooks = Codebooks.train(space, Parts.of(space.dim()), context, sink);
    sink.begin("mean");
    Sections.write(sink, space.mean());
    sink.begin("words");
    Sections.write(sink, codebooks.words());
    context.listener().phase("assign", 0, 0, members(0) / settings.fanout(0));
    Partition partition = partition(everyRow(), 0);
    int[] rows = order(partition);
    sink.begin("order");
    Sections.write(sink, rows);
    context.cancellation().check();
    context.listener().phase("encode", 0, 0, rows.length);
    MemorySegment codes = sink.scratch((long) rows.length * codebooks.parts().stride(), arena);
    codebooks.encode(space, rows, context, codes);
    sink.begin("codes");
    for (long done = 0; done < codes.byteSize(); done += WRITTEN) {
      context.cancellation().check();
      sink.write(codes.asSlice(done, Math.min(WRITTEN, codes.byteSize() - done)));
    }
    Links links = link(partition, rows, codebooks, codes, arena);
    context.cancellation().check();
    context.listener().phase("write", 0, 0, rows.length);
    sink.begin("graph");
    JVectorGraph.write(links, entry(links, rows), sink, context.cancellation());
    context.listener().advance(rows.length);
  }

  private long members(int level) {
    return (long) settings.count(level) * settings.fanout(level);
  }

  private int[] everyRow() {
    int[] all = new int[settings.rows()];
    Arrays.setAll(all, i -> i);
    return all;
  }

  private Partition partition(int[] rows, int level) {
    return Partition.of(
        space, rows, settings.leaves(level), settings.fanout(level), level == 0, context);
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

  private Links link(
      Partition whole, int[] rows, Codebooks codebooks, MemorySegment codes, Arena arena)
      throws IOException {
    Linker linker = new Linker(space, rows, settings, context);
    Links refined;
    try (Arena first = Arena.ofShared()) {
      Links links = newLinks(first);
      try (Arena candidates = Arena.ofShared()) {
        List<MemorySegment> slots = propose(whole, rows, candidates);
        linkPhase(2);
        linker.choose(slots, links);
      }
      linkPhase(3);
      linker.turn(links, sink);
      refined = newLinks(arena);
      linkPhase(4);
      linker.refine(links, codebooks, codes, refined);
    }
    linkPhase(5);
    linker.turn(refined, sink);
    return refined;
  }

  private Links newLinks(Arena arena) throws IOException {
    MemorySegment memory = sink.scratch(Links.bytes(settings.rows(), settings.degree()), arena);
    return new Links(memory, settings.rows(), settings.degree());
  }

  private void linkPhase(int step) {
    context.cancellation().check();
    context.listener().phase("link", step, LINK_STEPS, settings.rows());
  }

  /** What the leaves of every level propose. */
  private List<MemorySegment> propose(Partition whole, int[] rows, Arena arena) throws IOException {
    long members = 0;
    for (int level = 0; level < settings.levels(); level++) {
      members += members(level);
    }
    context.cancellation().check();
    context.listener().phase("link", 1, LINK_STEPS, members);
    List<MemorySegment> slots = new ArrayList<>();
    for (int level = 0; level < settings.levels(); level++) {
      int width = settings.slots(level);
      slots.add(sink.scratch((long) settings.count(level) * width * Long.BYTES, arena));
      new Leaves(
              space,
              level == 0 ? whole : partition(thinned(rows, level), level),
              rows,
              settings.step(level),
              settings.fanout(level),
              settings.perLeaf(level),
              settings.leaf(),
              slots.getLast(),
              context)
          .link();
    }
    return slots;
  }

  private int[] thinned(int[] rows, int level) {
    int[] some = new int[settings.count(level)];
    Arrays.setAll(some, i -> rows[i * settings.step(level)]);
    return some;
  }

  /** The node of the last level that is nearest to the mean, with all others reachable from it. */
  private int entry(Links links, int[] rows) {
    int level = settings.levels() - 1;
    Points points = new Points(space.dim());
    int[] some = thinned(rows, level);
    points.load(space, some, 0, some.length);
    points.measure(new float[space.dim()], 0, 1);
    int nearest = 0;
    for (int i = 1; i < some.length; i++) {
      nearest = points.distance(0, i) < points.distance(0, nearest) ? i : nearest;
    }
    int entry = nearest * settings.step(level);
    Connector.connect(links, entry, context.cancellation());
    return entry;
  }
}
