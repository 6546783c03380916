package io.elanus.store;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Some neighbouring sealed segments on their way into one, without their deleted rows.
 *
 * <p>The new segment's files are written beside; one commit puts it, with the indexes that were
 * built of it, in the place of the others. Rows that are deleted meanwhile are marked as deleted in
 * it. Until the commit nothing of it counts: closed without one, or after a crash, its files go.
 * The files of the segments before go when their last reader has left.
 */
public final class Compaction implements AutoCloseable {
  /** Written, and synced, at a time. */
  private static final int CHUNK_BYTES = 8 << 20;

  /**
   * The parts of a store.
   *
   * @param compacted ids of segments that are being written
   */
  record Parts(
      Volume volume,
      Layout layout,
      Database database,
      Catalog catalog,
      States states,
      Readers readers,
      Set<Long> compacted) {}

  private final Parts parts;
  private final StoredCollection collection;
  private final List<SegmentState> sources;
  private StoredSegment target;
  private final Map<Integer, Map<Integer, VectorBlock>> blocks = new TreeMap<>();
  private boolean committed;

  Compaction(Parts parts, CollectionState state, List<SegmentState> sources) {
    this.parts = parts;
    this.collection = state.collection();
    this.sources = List.copyOf(sources);
    long id = parts.catalog().reserveSegment(collection.id());
    this.target =
        new StoredSegment(
            id,
            collection.id(),
            sources.getFirst().stored().firstRow(),
            sources.getLast().stored().endRow(),
            sources.stream().mapToInt(SegmentState::liveRows).sum(),
            true,
            0,
            0);
    parts.compacted().add(id);
  }

  /** The new segment; it may be empty, and is not there then. */
  public StoredSegment target() {
    return target;
  }

  /** How much {@link #write} writes. */
  public long bytes() {
    return target.fields(collection).stream().mapToLong(StoredField::width).sum() * target.rows();
  }

  /**
   * Writes its vectors and scalars durably.
   *
   * @param written is told of each few bytes or mebibytes how many they were, of {@link #bytes},
   *     and may throw to give up
   * @throws ElanusException DAMAGED_DATA where a checksum of what it reads is wrong: damage must
   *     not get a checksum that is right
   */
  public void write(LongConsumer written) {
    if (target.rows() == 0) {
      return;
    }
    for (SegmentState source : sources) {
      for (StoredField field : source.stored().fields(collection)) {
        written.accept(0);
        verify(source.stored(), field);
      }
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment chunk = arena.allocate(CHUNK_BYTES, Long.BYTES);
      for (StoredField field : target.fields(collection)) {
        write(field, chunk, written);
      }
      writeScalars(written);
      parts.volume().syncDirectory(parts.layout().collection(collection.id()));
    } catch (IOException failure) {
      throw Failures.of("compacting " + collection.name(), failure);
    }
  }

  private void verify(StoredSegment source, StoredField field) {
    List<String> problems =
        VectorFile.verify(
            parts.volume(),
            parts.layout().vectors(source, field),
            source,
            field,
            parts.catalog().blocks(source.id(), field.position()));
    if (!problems.isEmpty()) {
      throw new ElanusException(
          ErrorCode.DAMAGED_DATA, problems.getFirst(), "run check to see all damage");
    }
  }

  private void write(StoredField field, MemorySegment chunk, LongConsumer written)
      throws IOException {
    int width = field.width();
    int most = CHUNK_BYTES / width;
    int filled = 0;
    try (VectorFile.Appender appender = create(field)) {
      for (SegmentState source : sources) {
        int from = source.deletions().nextLive(0);
        while (from < source.rows()) {
          int end =
              Math.min(source.deletions().nextDeleted(from, source.rows()), from + most - filled);
          copy(source, from, end, field, chunk.asSlice((long) filled * width));
          filled += end - from;
          if (filled == most) {
            append(field, appender, chunk.asSlice(0, (long) filled * width));
            written.accept((long) filled * width);
            filled = 0;
          }
          from = source.deletions().nextLive(end);
        }
      }
      append(field, appender, chunk.asSlice(0, (long) filled * width));
      written.accept((long) filled * width);
    }
  }

  private VectorFile.Appender create(StoredField field) throws IOException {
    return new VectorFile.Appender(
        parts.volume(),
        parts.layout().vectors(target, field),
        StoredSegment.empty(target.id(), collection.id(), target.firstRow()),
        field,
        List.of());
  }

  private void writeScalars(LongConsumer written) throws IOException {
    if (collection.scalarFields().isEmpty()) {
      return;
    }
    try (VectorFile.Appender appender = create(StoredSegment.SCALARS)) {
      LiveScalars live = new LiveScalars(collection.scalarFields(), sources);
      while (live.next()) {
        for (MemorySegment group :
            RowGroupWriter.encode(target.groupedRows(), live.columns(), 0, live.rows())) {
          append(StoredSegment.SCALARS, appender, group);
          target = target.grouped(0, group.byteSize());
          written.accept(0);
        }
        target = target.grouped(live.rows(), 0);
      }
    }
  }

  private static void copy(
      SegmentState source, int from, int end, StoredField field, MemorySegment into) {
    if (field.equals(StoredSegment.ROW_NUMBERS)) {
      for (int offset = from; offset < end; offset++) {
        into.setAtIndex(SegmentState.ROW, offset - from, source.row(offset));
      }
    } else {
      long width = field.width();
      MemorySegment.copy(source.vectors(field), from * width, into, 0, (end - from) * width);
    }
  }

  private void append(StoredField field, VectorFile.Appender appender, MemorySegment values)
      throws IOException {
    Map<Integer, VectorBlock> ofField =
        blocks.computeIfAbsent(field.position(), position -> new TreeMap<>());
    appender.append(values).forEach(block -> ofField.put(block.number(), block));
  }

  /**
   * Puts the new segment in the place of the others.
   *
   * @param built its parts of the collection's indexes; those of an index that was dropped
   *     meanwhile go
   * @throws ElanusException CANCELLED where the collection was dropped meanwhile
   */
  public void commit(Map<StoredIndex, StoredIndexFile> built) {
    parts
        .database()
        .transaction(
            "compacting " + collection.name(),
            () -> {
              List<StoredSegment> before = sources.stream().map(SegmentState::stored).toList();
              if (!parts.catalog().segments(collection.id()).containsAll(before)) {
                throw new ElanusException(
                    ErrorCode.CANCELLED,
                    "collection " + collection.name() + " was dropped while it was compacted");
              }
              BitSet deleted = deletedSince();
              List<StoredIndex> indexes = parts.catalog().indexes(collection.id());
              before.forEach(parts.catalog()::removeSegment);
              if (target.rows() > 0) {
                put(deleted, indexes, built);
              }
              parts.database().afterCommit(() -> built.keySet().forEach(this::removeWork));
              parts
                  .database()
                  .afterCommit(
                      () ->
                          parts
                              .readers()
                              .whenLeft(
                                  () -> before.forEach(segment -> removeFiles(segment, indexes))));
              return null;
            });
    committed = true;
  }

  /** The offsets in the new segment of rows that were deleted since it was begun. */
  private BitSet deletedSince() {
    BitSet deleted = new BitSet();
    int offset = 0;
    for (SegmentState source : sources) {
      Deletions now = parts.states().deletions(source.stored());
      if (now.count() == source.deletions().count()) {
        offset += source.liveRows();
        continue;
      }
      int row = source.deletions().nextLive(0);
      while (row < source.rows()) {
        deleted.set(offset++, now.contains(row));
        row = source.deletions().nextLive(row + 1);
      }
    }
    return deleted;
  }

  private void put(
      BitSet deleted, List<StoredIndex> indexes, Map<StoredIndex, StoredIndexFile> built) {
    Catalog catalog = parts.catalog();
    catalog.putSegment(target);
    blocks.forEach(
        (field, ofField) ->
            ofField.values().forEach(block -> catalog.putBlock(target.id(), field, block)));
    Deletions deletions = Deletions.NONE.with(deleted);
    parts.states().setDeletions(target, deletions);
    catalog.putDeletions(target, deletions, deleted);
    built.forEach(
        (index, file) -> {
          if (indexes.stream().anyMatch(defined -> defined.id() == index.id())) {
            catalog.putIndexFile(index, file);
          } else {
            deleteQuietly(index(target, index).getFirst());
          }
        });
  }

  /** What a build could have been resumed from. */
  private void removeWork(StoredIndex index) {
    index(target, index).stream().skip(1).forEach(this::deleteQuietly);
  }

  private void removeFiles(StoredSegment segment, List<StoredIndex> indexes) {
    segment
        .fields(collection)
        .forEach(field -> deleteQuietly(parts.layout().vectors(segment, field)));
    // One that could not be written whole counts no bytes.
    deleteQuietly(parts.layout().vectors(segment, StoredSegment.SCALARS));
    indexes.forEach(index -> index(segment, index).forEach(this::deleteQuietly));
  }

  private List<Path> index(StoredSegment segment, StoredIndex index) {
    Layout layout = parts.layout();
    return List.of(
        layout.index(collection.id(), segment.id(), index.id()),
        layout.checkpoint(collection.id(), segment.id(), index.id()),
        layout.work(collection.id(), segment.id(), index.id()));
  }

  private void deleteQuietly(Path file) {
    try {
      parts.volume().delete(file);
    } catch (IOException leftOver) {
      // The next open removes what the catalogue does not name.
      return;
    }
  }

  @Override
  public void close() {
    try {
      if (!committed) {
        removeFiles(
            target,
            parts.states().find(collection.id()).map(CollectionState::indexes).orElse(List.of()));
      }
    } finally {
      parts.compacted().remove(target.id());
    }
  }
}
