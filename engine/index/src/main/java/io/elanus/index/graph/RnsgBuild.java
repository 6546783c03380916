package io.elanus.index.graph;

import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.graph.build.BuildLinks;
import io.elanus.index.graph.build.BuiltGraph;
import io.elanus.index.graph.build.Chooser;
import io.elanus.index.graph.build.Connector;
import io.elanus.index.graph.build.LayerBuilder;
import io.elanus.index.graph.build.LeafShape;
import io.elanus.index.graph.build.LeafState;
import io.elanus.index.graph.build.LinkState;
import io.elanus.index.graph.build.NsgLinker;
import io.elanus.index.graph.build.PartitionBuilder;
import io.elanus.index.graph.build.ReverseLinks;
import io.elanus.index.graph.build.RnsgShape;
import io.elanus.index.graph.floats.ColumnStatistics;
import io.elanus.index.graph.floats.GraphRows;
import io.elanus.index.graph.floats.RowScorer;
import io.elanus.kernels.TopK;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Links an RNSG graph: near neighbours first, then the neighbours that a search passes. */
final class RnsgBuild {
  private static final int CHUNK = 4096;

  private final GraphRows rows;
  private final RnsgShape shape;
  private final BuildContext context;
  private final long checkpointWork;
  private final List<BuildLinks> layers = new ArrayList<>();
  private int linked;
  private LeafState leaves = LeafState.NONE;
  private double work;

  /**
   * @param checkpointWork compared values after which the state is saved
   */
  RnsgBuild(GraphRows rows, IndexShape shape, BuildContext context, long checkpointWork) {
    this.rows = rows;
    this.shape = RnsgShape.of(shape, rows.count());
    this.context = context;
    this.checkpointWork = checkpointWork;
  }

  BuildNotes build(SectionSink sink) throws IOException {
    LinkState.load(context.checkpoints())
        .ifPresent(
            state -> {
              layers.addAll(state.layers());
              linked = state.linked();
              leaves = state.leaves();
            });
    if (layers.size() < 2) {
      linkNear();
    }
    int entry = medoid();
    linkAll(entry);
    turnRound();
    context.cancellation().check();
    context.listener().phase("write", 0, 0, rows.count());
    BuildLinks links = layers.getLast();
    int lost =
        Connector.bySearch(links, shape.degree(), rows, entry, shape.searchLength(), context)
            .connect(entry);
    List<String> notes =
        rows.write(
            new BuiltGraph(links, shape.fileWidth(), entry, List.of(), 0, new int[0]),
            context,
            sink);
    return new BuildNotes(notes, Map.of("connected", Integer.toString(lost)));
  }

  private void linkNear() throws IOException {
    context.cancellation().check();
    context.listener().phase("link", 1, 2, rows.count());
    LayerBuilder.Layer layer = shape.near();
    if (layers.isEmpty()) {
      layers.add(layer.links(shape.leaves()));
    }
    BuildLinks near = layers.getFirst();
    if (rows.count() >= LeafShape.FROM) {
      new PartitionBuilder(rows, layer, shape.leaves(), context)
          .link(
              near,
              leaves,
              (state, share) -> {
                leaves = state;
                didWork(share * rows.count() * layer.ef() * rows.dim());
              });
      leaves = LeafState.NONE;
    } else {
      int[] order = new int[rows.count()];
      Arrays.setAll(order, i -> i);
      LayerBuilder builder = new LayerBuilder(rows, layer, List.of(), order, near, 0, context);
      while (!builder.done()) {
        builder.linkBatch();
      }
      builder.finish();
    }
    layers.add(new BuildLinks(rows.count(), shape.degree()));
    save();
  }

  private void linkAll(int entry) throws IOException {
    context.cancellation().check();
    context.listener().phase("link", 2, 2, rows.count());
    context.listener().advance(linked);
    NsgLinker linker = new NsgLinker(rows, layers.get(0), layers.get(1), shape, entry, context);
    while (linked < rows.count()) {
      int to = Math.min(rows.count(), linked + CHUNK);
      linker.link(linked, to);
      double met = (double) (to - linked) * (shape.searchLength() + shape.candidates());
      linked = to;
      didWork(met * rows.dim());
    }
  }

  /** Adds the links back. The near neighbours have served: this takes about as much memory. */
  private void turnRound() {
    layers.removeFirst();
    Chooser[] choosers = Chooser.of(rows, null, context.threads());
    new ReverseLinks(layers.getLast(), shape.degree(), context, choosers).addAll();
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

  /** The node nearest to the mean of all; -1 where there are none. */
  private int medoid() {
    float[] mean = ColumnStatistics.of(rows, context.cancellation()).mean();
    RowScorer scorer = rows.scorer(null);
    scorer.from(mean, 0);
    int[] numbers = new int[CHUNK];
    float[] distances = new float[CHUNK];
    long best = Long.MAX_VALUE;
    for (int from = 0; from < rows.count(); from += CHUNK) {
      context.cancellation().check();
      int first = from;
      int count = Math.min(CHUNK, rows.count() - from);
      Arrays.setAll(numbers, i -> first + i);
      scorer.score(numbers, count, distances);
      for (int i = 0; i < count; i++) {
        best = Math.min(best, TopK.key(distances[i], first + i));
      }
    }
    return rows.count() == 0 ? -1 : TopK.row(best);
  }
}
