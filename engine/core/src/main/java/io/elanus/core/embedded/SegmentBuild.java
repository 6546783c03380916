package io.elanus.core.embedded;

import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.Checkpoints;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.VectorRows;
import io.elanus.store.Failures;
import io.elanus.store.IndexFileWriter;
import io.elanus.store.Store;
import io.elanus.store.StoredField;
import io.elanus.store.StoredIndex;
import io.elanus.store.StoredIndexFile;
import io.elanus.store.StoredSegment;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Builds the index file of one segment.
 *
 * @param seed a checkpoint counts only for a build with the same one
 */
record SegmentBuild(
    Store store,
    StoredIndex index,
    StoredField field,
    StoredSegment segment,
    IndexAlgorithm algorithm,
    long seed) {

  /**
   * @return the complete file, which is not in use yet
   * @throws ElanusException CANCELLED
   */
  StoredIndexFile run(Workers workers, Cancellation cancellation, ProgressMeter progress) {
    IndexShape shape = OpenIndexes.shape(index, segment, Searcher.kind(field), field.length());
    VectorRows rows = OpenIndexes.rows(store.vectors(segment, field), field, segment);
    BuildContext context =
        new BuildContext(
            workers.threads(),
            workers.builders(),
            seed,
            cancellation,
            progress,
            new SeededCheckpoints(cancellation));
    try (IndexFileWriter writer = store.createIndexFile(index, segment, cancellation::check)) {
      BuildNotes notes = algorithm.build(rows, shape, context, sink(writer));
      cancellation.check();
      long bytes = writer.finish();
      return new StoredIndexFile(index.id(), segment.id(), segment.rows(), bytes, notes.notes());
    } catch (IOException failure) {
      throw Failures.of("building index " + index.name(), failure);
    }
  }

  private static SectionSink sink(IndexFileWriter writer) {
    return new SectionSink() {
      @Override
      public void begin(String name) throws IOException {
        writer.begin(name);
      }

      @Override
      public void write(MemorySegment bytes) throws IOException {
        writer.write(bytes);
      }

      @Override
      public MemorySegment scratch(long bytes, Arena arena) throws IOException {
        return writer.scratch(bytes, arena);
      }
    };
  }

  /** Checkpoints with the seed, eight bytes, before the state. */
  private final class SeededCheckpoints implements Checkpoints {
    private final Cancellation cancellation;

    SeededCheckpoints(Cancellation cancellation) {
      this.cancellation = cancellation;
    }

    @Override
    public Optional<byte[]> load() {
      return store
          .loadCheckpoint(index, segment)
          .filter(bytes -> bytes.length >= Long.BYTES && ByteBuffer.wrap(bytes).getLong() == seed)
          .map(bytes -> Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
    }

    @Override
    public void save(byte[] state) throws IOException {
      store.saveCheckpoint(
          index,
          segment,
          List.of(ByteBuffer.allocate(Long.BYTES).putLong(seed).array(), state),
          cancellation::check);
    }
  }
}
