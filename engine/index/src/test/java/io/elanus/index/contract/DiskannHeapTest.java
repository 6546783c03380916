package io.elanus.index.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.elanus.api.index.IndexType;
import io.elanus.api.index.MetricType;
import io.elanus.base.Cancellation;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildListener;
import io.elanus.index.Checkpoints;
import io.elanus.index.FloatRows;
import io.elanus.index.Hits;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.QueryVectors;
import io.elanus.index.SearchParameters;
import io.elanus.index.SearchTask;
import io.elanus.index.SectionSink;
import io.elanus.index.VectorIndex;
import io.elanus.index.algorithms.IndexAlgorithms;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DISKANN builds and searches in a JVM whose heap is a quarter of the vectors. */
@Tag("long")
class DiskannHeapTest {
  private static final int DIM = 512;
  private static final int ROWS = 40_000;
  private static final int QUERIES = 40;
  private static final long BYTES = (long) ROWS * DIM * Float.BYTES;
  private static final Map<String, Object> PARAMETERS =
      Map.of("max_degree", 16, "search_list_size", 30);
  private static final IndexShape SHAPE =
      new IndexShape(IndexType.DISKANN, MetricType.L2, ROWS, DIM, PARAMETERS);

  @TempDir Path directory;

  /**
   * Each row is near to the one before it in a long search through space, so that few are alike.
   */
  private static void write(Path file) throws IOException {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      MemorySegment mapped = channel.map(MapMode.READ_WRITE, 0, BYTES, arena);
      float[] steps = TestData.gaussian(997, DIM, 51);
      float[] at = new float[DIM];
      for (int row = 0; row < ROWS; row++) {
        for (int d = 0; d < DIM; d++) {
          at[d] = 0.97f * at[d] + 0.25f * steps[(row * 31 + d * 17 + row / 997) % steps.length];
        }
        MemorySegment.copy(at, 0, mapped, FloatRows.FLOAT, (long) row * DIM * Float.BYTES, DIM);
      }
    }
  }

  @Test
  void aQuarterOfTheVectorsIsEnough() throws Exception {
    Path file = directory.resolve("vectors");
    write(file);
    long heap = BYTES / 4 >> 20;
    long planned =
        IndexAlgorithms.find(IndexType.DISKANN).orElseThrow().plan(SHAPE, 1).peakHeapBytes();
    assertTrue(planned < heap << 20, "the plan says " + planned);
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                DiskannHeapTest.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    int status = child.waitFor();
    String log = Files.readString(directory.resolve("log"));
    assertEquals(0, status, log);
    String last = log.strip().lines().toList().getLast();
    assertTrue(Double.parseDouble(last) >= 0.95, log);
  }

  /** The child: prints the share of rows that it found for copies of them. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    IndexAlgorithm algorithm = IndexAlgorithms.find(IndexType.DISKANN).orElseThrow();
    try (Arena arena = Arena.ofShared();
        FileSections sections = new FileSections(directory);
        FileChannel channel = FileChannel.open(directory.resolve("vectors"))) {
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, BYTES, arena);
      FloatRows rows = new FloatRows(mapped, ROWS, DIM);
      BuildContext context =
          new BuildContext(
              1, null, 5, new Cancellation(), BuildListener.none(), Checkpoints.none());
      algorithm.build(rows, SHAPE, context, sections);
      MemorySegment file =
          sections.channel.map(MapMode.READ_ONLY, 0, sections.channel.size(), arena);
      VectorIndex index =
          algorithm.open(
              name -> file.asSlice(sections.parts.get(name)[0], sections.parts.get(name)[1]),
              SHAPE,
              rows);
      float[] queries = new float[QUERIES * DIM];
      for (int query = 0; query < QUERIES; query++) {
        rows.copy(query * (ROWS / QUERIES), 1, queries, query * DIM);
      }
      SearchTask task =
          new SearchTask(
              new QueryVectors.Floats(queries, QUERIES),
              1,
              new SearchParameters.Diskann(200),
              null,
              1,
              null,
              new Cancellation());
      Hits hits = index.search(task);
      int right = 0;
      for (int query = 0; query < QUERIES; query++) {
        right += hits.rows()[query] == query * (ROWS / QUERIES) ? 1 : 0;
      }
      System.out.println((double) right / QUERIES);
    }
  }

  /** Sections in a file. */
  private static final class FileSections implements SectionSink, AutoCloseable {
    private final Path directory;
    private final FileChannel channel;
    private final Map<String, long[]> parts = new HashMap<>();
    private long[] current = {0, 0};

    FileSections(Path directory) throws IOException {
      this.directory = directory;
      this.channel = open(directory.resolve("index"));
    }

    private static FileChannel open(Path file) throws IOException {
      return FileChannel.open(
          file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public void begin(String name) {
      current = new long[] {(current[0] + current[1] + 63) / 64 * 64, 0};
      parts.put(name, current);
    }

    @Override
    public void write(MemorySegment bytes) throws IOException {
      // A buffer of the heap would be copied whole by the channel, out of the heap's allowance.
      for (long done = 0; done < bytes.byteSize(); done += 1 << 16) {
        long some = Math.min(1 << 16, bytes.byteSize() - done);
        channel.write(bytes.asSlice(done, some).asByteBuffer(), current[0] + current[1]);
        current[1] += some;
      }
    }

    @Override
    public MemorySegment lasting(long bytes, Arena arena) throws IOException {
      try (FileChannel file = open(Files.createTempFile(directory, "work", null))) {
        return file.map(MapMode.READ_WRITE, 0, bytes, arena);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
