package io.elanus.index.diskann;

import io.elanus.base.Cancellation;
import io.elanus.index.SectionSink;
import io.github.jbellis.jvector.disk.IndexWriter;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.NodesIterator;
import io.github.jbellis.jvector.graph.disk.GraphIndexWriter;
import io.github.jbellis.jvector.graph.disk.OnDiskSequentialGraphIndexWriter;
import io.github.jbellis.jvector.graph.disk.OrdinalMapper;
import io.github.jbellis.jvector.graph.disk.feature.FeatureId;
import io.github.jbellis.jvector.graph.disk.feature.InlineVectors;
import io.github.jbellis.jvector.graph.disk.feature.SeparatedVectors;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction;
import io.github.jbellis.jvector.util.Bits;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A finished graph as JVector sees it, so that JVector writes it. */
final class JVectorGraph implements ImmutableGraphIndex {
  // JVector warns that the Vector API is missing, which it is where it was loaded late. It computes
  // nothing here, so the warning would be wrong. Held, as loggers are collected with their levels.
  private static final Logger CHOICE_OF_VECTORS =
      Logger.getLogger("io.github.jbellis.jvector.vector.VectorizationProvider");

  private final MappedLinks links;
  private final int entry;
  private final Cancellation cancellation;

  private JVectorGraph(MappedLinks links, int entry, Cancellation cancellation) {
    this.links = links;
    this.entry = entry;
    this.cancellation = cancellation;
  }

  /** Appends the graph to the current section; see {@link JVectorLinks}. */
  static void write(MappedLinks links, int entry, SectionSink sink, Cancellation cancellation)
      throws IOException {
    cancellation.check(); // between classes that are loaded here
    CHOICE_OF_VECTORS.setLevel(Level.OFF);
    cancellation.check();
    SectionOutput output = new SectionOutput(sink);
    // Of dimension 0: the vectors are the segment's own, JVector's writer has none to add.
    SeparatedVectors elsewhere = new SeparatedVectors(0, 0);
    InlineVectors.State none = new InlineVectors.State(null);
    cancellation.check();
    try (GraphIndexWriter writer =
        new OnDiskSequentialGraphIndexWriter.Builder(
                new JVectorGraph(links, entry, cancellation), new SectionWriter(output))
            .withVersion(JVectorLinks.JVECTOR_VERSION)
            .with(elsewhere)
            .withMapper(new OrdinalMapper.IdentityMapper(links.nodes() - 1))
            .build()) {
      cancellation.check();
      writer.write(Map.of(FeatureId.SEPARATED_VECTORS, node -> none));
    }
    output.flush();
  }

  /** Bytes on their way to the current section. */
  private static final class SectionOutput extends OutputStream {
    private final SectionSink sink;
    private final byte[] buffer = new byte[1 << 16];
    private int filled;
    private long written;

    SectionOutput(SectionSink sink) {
      this.sink = sink;
    }

    @Override
    public void write(int value) throws IOException {
      if (filled == buffer.length) {
        flush();
      }
      buffer[filled++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      for (int done = 0; done < count; ) {
        if (filled == buffer.length) {
          flush();
        }
        int some = Math.min(count - done, buffer.length - filled);
        System.arraycopy(bytes, from + done, buffer, filled, some);
        filled += some;
        done += some;
      }
    }

    @Override
    public void flush() throws IOException {
      sink.write(MemorySegment.ofArray(buffer).asSlice(0, filled));
      written += filled;
      filled = 0;
    }

    long position() {
      return written + filled;
    }
  }

  /** What JVector writes to. */
  private static final class SectionWriter extends DataOutputStream implements IndexWriter {
    private final SectionOutput output;

    SectionWriter(SectionOutput output) {
      super(output);
      this.output = output;
    }

    @Override
    public long position() {
      return output.position();
    }
  }

  /** Some numbers one after another. */
  @FunctionalInterface
  private interface Numbers {
    int get(int i);
  }

  /** An iterator of so many numbers. */
  private static final class Iterator implements NodesIterator {
    private final int size;
    private final Numbers numbers;
    private int at;

    Iterator(int size, Numbers numbers) {
      this.size = size;
      this.numbers = numbers;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public boolean hasNext() {
      return at < size;
    }

    @Override
    public int nextInt() {
      if (at == size) {
        throw new NoSuchElementException();
      }
      return numbers.get(at++);
    }
  }

  @Override
  public NodesIterator getNodes(int level) {
    return new Iterator(links.nodes(), i -> i);
  }

  @Override
  public View getView() {
    return new GraphView();
  }

  @Override
  public int maxDegree() {
    return links.degree();
  }

  @Override
  public List<Integer> maxDegrees() {
    return List.of(links.degree());
  }

  @Override
  public int getDimension() {
    return 0;
  }

  @Override
  public void close() {}

  @Override
  public boolean isHierarchical() {
    return false;
  }

  @Override
  public int getMaxLevel() {
    return 0;
  }

  @Override
  public int getDegree(int level) {
    return links.degree();
  }

  @Override
  public double getAverageDegree(int level) {
    return links.degree();
  }

  @Override
  public int size(int level) {
    return links.nodes();
  }

  @Override
  public long ramBytesUsed() {
    return 0;
  }

  /** The one view there is. */
  private final class GraphView implements View {
    @Override
    public NodesIterator getNeighborsIterator(int level, int node) {
      if (node % 4096 == 0) {
        cancellation.check();
      }
      return new Iterator(links.size(node), i -> links.id(node, i));
    }

    @Override
    public void processNeighbors(
        int level, int node, ScoreFunction scores, IntMarker seen, NeighborProcessor processor) {
      for (int i = 0, size = links.size(node); i < size; i++) {
        int neighbour = links.id(node, i);
        if (seen.mark(neighbour)) {
          processor.process(neighbour, scores.similarityTo(neighbour));
        }
      }
    }

    @Override
    @SuppressWarnings("deprecation") // abstract all the same
    public int size() {
      return links.nodes();
    }

    @Override
    public NodeAtLevel entryNode() {
      return new NodeAtLevel(0, entry);
    }

    @Override
    public Bits liveNodes() {
      return Bits.ALL;
    }

    @Override
    public boolean contains(int level, int node) {
      return level == 0 && node < links.nodes();
    }

    @Override
    public void close() {}
  }
}
