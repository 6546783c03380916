package io.elanus.index.graph.build;

import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.BuildParameters;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Links an HNSW graph layer by layer, from the topmost down. */
public final class HnswBuild {
  private final BuildSpace rows;
  private final HnswShape shape;
  private final BuildContext context;
  private final long checkpointWork;
  private final HnswLevels levels;
  private List<BuildLinks> layers = new ArrayList<>();
  private int linked;
  private LeafState leaves = LeafState.NONE;
  private double work;

  /**
   * What the parameters ask of a graph.
   *
   * @param m neighbours a node chooses, and may keep in the upper layers
   * @param ef candidates kept while a node is linked
   */
  public record HnswShape(int rows, int m, int ef) {
    public static HnswShape of(IndexShape shape) {
      BuildParameters.Hnsw asked = shape.parameters(BuildParameters.Hnsw.class);
      return new HnswShape(shape.rows(), asked.m(), Math.max(asked.m(), asked.efConstruction()));
    }

    public LayerBuilder.Layer layer(int level, int nodes, int[] members) {
      int most = Math.min(level == 0 ? 2 * m : m, Math.max(1, nodes - 1));
      return new LayerBuilder.Layer(nodes, level == 0 ? null : members, m, most, ef);
    }

    /** How a large layer is cut. */
    public LeafShape leaves() {
      return LeafShape.of(m, ef);
    }

    /** Places for neighbours in the lowest layer of the file. */
    public int width() {
      return (layer(0, rows, null).most() + 7) & -8;
    }
  }

  /**
   * @param checkpointWork compared values after which the state is saved
   */
  public HnswBuild(BuildSpace rows, IndexShape shape, BuildContext context, long checkpointWork) {
    this.rows = rows;
    this.shape = HnswShape.of(shape);
    this.context = context;
    this.checkpointWork = checkpointWork;
    this.levels = HnswLevels.of(rows.count(), this.shape.m, context.seed(), context.cancellation());
  }

  public BuildNotes build(SectionSink sink) throws IOException {
    LinkState.load(context.checkpoints())
        .ifPresent(
            state -> {
              layers = new ArrayList<>(state.layers());
              linked = state.linked();
              leaves = state.leaves();
            });
    int count = levels.counts().length;
    int first = Math.max(0, layers.size() - 1);
    if (first < count - 1) {
      context.cancellation().check();
      context.listener().phase("link", 1, 2, upperNodes(0, count - 1));
      context.listener().advance(upperNodes(0, first));
    }
    for (int i = first; i < count; i++) {
      link(i, count);
    }
    context.cancellation().check();
    context.listener().phase("write", 0, 0, rows.count());
    BuildLinks lowest = layers.getLast();
    int entry = rows.count() == 0 ? -1 : levels.order()[0];
    int lost = Connector.bySearch(lowest, most(0), rows, entry, shape.ef, context).connect(entry);
    List<BuildLinks> upper = layers.subList(0, count - 1).reversed();
    List<String> notes =
        rows.write(
            new BuiltGraph(lowest, shape.width(), entry, upper, shape.m, levels.order()),
            context,
            sink);
    return new BuildNotes(
        notes, Map.of("layers", Integer.toString(count), "connected", Integer.toString(lost)));
  }

  /** Nodes of some layers, counted from the topmost one. */
  private long upperNodes(int from, int to) {
    long nodes = 0;
    for (int number = from; number < to; number++) {
      nodes += levels.counts()[levels.counts().length - 1 - number];
    }
    return nodes;
  }

  private int most(int level) {
    return shape.layer(level, levels.counts()[level], levels.order()).most();
  }

  private void link(int number, int count) throws IOException {
    context.cancellation().check();
    int level = count - 1 - number;
    int nodes = levels.counts()[level];
    LayerBuilder.Layer layer = shape.layer(level, nodes, levels.order());
    if (layers.size() == number) {
      layers.add(layer.links(shape.leaves()));
      linked = 0;
      leaves = LeafState.NONE;
    }
    int[] order = levels.order();
    if (level > 0) {
      order = new int[nodes];
      Arrays.setAll(order, i -> i);
    }
    if (level == 0) {
      context.listener().phase("link", 2, 2, nodes);
    }
    context.listener().advance(linked);
    if (nodes >= LeafShape.FROM) {
      if (linked < nodes) {
        linkInLeaves(number, layer);
      }
      return;
    }
    LayerBuilder builder =
        new LayerBuilder(
            rows, layer, layers.subList(0, number), order, layers.get(number), linked, context);
    boolean fresh = !builder.done();
    while (!builder.done()) {
      int before = builder.linked();
      builder.linkBatch();
      linked = builder.linked();
      didWork((double) (linked - before) * Math.min(shape.ef, nodes) * rows.cost());
    }
    builder.finish();
    if (level == 0 && fresh) {
      save();
    }
  }

  private void linkInLeaves(int number, LayerBuilder.Layer layer) throws IOException {
    new PartitionBuilder(rows, layer, shape.leaves(), context)
        .link(
            layers.get(number),
            leaves,
            (state, share) -> {
              leaves = state;
              didWork(share * layer.nodes() * shape.ef * rows.cost());
            });
    linked = layer.nodes();
    leaves = LeafState.NONE;
  }

  private void didWork(double more) throws IOException {
    work += more;
    if (work >= checkpointWork) {
      save();
    }
  }

  private void save() throws IOException {
    new LinkState(layers, linked, leaves).save(context);
    work = 0;
  }
}
