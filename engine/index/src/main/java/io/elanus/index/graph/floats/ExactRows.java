package io.elanus.index.graph.floats;

import io.elanus.index.SearchTask;
import io.elanus.index.graph.file.SearchSpace;
import io.elanus.index.graph.search.AdaptiveTermination;
import io.elanus.index.graph.search.CandidateList;
import io.elanus.index.graph.search.NodeRows;
import io.elanus.index.graph.search.Scorer;
import io.elanus.index.graph.search.TerminationTable;

/**
 * Float vectors as an opened graph sees them where {@link CodeTrials} found that codes do not tell
 * them apart: a search goes over the vectors themselves.
 */
record ExactRows(GraphRows vectors) implements SearchSpace {
  /** What float32 may lose of a sum for each of its terms. */
  private static final double UNIT = 0x1p-23;

  @Override
  public int rows() {
    return vectors.rows().count();
  }

  @Override
  public NodeRows nodes() {
    return vectors.nodes();
  }

  @Override
  public int[] scored(int[] members) {
    return nodes().firsts(members);
  }

  @Override
  public SpaceQueries queries(SearchTask task) {
    float[] seen = RankedQuery.seen(task, vectors.metric(), vectors.dim());
    return query -> new Query(task.floats(), seen, query * vectors.dim());
  }

  private final class Query extends RankedQuery {
    private final float[] seen;
    private final int start;

    Query(float[] given, float[] seen, int start) {
      super(vectors.rows(), vectors.metric(), nodes(), given, start);
      this.seen = seen;
      this.start = start;
    }

    @Override
    public Scorer scorer(int[] scored) {
      RowScorer scorer = new RowScorer(vectors, scored);
      scorer.from(seen, start);
      return scorer;
    }

    @Override
    public AdaptiveTermination termination(
        int capacity, int rank, double slope, TerminationTable table) {
      double zero =
          switch (vectors.metric()) {
            case L2 -> 0;
            case COSINE -> -1;
            default -> -norm() * table.greatestNorm();
          };
      return new AdaptiveTermination(capacity, rank, slope, zero, 0);
    }

    @Override
    public float scored(float exact, TerminationTable table) {
      double size =
          switch (vectors.metric()) {
            case L2 -> exact;
            case COSINE -> 1;
            default -> norm() * table.greatestNorm();
          };
      return Math.nextDown((float) (exact - (vectors.dim() + 8) * UNIT * size));
    }

    /** None that is worth having: distances of a search may be beyond float32. */
    @Override
    double lowest(CandidateList candidates, int i) {
      return Double.NEGATIVE_INFINITY;
    }
  }
}
