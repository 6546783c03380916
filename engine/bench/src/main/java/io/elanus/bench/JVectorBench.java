package io.elanus.bench;

import io.github.jbellis.jvector.disk.ReaderSupplier;
import io.github.jbellis.jvector.disk.ReaderSupplierFactory;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.github.jbellis.jvector.quantization.ProductQuantization;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * What {@link IndexBench} measures, by JVector's own classes: its builder over vectors on the heap
 * with exact distances, alpha 1.2 and overflow 1.2.
 *
 * <p>DISKANN is its graph of one layer in its file with the vectors in it, mapped, searched by
 * product-quantised codes of half a byte for each value in memory, all candidates compared exactly.
 * HNSW is its graph of several layers in memory, searched by exact distances.
 */
public final class JVectorBench {
  private static final VectorSimilarityFunction SIMILARITY = VectorSimilarityFunction.DOT_PRODUCT;
  private static final int WORDS = 256;
  private static final float ALPHA = 1.2f;
  private static final float OVERFLOW = 1.2f;
  private static final VectorTypeSupport VECTORS =
      VectorizationProvider.getInstance().getVectorTypeSupport();

  private final Workbench bench;
  private final FloatWorkload load;
  private final int threads;
  private final int rounds;
  private final int[] lists;
  private final ForkJoinPool pool;

  /** Scores a query's candidates. */
  @FunctionalInterface
  private interface Scoring {
    SearchScoreProvider of(GraphSearcher searcher, VectorFloat<?> query);
  }

  private JVectorBench(Workbench bench, FloatWorkload load, int threads, int rounds, int[] lists) {
    this.bench = bench;
    this.load = load;
    this.threads = threads;
    this.rounds = rounds;
    this.lists = lists;
    this.pool = new ForkJoinPool(threads);
  }

  /** Arguments: directory, threads, rounds, HNSW or DISKANN, degree, beam width, search lists. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 7) {
      System.err.println(
          "usage: JVectorBench DIRECTORY THREADS ROUNDS HNSW|DISKANN DEGREE BEAM SEARCH_LIST...");
      System.exit(2);
    }
    int threads = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    int degree = Integer.parseInt(arguments[4]);
    int beam = Integer.parseInt(arguments[5]);
    int[] lists = Arrays.stream(arguments).skip(6).mapToInt(Integer::parseInt).toArray();
    try (Workbench bench = new Workbench("jvector", arguments[3], threads, rounds)) {
      FloatWorkload load = FloatWorkload.map(Path.of(arguments[0]), bench.arena());
      bench.print(
          "host",
          "\"version\": \"JVector 4 with %s\"",
          VectorizationProvider.getInstance().getClass().getSimpleName());
      JVectorBench measured = new JVectorBench(bench, load, threads, rounds, lists);
      switch (arguments[3]) {
        case "HNSW" -> measured.inMemory(degree, beam);
        case "DISKANN" -> measured.onDisk(degree, beam);
        case String other -> throw new IllegalArgumentException("HNSW or DISKANN, got " + other);
      }
    }
  }

  private void inMemory(int degree, int beam) throws IOException {
    RandomAccessVectorValues vectors = vectors();
    PeakMemory memory = new PeakMemory(MemorySegment.NULL);
    long cpu = ProcessCpu.nanos();
    long start = System.nanoTime();
    try (GraphIndexBuilder builder = builder(vectors, beam, List.of(degree, degree / 2))) {
      ImmutableGraphIndex graph = builder.build(vectors);
      printBuild(start, cpu, memory, graph.ramBytesUsed());
      search(graph, (searcher, query) -> exact(query, vectors));
    }
  }

  private void onDisk(int degree, int beam) throws IOException {
    Path path = Files.createTempFile("jvector-bench", ".index");
    try {
      PQVectors codes = write(vectors(), degree, beam, path);
      try (ReaderSupplier readers = ReaderSupplierFactory.open(path);
          OnDiskGraphIndex graph = OnDiskGraphIndex.load(readers)) {
        search(
            graph,
            (searcher, query) ->
                new DefaultSearchScoreProvider(
                    codes.precomputedScoreFunctionFor(query, SIMILARITY),
                    ((OnDiskGraphIndex.View) searcher.getView()).rerankerFor(query, SIMILARITY)));
      }
    } finally {
      Files.delete(path);
    }
  }

  private PQVectors write(RandomAccessVectorValues vectors, int degree, int beam, Path path)
      throws IOException {
    PeakMemory memory = new PeakMemory(MemorySegment.NULL);
    long cpu = ProcessCpu.nanos();
    long start = System.nanoTime();
    try (GraphIndexBuilder builder = builder(vectors, beam, List.of(degree))) {
      OnDiskGraphIndex.write(builder.build(vectors), vectors, path);
    }
    PQVectors codes =
        ProductQuantization.compute(vectors, load.dim() / 2, WORDS, false, -1, pool, pool)
            .encodeAll(vectors, pool);
    printBuild(start, cpu, memory, Files.size(path));
    return codes;
  }

  /**
   * @param degrees of the lowest layer and, where the graph has more, of those above it
   */
  private GraphIndexBuilder builder(
      RandomAccessVectorValues vectors, int beam, List<Integer> degrees) {
    return GraphIndexBuilder.builder(
            BuildScoreProvider.randomAccessScoreProvider(vectors, SIMILARITY), load.dim(), degrees)
        .withBeamWidth(beam)
        .withNeighborOverflow(OVERFLOW)
        .withAlpha(ALPHA)
        .withSimdExecutor(pool)
        .withParallelExecutor(pool)
        .build();
  }

  private void printBuild(long start, long cpu, PeakMemory memory, long bytes) throws IOException {
    double seconds = (System.nanoTime() - start) / 1e9;
    bench.print(
        "build",
        "\"seconds\": %.3f, \"cpu_s\": %.3f, \"peak_mb\": %.1f, \"bytes\": %d",
        seconds,
        (ProcessCpu.nanos() - cpu) / 1e9,
        memory.megabytes(),
        bytes);
  }

  private static SearchScoreProvider exact(VectorFloat<?> query, RandomAccessVectorValues vectors) {
    return DefaultSearchScoreProvider.exact(query, SIMILARITY, vectors);
  }

  private RandomAccessVectorValues vectors() {
    float[] all = load.base().floats();
    List<VectorFloat<?>> list = new ArrayList<>();
    for (int row = 0; row < load.base().rows(); row++) {
      list.add(vector(all, row));
    }
    return new ListRandomAccessVectorValues(list, load.dim());
  }

  private VectorFloat<?> vector(float[] values, int row) {
    return VECTORS.createFloatVector(
        Arrays.copyOfRange(values, row * load.dim(), (row + 1) * load.dim()));
  }

  private void search(ImmutableGraphIndex graph, Scoring scoring) {
    List<VectorFloat<?>> queries = new ArrayList<>();
    for (int query = 0; query < load.queryCount(); query++) {
      queries.add(vector(load.queries(), query));
    }
    for (int used : new int[] {1, threads}) {
      Duration warmUp = Speed.COLD;
      try (ForkJoinPool searchers = new ForkJoinPool(used)) {
        for (int list : lists) {
          Speed speed =
              Speed.of(
                  warmUp,
                  rounds,
                  Workbench.K,
                  () -> searchers.submit(() -> all(graph, scoring, queries, list, used)).join());
          bench.printSearch(used == 1 ? 1 : queries.size(), Map.of("search_list", list), speed);
          warmUp = Speed.WARM;
        }
      }
    }
  }

  /** Searches for all queries, an equal part of them in each thread. */
  private int[] all(
      ImmutableGraphIndex graph,
      Scoring scoring,
      List<VectorFloat<?>> queries,
      int list,
      int parts) {
    int[] right = new int[queries.size()];
    IntStream.range(0, parts)
        .parallel()
        .forEach(
            part -> {
              int from = part * right.length / parts;
              int to = (part + 1) * right.length / parts;
              try (GraphSearcher searcher = new GraphSearcher(graph)) {
                for (int query = from; query < to; query++) {
                  SearchScoreProvider scores = scoring.of(searcher, queries.get(query));
                  SearchResult found = searcher.search(scores, Workbench.K, list, 0f, 0f, Bits.ALL);
                  right[query] =
                      load.right(query, found.getNodes().length, i -> found.getNodes()[i].node);
                }
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            });
    return right;
  }
}
