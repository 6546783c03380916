package io.elanus.index.graph;

import io.elanus.index.IndexShape;

/**
 * What the parameters of RNSG ask of a graph.
 *
 * @param degree neighbours a node may keep
 * @param candidates from which they are chosen
 * @param searchLength candidates kept while a search collects them
 * @param knng neighbours in the graph that is searched meanwhile
 */
record RnsgShape(int nodes, int degree, int candidates, int searchLength, int knng) {
  static RnsgShape of(IndexShape shape, int nodes) {
    return new RnsgShape(
        nodes,
        Math.min(shape.intParameter("out_degree"), Math.max(1, nodes - 1)),
        shape.intParameter("candidate_pool_size"),
        shape.intParameter("search_length"),
        shape.intParameter("knng"));
  }

  /** The graph of near neighbours; with more of them it takes longer and is nearer to exact. */
  LayerBuilder.Layer near() {
    int m = Math.clamp(knng / 4, 2, 64);
    int most = Math.min(2 * m, Math.max(1, nodes - 1));
    return new LayerBuilder.Layer(nodes, null, m, most, Math.max(knng, m));
  }

  /** How the rows are cut for it. */
  LeafShape leaves() {
    int m = Math.clamp(knng / 4, 2, 64);
    return LeafShape.of(m, knng);
  }

  /** Places for neighbours in the file. */
  int fileWidth() {
    return (degree + 7) & -8;
  }
}
