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
import io.github.jbellis.jvector.graph.similarity.ScoreFunction;
import io.github.jbellis.jvector.quantization.PQVectors;
import io.github.jbellis.jvector.quantization.ProductQuantization;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * What {@link DiskannBench} measures, by JVector's own classes: its builder over vectors on the
 * heap with exact distances, alpha 1.2 and overflow 1.2; its file with the vectors in it, mapped;
 * its searcher with product-quantised codes of half a byte for each value in memory, which compares
 * all candidates exactly.
 */
public final class JVectorBench {
  private static final int K = Workbench.K;
  private static final int WORDS = 256;
  private static final float ALPHA = 1.2f;
  private static final float OVERFLOW = 1.2f;
  private static final VectorTypeSupport VECTORS =
      VectorizationProvider.getInstance().getVectorTypeSupport();

  private final BenchData data;
  private final int threads;
  private final int rounds;
  private final ForkJoinPool pool;

  private JVectorBench(BenchData data, int threads, int rounds) {
    this.data = data;
    this.threads = threads;
    this.rounds = rounds;
    this.pool = new ForkJoinPool(threads);
  }

  /** Arguments: directory, degree, beam width, threads, rounds, search lists. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 6) {
      System.err.println("usage: JVectorBench DIRECTORY DEGREE BEAM THREADS ROUNDS SEARCH_LIST...");
      System.exit(2);
    }
    int[] numbers = Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
    try (Arena arena = Arena.ofShared()) {
      BenchData data = BenchData.map(Path.of(arguments[0]), arena);
      new JVectorBench(data, numbers[2], numbers[3])
          .run(numbers[0], numbers[1], Arrays.copyOfRange(numbers, 4, numbers.length));
    }
  }

  private void run(int degree, int beam, int[] lists) throws IOException {
    print(
        "\"measure\": \"host\", \"java\": \"%s\", \"provider\": \"%s\"",
        Runtime.version(), VectorizationProvider.getInstance().getClass().getSimpleName());
    RandomAccessVectorValues vectors = vectors();
    Path path = Files.createTempFile("jvector-bench", ".index");
    try {
      PQVectors codes = build(vectors, degree, beam, path);
      try (ReaderSupplier readers = ReaderSupplierFactory.open(path);
          OnDiskGraphIndex index = OnDiskGraphIndex.load(readers)) {
        for (int list : lists) {
          search("single", index, codes, list, 1);
        }
        for (int list : lists) {
          search("batch", index, codes, list, threads);
        }
      }
    } finally {
      Files.delete(path);
    }
  }

  private RandomAccessVectorValues vectors() {
    float[] all = data.base().floats();
    List<VectorFloat<?>> list = new ArrayList<>();
    for (int row = 0; row < data.base().rows(); row++) {
      list.add(vector(all, row));
    }
    return new ListRandomAccessVectorValues(list, data.dim());
  }

  private VectorFloat<?> vector(float[] values, int row) {
    return VECTORS.createFloatVector(
        Arrays.copyOfRange(values, row * data.dim(), (row + 1) * data.dim()));
  }

  private PQVectors build(RandomAccessVectorValues vectors, int degree, int beam, Path path)
      throws IOException {
    long cpu = ProcessCpu.nanos();
    long start = System.nanoTime();
    BuildScoreProvider scores =
        BuildScoreProvider.randomAccessScoreProvider(vectors, VectorSimilarityFunction.DOT_PRODUCT);
    double linked;
    try (GraphIndexBuilder builder =
        GraphIndexBuilder.builder(scores, data.dim(), degree)
            .withBeamWidth(beam)
            .withNeighborOverflow(OVERFLOW)
            .withAlpha(ALPHA)
            .withSimdExecutor(pool)
            .withParallelExecutor(pool)
            .build()) {
      ImmutableGraphIndex graph = builder.build(vectors);
      linked = (System.nanoTime() - start) / 1e9;
      OnDiskGraphIndex.write(graph, vectors, path);
    }
    double written = (System.nanoTime() - start) / 1e9;
    ProductQuantization quantization =
        ProductQuantization.compute(vectors, data.dim() / 2, WORDS, false, -1, pool, pool);
    PQVectors codes = quantization.encodeAll(vectors, pool);
    print(
        "\"measure\": \"build\", \"seconds\": %.3f, \"link_s\": %.3f, \"write_s\": %.3f,"
            + " \"codes_s\": %.3f, \"cpu_s\": %.3f, \"bytes\": %d",
        (System.nanoTime() - start) / 1e9,
        linked,
        written - linked,
        (System.nanoTime() - start) / 1e9 - written,
        (ProcessCpu.nanos() - cpu) / 1e9,
        Files.size(path));
    return codes;
  }

  private void search(
      String measure, OnDiskGraphIndex index, PQVectors codes, int list, int threadCount) {
    List<VectorFloat<?>> queries =
        IntStream.range(0, data.queryCount())
            .<VectorFloat<?>>mapToObj(i -> vector(data.queries(), i))
            .toList();
    ForkJoinPool searchers = new ForkJoinPool(threadCount);
    int chunk = (data.queryCount() + threadCount - 1) / threadCount;
    Speed speed =
        Speed.of(
            rounds,
            data.queryCount(),
            K,
            () ->
                searchers
                    .submit(
                        () ->
                            IntStream.range(0, threadCount)
                                .parallel()
                                .map(i -> some(index, codes, list, queries, i * chunk, chunk))
                                .sum())
                    .join());
    searchers.close();
    print(
        "\"measure\": \"%s\", \"list\": %d, \"qps\": %.1f, \"recall\": %.4f",
        measure, list, speed.qps(), speed.recall());
  }

  /** Searches for some queries with one searcher. */
  private int some(
      OnDiskGraphIndex index,
      PQVectors codes,
      int list,
      List<VectorFloat<?>> queries,
      int from,
      int count) {
    int right = 0;
    try (GraphSearcher searcher = new GraphSearcher(index)) {
      OnDiskGraphIndex.View view = (OnDiskGraphIndex.View) searcher.getView();
      for (int query = from; query < Math.min(queries.size(), from + count); query++) {
        VectorFloat<?> vector = queries.get(query);
        ScoreFunction.ApproximateScoreFunction approximate =
            codes.precomputedScoreFunctionFor(vector, VectorSimilarityFunction.DOT_PRODUCT);
        ScoreFunction.ExactScoreFunction exact =
            view.rerankerFor(vector, VectorSimilarityFunction.DOT_PRODUCT);
        SearchResult found =
            searcher.search(
                new DefaultSearchScoreProvider(approximate, exact), K, list, 0f, 0f, Bits.ALL);
        right += data.right(query, K, K, i -> found.getNodes()[i].node);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return right;
  }

  private static void print(String format, Object... values) {
    System.out.println(
        "{\"tool\": \"jvector\", " + String.format(Locale.ROOT, format, values) + "}");
  }
}
