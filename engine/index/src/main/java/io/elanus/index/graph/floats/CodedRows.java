package io.elanus.index.graph.floats;

import io.elanus.api.index.MetricType;
import io.elanus.index.FloatRows;
import io.elanus.index.SearchTask;
import io.elanus.index.graph.file.SearchSpace;
import io.elanus.index.graph.search.AdaptiveTermination;
import io.elanus.index.graph.search.CandidateList;
import io.elanus.index.graph.search.NodeRows;
import io.elanus.index.graph.search.Scorer;
import io.elanus.index.graph.search.TerminationTable;
import io.elanus.index.lists.PdxLists;
import io.elanus.kernels.RabitqQuery;
import java.lang.foreign.MemorySegment;

/**
 * Float vectors as an opened graph sees them: a search goes over codes, and those of its candidates
 * that can be among the nearest are compared exactly. With r the greatest distance of a vector to
 * its code, a candidate whose distance to the query over codes is too great by r or more is left
 * out: the results are those that a search with the same candidates over the vectors themselves
 * would return.
 *
 * @param codes the row of each node, as {@link Codes} lays it out
 * @param residual the greatest distance of a row to its code, over the scale of that code
 */
record CodedRows(
    FloatRows vectors,
    MetricType metric,
    NodeRows nodes,
    Codes coding,
    MemorySegment codes,
    double residual)
    implements SearchSpace {
  private static final double UNIT = 0x1p-23;

  @Override
  public int rows() {
    return vectors.count();
  }

  @Override
  public int[] scored(int[] members) {
    return members;
  }

  /** The scale of a node's code. */
  private float scale(int node) {
    long code = node * Codes.stride(vectors.dim()) + Codes.start(vectors.dim());
    return codes.get(PdxLists.FLOAT, code + Float.BYTES);
  }

  @Override
  public SpaceQueries queries(SearchTask task) {
    float[] seen = RankedQuery.seen(task, metric, vectors.dim());
    return query -> new Query(task.floats(), seen, query * vectors.dim());
  }

  private final class Query extends RankedQuery {
    private final int dim = vectors.dim();
    private final float[] weights;
    private final RabitqQuery oneBit;
    private final double constant;

    /**
     * @param seen the queries as the metric sees them
     */
    Query(float[] given, float[] seen, int start) {
      super(vectors, metric, nodes, given, start);
      weights = coding.weights(seen, start);
      oneBit = Codes.hasOneBitCodes(dim) ? new RabitqQuery(weights, dim) : null;
      constant = coding.constant(seen, start);
    }

    @Override
    public Scorer scorer(int[] scored) {
      return new CodeScorer(codes, dim, weights, oneBit, scored);
    }

    @Override
    public AdaptiveTermination termination(
        int capacity, int rank, double slope, TerminationTable table) {
      return coding.termination(capacity, rank, slope, norm(), constant, table);
    }

    @Override
    public float scored(float exact, TerminationTable table) {
      if (metric != MetricType.L2) {
        return Math.nextDown((float) (exact - coding.noise(norm(), table) - constant));
      }
      double root = Math.sqrt(Math.max(0, exact)) - 3 * table.error() / Math.sqrt(dim);
      return root <= 0 ? Float.NEGATIVE_INFINITY : Math.nextDown((float) (root * root - constant));
    }

    /** {@inheritDoc} It lies no further from its code than r. */
    @Override
    double lowest(CandidateList candidates, int i) {
      double distance = candidates.distance(i) + constant;
      double slack = (dim + 8) * UNIT * (Math.abs(constant) + Math.abs(distance));
      double radius = residual * scale(candidates.node(i));
      if (metric == MetricType.L2) {
        double root = Math.max(0, Math.sqrt(Math.max(0, distance - slack)) - radius);
        return root * root;
      }
      return distance - slack - norm() * radius;
    }
  }
}
