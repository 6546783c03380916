package io.elanus.core;

import io.elanus.base.Cancellation;
import io.elanus.base.ElanusException;
import io.elanus.index.BuildContext;
import io.elanus.index.BuildNotes;
import io.elanus.index.Checkpoints;
import io.elanus.index.IndexAlgorithm;
import io.elanus.index.IndexShape;
import io.elanus.index.SectionSink;
import io.elanus.index.VectorRows;
import io.elanus.store.CheckpointWriter;
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
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
      public MemorySegment lasting(long bytes, Arena arena) throws IOException {
        return writer.lasting(bytes, arena);
      }
    };
  }

  /** Checkpoints with the seed, eight bytes, before the state. */
  private final class SeededCheckpoints implements Checkpoints {
    private static final ValueLayout.OfLong SEED =
        ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Cancellation cancellation;

    SeededCheckpoints(Cancellation cancellation) {
      this.cancellation = cancellation;
    }

    @Override
    public Optional<byte[]> load() {
      return map().map(state -> state.toArray(ValueLayout.JAVA_BYTE));
    }

    @Override
    public Optional<MemorySegment> map() {
      return store
          .mapCheckpoint(index, segment)
          .filter(bytes -> bytes.byteSize() >= Long.BYTES && bytes.get(SEED, 0) == seed)
          .map(bytes -> bytes.asSlice(Long.BYTES));
    }

    @Override
    public void save(byte[] state) throws IOException {
      save(pieces -> pieces.write(ByteBuffer.wrap(state)));
    }

    @Override
    public void save(State state) throws IOException {
      try (CheckpointWriter writer = store.createCheckpoint(index, segment, cancellation::check)) {
        writer.write(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
        state.writeTo(writer::write);
        writer.finish();
      }
    }
  }
}
