package io.elanus.index.graph.floats;

import io.elanus.api.index.MetricType;
import io.elanus.index.BuildContext;
import io.elanus.index.graph.build.BuildLinks;
import io.elanus.index.graph.build.BuiltGraph;
import io.elanus.index.graph.search.AdaptiveTermination;
import io.elanus.index.graph.search.BeamSearch;
import io.elanus.index.graph.search.Scorer;
import io.elanus.index.graph.search.TerminationTable;
import io.elanus.index.lists.Parallel;
import io.elanus.index.lists.PdxLists;
import io.elanus.kernels.GraphKernels;
import io.elanus.kernels.RowLayout;
import io.elanus.kernels.TopK;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Finds out whether a search over the codes of a graph's rows finds what one over the rows
 * themselves finds.
 *
 * <p>It does where the error of a code is small beside the distances of neighbours, which nearly
 * every node of ordinary vectors shows. Searches for vectors beside some of the other nodes decide
 * for the whole graph: groups of rows that lie far apart, or one dimension that is much wider than
 * the others, leave to a byte for each value too little of what tells neighbours apart.
 */
public final class CodeTrials {
  /** Nodes whose errors are looked at. */
  private static final int LOOKED_AT = 1 << 14;

  /** An error of this share of the distance of neighbours is small. */
  private static final double SMALL = 0.2;

  /** The square of what rounding may take from a distance that is so many times as great. */
  private static final double ROUNDING = 0x1p-20;

  /** Products that make up a squared distance of this size come near the largest float. */
  private static final float LARGEST = Float.MAX_VALUE / 1024;

  /** Doubtful nodes that are too few to matter: a share, and what a search keeps in any case. */
  private static final int FEW = 256;

  /** Doubtful nodes that are tried. */
  private static final int TRIED = 64;

  private static final int EF = 48;
  private static final int NEIGHBOURS = 10;

  /** The share of neighbours that codes may lose. */
  private static final double LOST = 0.01;

  private final GraphRows rows;
  private final Codes codes;
  private final BuiltGraph graph;
  private final BuildContext context;

  /** Nodes that are searched for; none where codes are known to do. */
  private final int[] tried;

  private final boolean coded;

  private CodeTrials(GraphRows rows, Codes codes, BuiltGraph graph, BuildContext context) {
    this.rows = rows;
    this.codes = codes;
    this.graph = graph;
    this.context = context;
    tried = rows.metric() == MetricType.IP ? some() : doubtful();
    coded = searchesAgree(null);
  }

  /** Finds out what codes tell. */
  static CodeTrials of(GraphRows rows, Codes codes, BuiltGraph graph, BuildContext context) {
    return new CodeTrials(rows, codes, graph, context);
  }

  /** Whether searches over codes find what searches over the rows find. */
  boolean coded() {
    return coded;
  }

  /**
   * The table, without slopes where searches over codes that end by them lose neighbours: what is
   * wrong with a squared distance grows with the distance, and a search from afar may pass many
   * nodes that look further away than those before.
   */
  TerminationTable confirmed(TerminationTable table) {
    return !coded || searchesAgree(table) ? table : table.unbounded();
  }

  /** Bytes that the trials take of the heap and of memory outside of it. */
  public static long bytes(long nodes, long width, int dim, long threads) {
    // A search remembers what it looks at.
    long seen = TerminationTable.MOST * EF * width * Long.BYTES;
    long perThread =
        BeamSearch.bytes(nodes, TerminationTable.MOST * EF, width) + seen + Codes.stride(dim);
    return threads * perThread + Math.min(nodes, LOOKED_AT) * (1 + (long) Integer.BYTES);
  }

  /** Evenly spaced nodes: what a product finds need not lie near it, so no node shows a loss. */
  private int[] some() {
    int[] nodes = new int[Math.min(TRIED, rows.count())];
    Arrays.setAll(nodes, i -> node(i, nodes.length));
    return nodes;
  }

  /**
   * Evenly spaced nodes whose codes may be wrong by much; none where they are too few to matter.
   */
  private int[] doubtful() {
    int count = Math.min(LOOKED_AT, rows.count());
    boolean[] found = new boolean[count];
    int step = 256;
    Parallel.ranges(
        context,
        0,
        count,
        step,
        (from, to, thread) -> {
          float[] vector = new float[rows.dim()];
          float[] other = new float[rows.dim()];
          try (Arena arena = Arena.ofShared()) {
            MemorySegment row = arena.allocate(Codes.stride(rows.dim()), 64);
            for (int i = from; i < to; i++) {
              found[i] = isDoubtful(node(i, count), vector, other, row);
            }
          }
        });
    int[] nodes = new int[count];
    int few = Math.max(EF, count / FEW);
    int at = 0;
    for (int i = 0; i < count; i++) {
      if (found[i]) {
        nodes[at++] = node(i, count);
      }
    }
    return Arrays.copyOf(nodes, at <= few ? 0 : at);
  }

  private int node(int i, int count) {
    return (int) ((long) i * rows.count() / count);
  }

  private boolean isDoubtful(int node, float[] vector, float[] other, MemorySegment row) {
    BuildLinks links = graph.links();
    rows.copy(rows.nodes().first(node), vector);
    row.fill((byte) 0);
    double residual = codes.encode(vector, row, 0);
    long code = Codes.start(rows.dim());
    double error = residual * row.get(PdxLists.FLOAT, code + Float.BYTES);
    double near = 0;
    for (int i = 0; i < Math.min(2, links.size(node)); i++) {
      rows.copy(rows.nodes().first(links.id(node, i)), other);
      near = Math.max(near, squaredDistance(vector, other));
    }
    float bias = row.get(PdxLists.FLOAT, code);
    boolean small = error * error + bias * ROUNDING <= SMALL * SMALL * near;
    // Angles differ by half of the square of a distance, and are wrong by what lies along a query.
    double along = error / Math.sqrt(rows.dim());
    boolean angles = rows.metric() != MetricType.COSINE || along <= SMALL * near / 2;
    return !(small && angles && bias <= LARGEST);
  }

  private static double squaredDistance(float[] one, float[] other) {
    double sum = 0;
    for (int d = 0; d < one.length; d++) {
      double difference = (double) one[d] - other[d];
      sum += difference * difference;
    }
    return sum;
  }

  /**
   * Whether searches over codes lose few of the neighbours that searches over vectors find.
   *
   * @param table what searches over codes end by; null where they keep as many nodes as the others
   */
  private boolean searchesAgree(TerminationTable table) {
    int count = Math.min(TRIED, tried.length);
    Trial[] trials = new Trial[Math.max(1, context.threads())];
    int[] overVectors = new int[count];
    int[] overCodes = new int[count];
    Parallel.run(
        context.threads(),
        context.executor(),
        count,
        context.cancellation(),
        (item, thread) -> {
          if (trials[thread] == null) {
            trials[thread] = new Trial();
          }
          trials[thread].searchBoth(tried[(int) ((long) item * tried.length / count)], table);
          overVectors[item] = trials[thread].found(false);
          overCodes[item] = trials[thread].found(true);
        });
    return Arrays.stream(overCodes).sum() >= (1 - LOST) * Arrays.stream(overVectors).sum();
  }

  /** The memory of one thread. */
  private final class Trial {
    private final BeamSearch beam = new BeamSearch(rows.count());
    private final RowScorer vectors = rows.scorer(null);
    private long[] overVectors;
    private long[] overCodes;

    /** Searches over vectors, then over codes, for a vector beside a node. */
    void searchBoth(int node, TerminationTable table) {
      vectors.ask(node, graph.links());
      search(vectors, AdaptiveTermination.nearest(Math.min(EF, rows.count())));
      overVectors = found();
      try (Arena arena = Arena.ofShared()) {
        FreshCodes fresh = new FreshCodes(arena);
        search(
            fresh,
            table == null
                ? AdaptiveTermination.nearest(Math.min(EF, rows.count()))
                : fresh.termination(table));
      }
      overCodes = found();
    }

    /** The nodes that a search found, with their distances over vectors. */
    private long[] found() {
      int[] nodes = new int[beam.candidates().size()];
      float[] distances = new float[nodes.length];
      Arrays.setAll(nodes, beam.candidates()::node);
      vectors.score(nodes, nodes.length, distances);
      long[] keys = new long[nodes.length];
      Arrays.setAll(keys, i -> TopK.key(distances[i], nodes[i]));
      return keys;
    }

    /**
     * How many of the nearest nodes that either found the searches over vectors, or codes, found.
     */
    int found(boolean codes) {
      long last =
          LongStream.concat(Arrays.stream(overVectors), Arrays.stream(overCodes))
              .sorted()
              .distinct()
              .limit(NEIGHBOURS)
              .max()
              .orElseThrow();
      return (int)
          Arrays.stream(codes ? overCodes : overVectors).filter(key -> key <= last).count();
    }

    private void search(Scorer scorer, AdaptiveTermination termination) {
      int nearest = graph.descend(beam, scorer);
      beam.start(termination);
      beam.seed(nearest, scorer);
      beam.seed(graph.entry(), scorer);
      // C2 compiles the plain search for the scorers of searches.
      beam.runAndRemember(graph.links(), scorer, context.cancellation());
    }

    /** Distances to codes that are made when they are asked for. */
    private final class FreshCodes implements Scorer {
      private final float[] weights = codes.weights(vectors.query(), 0);
      private final float[] vector = new float[rows.dim()];
      private final MemorySegment row;

      FreshCodes(Arena arena) {
        row = arena.allocate(Codes.stride(rows.dim()), 64);
      }

      /** How far a search goes that keeps {@link #EF} nodes. */
      AdaptiveTermination termination(TerminationTable table) {
        float[] query = vectors.query();
        double norm = Math.sqrt(RowLayout.squaredNorm(query, 0, query.length));
        double slope = table.slope(NEIGHBOURS, EF);
        int kept = slope == Double.POSITIVE_INFINITY ? EF : TerminationTable.MOST * EF;
        int capacity = Math.min(kept, rows.count());
        return codes.termination(
            capacity, NEIGHBOURS, slope, norm, codes.constant(query, 0), table);
      }

      @Override
      public void score(int[] some, int count, float[] into) {
        for (int i = 0; i < count; i++) {
          rows.copy(rows.nodes().first(some[i]), vector);
          row.fill((byte) 0);
          codes.encode(vector, row, 0);
          into[i] = distance();
        }
      }

      /** What the kernels compute, which are compiled for mapped files. */
      private float distance() {
        long code = Codes.start(rows.dim());
        float sum = 0;
        for (int d = 0; d < vector.length; d++) {
          byte value = row.get(ValueLayout.JAVA_BYTE, code + GraphKernels.CODE_HEADER + d);
          sum += weights[d] * value;
        }
        return row.get(PdxLists.FLOAT, code) + row.get(PdxLists.FLOAT, code + Float.BYTES) * sum;
      }
    }
  }
}
