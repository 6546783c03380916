package io.elanus.index.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.index.BitRows;
import io.elanus.index.IndexShape;
import io.elanus.index.binary.BitMetric;
import io.elanus.index.contract.TestData;
import io.elanus.index.graph.bits.BitGraphRows;
import io.elanus.index.graph.bits.BitLeaders;
import io.elanus.index.graph.build.BuildLinks;
import io.elanus.index.graph.build.LayerBuilder;
import io.elanus.index.graph.build.NodeScorer;
import io.elanus.index.graph.search.NodeRows;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Leaders, leaves and links of graphs over binary vectors. */
class BitGraphTest extends GraphBuilds {
  private static BitGraphRows rows(int count, int dim, BitMetric metric, long seed) {
    byte[] values = TestData.bits(count, dim, count / 8, seed);
    return new BitGraphRows(BitRows.of(values, count, dim), metric, new NodeRows(count));
  }

  private static float distance(BitGraphRows rows, int a, int b) {
    NodeScorer scorer = rows.scorer(null);
    scorer.from(a);
    float[] distances = new float[1];
    scorer.score(new int[] {b}, 1, distances);
    return distances[0];
  }

  @ParameterizedTest
  @CsvSource({"HAMMING, 72", "JACCARD, 72", "HAMMING, 256", "JACCARD, 200"})
  void aScorerCountsEveryRow(BitMetric metric, int dim) {
    BitGraphRows rows = rows(300, dim, metric, 2);
    int[] members = {299, 3, 3, 17, 250, 0};
    NodeScorer scorer = rows.scorer(members);
    scorer.from(3);
    float[] distances = new float[6];
    scorer.score(new int[] {5, 4, 3, 2, 1, 0}, 6, distances);
    byte[] values = rows.rows().values().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    for (int i = 0; i < 6; i++) {
      int differing = 0;
      int either = 0;
      for (int b = 0; b < dim / 8; b++) {
        int x = values[17 * dim / 8 + b] & 0xff;
        int y = values[members[5 - i] * dim / 8 + b] & 0xff;
        differing += Integer.bitCount(x ^ y);
        either += Integer.bitCount(x | y);
      }
      assertEquals(
          metric == BitMetric.HAMMING ? differing : (float) differing / either, distances[i]);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HAMMING", "JACCARD"})
  void theNearestLeadersAreFound(BitMetric metric) {
    BitGraphRows rows = rows(1000, 72, metric, 3);
    int[] ordinals = new int[333];
    Arrays.setAll(ordinals, i -> i * 3);
    int[] nearest = new BitLeaders(rows, ordinals, 5, context(2)).nearest(90);
    assertArrayEquals(nearest, new BitLeaders(rows, ordinals, 5, context(1)).nearest(90));
    // A leader is a point, and its own nearest unless another one equals it.
    int own = 0;
    for (int point = 0; point < 333; point++) {
      int[] found = Arrays.copyOfRange(nearest, point * 5, point * 5 + 5);
      assertEquals(5, Arrays.stream(found).distinct().count());
      assertTrue(Arrays.stream(found).allMatch(leader -> leader >= 0 && leader < 90));
      int stratum = (int) ((point + 1L) * 90 / 333);
      own += found[0] == stratum || found[0] == Math.max(0, stratum - 1) ? 1 : 0;
    }
    assertTrue(own >= 80, own + " points are leaders");
  }

  /** Where leaders are too many, those near a guide are nearly as near. */
  @ParameterizedTest
  @EnumSource(names = {"HAMMING", "JACCARD"})
  void guidesLeadToNearLeaders(BitMetric metric) {
    BitGraphRows rows = rows(4000, 72, metric, 4);
    int[] all = new BitLeaders(rows, null, 3, context(2), 1000, 1000).nearest(400);
    int[] guided = new BitLeaders(rows, null, 3, context(2), 100, 100).nearest(400);
    assertArrayEquals(guided, new BitLeaders(rows, null, 3, context(1), 100, 100).nearest(400));
    int same = 0;
    for (int point = 0; point < 4000; point++) {
      same += all[point * 3] == guided[point * 3] ? 1 : 0;
    }
    assertTrue(same >= 2600, same + " of 4000 points have the same nearest leader");
  }

  @ParameterizedTest
  @CsvSource({"HAMMING, 72", "JACCARD, 72", "HAMMING, 1000"})
  void leavesFindNearNeighboursAtAnyNumberOfThreads(BitMetric metric, int dim) throws IOException {
    int count = 3000;
    BitGraphRows rows = rows(count, dim, metric, 5);
    LayerBuilder.Layer layer = new LayerBuilder.Layer(count, null, 10, 20, 40);
    BuildLinks links = partitioned(rows, layer, 2);
    assertTrue(links.sameAs(partitioned(rows, layer, 1)));
    int linked = 0;
    for (int node = 0; node < 300; node++) {
      float nearest = Float.POSITIVE_INFINITY;
      for (int other = 0; other < count; other++) {
        nearest = other == node ? nearest : Math.min(nearest, distance(rows, node, other));
      }
      boolean found = false;
      for (int i = 0; i < links.size(node); i++) {
        found |= distance(rows, node, links.id(node, i)) == nearest;
      }
      linked += found ? 1 : 0;
    }
    assertTrue(linked >= 250, linked + " of 300 nodes are linked to a nearest one");
  }

  @ParameterizedTest
  @EnumSource(names = {"HAMMING", "JACCARD"})
  void aLayerIsTakenUpAfterEachStepOfItsLeaves(BitMetric metric) throws IOException {
    LayerBuilder.Layer layer = new LayerBuilder.Layer(3000, null, 10, 20, 40);
    assertTakenUpAfterEachStep(rows(3000, 72, metric, 7), layer);
  }

  @ParameterizedTest
  @Tag("long")
  @CsvSource({"9000, 4000000", "18000, 2500000"})
  void aBuildIsTakenUpBetweenTwoBatches(int count, long work) throws IOException {
    BitRows rows = BitRows.of(TestData.bits(count, 128, 900, 6), count, 128);
    IndexShape shape =
        new IndexShape(
            IndexType.HNSW, MetricType.HAMMING, count, 128, Map.of("M", 6, "efConstruction", 24));
    assertTakenUp(new HnswAlgorithm(work), rows, shape);
  }
}
