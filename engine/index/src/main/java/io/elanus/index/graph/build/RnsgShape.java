package io.elanus.index.graph.build;

import io.elanus.index.BuildParameters;
import io.elanus.index.IndexShape;

/**
 * What the parameters of RNSG ask of a graph.
 *
 * @param degree neighbours a node may keep
 * @param candidates from which they are chosen
 * @param searchLength candidates kept while a search collects them
 * @param knng neighbours in the graph that is searched meanwhile
 */
public record RnsgShape(int nodes, int degree, int candidates, int searchLength, int knng) {
  public static RnsgShape of(IndexShape shape, int nodes) {
    BuildParameters.Rnsg asked = shape.parameters(BuildParameters.Rnsg.class);
    return new RnsgShape(
        nodes,
        Math.min(asked.outDegree(), Math.max(1, nodes - 1)),
        asked.candidatePoolSize(),
        asked.searchLength(),
        asked.knng());
  }

  /** The graph of near neighbours; with more of them it takes longer and is nearer to exact. */
  public LayerBuilder.Layer near() {
    int m = Math.clamp(knng / 4, 2, 64);
    int most = Math.min(2 * m, Math.max(1, nodes - 1));
    return new LayerBuilder.Layer(nodes, null, m, most, Math.max(knng, m));
  }

  /** How the rows are cut for it. */
  public LeafShape leaves() {
    int m = Math.clamp(knng / 4, 2, 64);
    return LeafShape.of(m, knng);
  }

  /** Places for neighbours in the file. */
  public int fileWidth() {
    return (degree + 7) & -8;
  }
}
