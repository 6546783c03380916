package io.elanus.index.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.FloatRows;
import io.elanus.index.IndexShape;
import io.elanus.index.contract.TestData;
import io.elanus.index.graph.build.BuildLinks;
import io.elanus.index.graph.build.Connector;
import io.elanus.index.graph.build.HnswLevels;
import io.elanus.index.graph.build.LayerBuilder;
import io.elanus.index.graph.build.LeafShape;
import io.elanus.index.graph.floats.GraphRows;
import io.elanus.index.graph.floats.RowScorer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The links of graphs under construction, and builds taken up between two batches. */
class GraphLinksTest extends GraphBuilds {
  private static final int DIM = 12;

  /** Clusters far apart, the first rows all equal: graphs of near neighbours fall apart here. */
  private static float[] islands(int rows) {
    float[] values = TestData.blobs(rows, DIM, 40, 3);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(values[i]) * 100;
    }
    Arrays.fill(values, 0, rows / 5 * DIM, 7f);
    return values;
  }

  private BuildLinks inserted(GraphRows rows, LayerBuilder.Layer layer, int threads) {
    BuildLinks links =
        new BuildLinks(rows.count(), layer.width(LeafShape.of(layer.m(), layer.ef())));
    int[] order = new int[rows.count()];
    Arrays.setAll(order, i -> i);
    LayerBuilder builder =
        new LayerBuilder(rows, layer, List.of(), order, links, 0, context(threads));
    while (!builder.done()) {
      builder.linkBatch();
    }
    builder.finish();
    return links;
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void everyNodeIsReachableAndKeepsNoMoreThanItMay(MetricType metric) throws IOException {
    FloatRows values = FloatRows.of(islands(3000), 3000, DIM);
    GraphRows rows = GraphRows.of(values, metric, context(1));
    int count = rows.count();
    for (int most : new int[] {4, 24}) {
      LayerBuilder.Layer layer = new LayerBuilder.Layer(count, null, most / 2, most, 30);
      for (BuildLinks links : List.of(partitioned(rows, layer, 2), inserted(rows, layer, 2))) {
        Connector.bySearch(links, most, rows, 5, 30, context(1)).connect(5);
        assertEquals(count, reachable(links, 5));
        for (int node = 0; node < count; node++) {
          assertTrue(links.size(node) <= most);
        }
      }
    }
  }

  private static int reachable(BuildLinks links, int entry) {
    boolean[] reached = new boolean[links.nodes()];
    List<Integer> queue = new ArrayList<>(List.of(entry));
    reached[entry] = true;
    for (int at = 0; at < queue.size(); at++) {
      for (int i = 0; i < links.size(queue.get(at)); i++) {
        int neighbour = links.id(queue.get(at), i);
        if (!reached[neighbour]) {
          reached[neighbour] = true;
          queue.add(neighbour);
        }
      }
    }
    return queue.size();
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void threadsDoNotChangeALink(MetricType metric) throws IOException {
    float[] values = TestData.blobs(4000, DIM, 20, 4);
    GraphRows rows = GraphRows.of(FloatRows.of(values, 4000, DIM), metric, context(1));
    LayerBuilder.Layer layer = new LayerBuilder.Layer(4000, null, 10, 20, 40);
    assertTrue(partitioned(rows, layer, 1).sameAs(partitioned(rows, layer, 2)));
    assertTrue(inserted(rows, layer, 1).sameAs(inserted(rows, layer, 2)));
  }

  /** Leaves find nearly all near neighbours, even far from the origin. */
  @Test
  void leavesFindNearNeighbours() throws IOException {
    int count = 5000;
    float[] values = TestData.blobs(count, DIM, 1, 5);
    for (int i = 0; i < values.length; i++) {
      values[i] += 3000;
    }
    GraphRows rows = GraphRows.of(FloatRows.of(values, count, DIM), MetricType.L2, context(1));
    LayerBuilder.Layer layer = new LayerBuilder.Layer(count, null, 10, 20, 40);
    BuildLinks links = partitioned(rows, layer, 2);
    RowScorer scorer = new RowScorer(rows, null);
    int[] all = new int[count];
    Arrays.setAll(all, i -> i);
    float[] distances = new float[count];
    int nearest = 0;
    for (int node = 0; node < 500; node++) {
      scorer.from(node);
      scorer.score(all, count, distances);
      int best = node == 0 ? 1 : 0;
      for (int other = 0; other < count; other++) {
        best = other != node && distances[other] < distances[best] ? other : best;
      }
      for (int i = 0; i < links.size(node); i++) {
        nearest += links.id(node, i) == best ? 1 : 0;
      }
    }
    assertTrue(nearest >= 440, nearest + " of 500 nodes are linked to their nearest");
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "IP", "COSINE"})
  void aLayerIsTakenUpAfterEachStepOfItsLeaves(MetricType metric) throws IOException {
    float[] values = TestData.blobs(4000, DIM, 20, 8);
    GraphRows rows = GraphRows.of(FloatRows.of(values, 4000, DIM), metric, context(1));
    assertTakenUpAfterEachStep(rows, new LayerBuilder.Layer(4000, null, 10, 20, 40));
    // A layer above the lowest: its nodes are in an order of their own.
    int[] order = HnswLevels.of(4000, 4, 5, new Cancellation()).order();
    int[] members = Arrays.copyOf(order, 3000);
    LayerBuilder.Layer upper = new LayerBuilder.Layer(3000, members, 10, 10, 40);
    assertTakenUpAfterEachStep(rows, upper);
  }

  @ParameterizedTest
  @Tag("long")
  @CsvSource({
    "HNSW, 9000, 1000000",
    "HNSW, 18000, 500000",
    "RNSG, 9000, 2000000",
    "RNSG, 18000, 500000"
  })
  void aBuildIsTakenUpBetweenTwoBatches(IndexType type, int count, long work) throws IOException {
    FloatRows rows = FloatRows.of(TestData.blobs(count, DIM, 20, 6), count, DIM);
    Map<String, Object> parameters =
        type == IndexType.HNSW
            ? Map.of("M", 6, "efConstruction", 24)
            : Map.of("out_degree", 12, "candidate_pool_size", 50, "search_length", 20, "knng", 24);
    IndexShape shape = new IndexShape(type, MetricType.L2, count, DIM, parameters);
    assertTakenUp(
        type == IndexType.HNSW ? new HnswAlgorithm(work) : new RnsgAlgorithm(work), rows, shape);
  }
}
