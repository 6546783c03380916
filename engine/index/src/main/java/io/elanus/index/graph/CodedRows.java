package io.elanus.index.graph;

import io.elanus.index.DistanceRange;
import io.elanus.index.FloatRows;
import io.elanus.index.MetricType;
import io.elanus.index.RowFilter;
import io.elanus.index.SearchTask;
import io.elanus.index.panel.PanelLists;
import io.elanus.index.panel.RowDistances;
import io.elanus.kernels.RowLayout;
import io.elanus.kernels.SketchQuery;
import io.elanus.kernels.TopCandidates;
import java.lang.foreign.MemorySegment;

/**
 * Float vectors as an opened graph sees them: a walk goes over codes, and those of its candidates
 * that can be among the nearest are compared exactly. With r the greatest distance of a vector to
 * its code, a candidate whose distance to the query over codes is too great by r or more is left
 * out: the results are those that a walk with the same candidates over the vectors themselves would
 * return.
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
  /** Rows that are measured together. */
  private static final int TOGETHER = 16;

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
    return codes.get(PanelLists.FLOAT, code + Float.BYTES);
  }

  @Override
  public SpaceQueries queries(SearchTask task) {
    float[] given = task.floats();
    int dim = vectors.dim();
    if (metric != MetricType.COSINE) {
      return query -> new Query(given, given, query * dim);
    }
    float[] normalised = given.clone();
    for (int query = 0; query < task.queryCount(); query++) {
      RowLayout.normalise(normalised, query * dim, dim);
    }
    return query -> new Query(given, normalised, query * dim);
  }

  private final class Query implements SpaceQuery {
    private final int dim = vectors.dim();
    private final float[] weights;
    private final SketchQuery sketch;
    private final double constant;
    private final double norm;
    private final RowDistances exact;

    /**
     * @param seen the queries as the metric sees them
     */
    Query(float[] given, float[] seen, int start) {
      weights = coding.weights(seen, start);
      sketch = Codes.sketched(dim) ? new SketchQuery(weights, dim) : null;
      constant = coding.constant(seen, start);
      exact = new RowDistances(vectors, metric, TOGETHER);
      exact.ask(given, start);
      norm = metric == MetricType.COSINE ? 1 : exact.norm();
    }

    @Override
    public Scorer scorer(int[] scored) {
      return new CodeScorer(codes, dim, weights, sketch, scored);
    }

    @Override
    public TopCandidates nearest(Pool pool, int k, RowFilter filter, DistanceRange range) {
      TopCandidates nearest = range.openCandidates(k);
      int[] chosen = new int[TOGETHER];
      int count = 0;
      for (int i = 0; i < pool.size(); i++) {
        if (nearest.full() && lowest(pool, i) > nearest.threshold()) {
          continue;
        }
        int end = nodes.start(pool.node(i) + 1);
        // Of equal rows the first k that pass; more are never among the k nearest.
        for (int place = nodes.start(pool.node(i)), left = k; place < end && left > 0; place++) {
          if (filter == null || filter.accepts(nodes.row(place))) {
            chosen[count++] = nodes.row(place);
            left--;
          }
          if (count == TOGETHER) {
            exact.offer(chosen, 0, count, nearest);
            count = 0;
          }
        }
      }
      exact.offer(chosen, 0, count, nearest);
      return nearest;
    }

    /**
     * {@inheritDoc}
     *
     * <p>What a code leaves of a vector points anywhere: its part along a query is about the error
     * over the root of the dimension, and three times that is rare.
     */
    @Override
    public Reach reach(int capacity, int rank, double slope, ReachTable table) {
      double error = table.error();
      return switch (metric) {
        case L2 -> new Reach(capacity, rank, slope, -constant, 2 * error * error);
        case COSINE -> new Reach(capacity, rank, slope, -1 - constant, noise(error));
        default ->
            new Reach(capacity, rank, slope, -norm * table.greatestNorm() - constant, noise(error));
      };
    }

    @Override
    public float scored(float exact, ReachTable table) {
      if (metric != MetricType.L2) {
        return Math.nextDown((float) (exact - noise(table.error()) - constant));
      }
      double root = Math.sqrt(Math.max(0, exact)) - 3 * table.error() / Math.sqrt(dim);
      return root <= 0 ? Float.NEGATIVE_INFINITY : Math.nextDown((float) (root * root - constant));
    }

    private double noise(double error) {
      return 3 * norm * error / Math.sqrt(dim);
    }

    /** A lower bound of the distance of a candidate, which lies no further from its code than r. */
    private double lowest(Pool pool, int i) {
      double distance = pool.distance(i) + constant;
      double slack = (dim + 8) * UNIT * (Math.abs(constant) + Math.abs(distance));
      double radius = residual * scale(pool.node(i));
      if (metric == MetricType.L2) {
        double root = Math.max(0, Math.sqrt(Math.max(0, distance - slack)) - radius);
        return root * root;
      }
      return distance - slack - norm * radius;
    }

    @Override
    public void compare(int[] rows, int from, int to, TopCandidates nearest) {
      exact.offer(rows, from, to, nearest);
    }
  }
}
