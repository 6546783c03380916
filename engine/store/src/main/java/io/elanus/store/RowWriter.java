package io.elanus.store;

import io.elanus.base.ElanusException;
import io.elanus.base.Ending;
import io.elanus.base.ErrorCode;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Appends rows to growing segments. Scalars of small batches go to the tail of the segment, in
 * SQLite, so that an insert takes two syncs; those of large ones become a row group at once, and so
 * does a tail that has grown, or whose segment is sealed.
 */
final class RowWriter {
  /** Vectors of so many bytes are written beside the keys. */
  private static final long PARALLEL_BYTES = 1 << 20;

  /** A tail is read row by row. */
  private static final int MOST_TAIL_ROWS = 1 << 14;

  /** A sync and a header pay for so many rows. */
  private static final int LEAST_GROUP_ROWS = 1 << 12;

  private final Database database;
  private final Catalog catalog;
  private final States states;
  private final Appenders appenders;
  private final Recovery recovery;
  private final Set<Long> compacted;
  private final int segmentRows;
  private final int mostTailRows;
  private final int leastGroupRows;

  /**
   * @param compacted ids of segments that compactions are writing
   * @param segmentRows how many rows a segment takes before it is sealed
   */
  RowWriter(
      Volume volume,
      Layout layout,
      Database database,
      Catalog catalog,
      States states,
      Set<Long> compacted,
      int segmentRows) {
    this.database = database;
    this.catalog = catalog;
    this.states = states;
    this.appenders = new Appenders(volume, layout, catalog);
    this.recovery = new Recovery(volume, layout, catalog);
    this.compacted = compacted;
    this.segmentRows = segmentRows;
    this.mostTailRows = Math.clamp(segmentRows / 8, 1, MOST_TAIL_ROWS);
    this.leastGroupRows = Math.clamp(segmentRows / 32, 1, LEAST_GROUP_ROWS);
  }

  /** Rows to append, with the batch's row 0 for messages. */
  record Batch(int rows, List<FieldScalars> scalars, List<FieldVectors> vectors, long number) {
    ScalarValues keys() {
      return scalars.getFirst().values();
    }
  }

  /** Does the work in a transaction, and takes back what it wrote to files where that fails. */
  private <T> T writing(StoredCollection collection, Supplier<T> work) {
    return database.transaction(
        "writing rows of " + collection.name(),
        () -> {
          // Before anybody else can write: on a full disk the room that a failed insert took is
          // what the next write needs.
          database.afterRollback(
              () -> {
                appenders.close();
                recovery.undoAppend(collection, compacted);
              });
          database.afterCommit(appenders::committed);
          appenders.begin();
          return work.get();
        });
  }

  /**
   * Appends rows, filling segments one after another.
   *
   * @return the ordinal of the first row
   */
  long append(StoredCollection collection, Batch batch) {
    return writing(
        collection,
        () -> {
          long firstRow = catalog.collection(collection.id()).orElseThrow().nextRow();
          int done = 0;
          while (done < batch.rows()) {
            StoredSegment segment = growing(collection, firstRow + done);
            int count = Math.min(batch.rows() - done, segmentRows - segment.rows());
            appendPortion(collection, segment, batch, done, count);
            done += count;
          }
          catalog.addToCounts(collection.id(), batch.rows(), batch.rows());
          return firstRow;
        });
  }

  private StoredSegment growing(StoredCollection collection, long nextRow) {
    List<StoredSegment> segments = catalog.segments(collection.id());
    if (!segments.isEmpty() && !segments.getLast().sealed()) {
      return segments.getLast();
    }
    return catalog.addSegment(collection.id(), nextRow);
  }

  private void appendPortion(
      StoredCollection collection, StoredSegment growing, Batch batch, int from, int count) {
    boolean groups = count >= leastGroupRows && !batch.scalars().isEmpty();
    StoredSegment segment = growing;
    if (groups || segment.tailRows(collection) + count > mostTailRows) {
      segment = group(collection, segment);
    }
    StoredSegment grown = write(collection, segment, batch, from, count, groups);
    if (grown.rows() == segmentRows) {
      catalog.sealSegment(grown);
      group(collection, grown);
    }
  }

  /** What went to the files of a segment. */
  private record Written(List<Appenders.Touched> touched, long scalarBytes) {}

  /**
   * Appends to the files of a segment and, beside, to the tables.
   *
   * @param groups whether the rows become row groups at once
   */
  private StoredSegment write(
      StoredCollection collection,
      StoredSegment segment,
      Batch batch,
      int from,
      int count,
      boolean groups) {
    List<FieldVectors> portion = batch.vectors().stream().map(v -> v.slice(from, count)).toList();
    long bytes = portion.stream().mapToLong(v -> v.bytes().byteSize()).sum();
    FutureTask<Written> write =
        new FutureTask<>(
            () -> {
              List<FieldVectors> all = new ArrayList<>(portion);
              if (groups) {
                all.addAll(
                    ofScalars(RowGroupWriter.encode(segment.rows(), batch.scalars(), from, count)));
              }
              return new Written(appenders.append(segment, all), scalarBytes(all));
            });
    try {
      List<StoredField> files = new ArrayList<>(collection.vectorFields());
      if (groups) {
        files.add(StoredSegment.SCALARS);
      }
      appenders.prepare(segment, files);
      if (bytes >= PARALLEL_BYTES) {
        Thread.ofPlatform().daemon().name("elanus-vectors").start(write);
      } else {
        write.run();
      }
      long tailSum;
      Written written;
      try {
        tailSum = insert(collection, segment, batch, from, count, groups);
        written = join(write);
      } catch (RuntimeException | Error failure) {
        // Nobody may undo what is still being written.
        Ending.await(write);
        throw failure;
      }
      putBlocks(segment, written.touched());
      StoredSegment grown = segment.plus(count);
      if (groups) {
        grown = grown.grouped(count, written.scalarBytes());
      }
      catalog.setSegmentRows(grown, tailSum);
      return grown;
    } catch (IOException failure) {
      throw Failures.of("writing rows of " + collection.name(), failure);
    }
  }

  /** Inserts into the tables; returns the sum of the tail of the segment. */
  private long insert(
      StoredCollection collection,
      StoredSegment segment,
      Batch batch,
      int from,
      int count,
      boolean groups) {
    long firstRow = segment.firstRow() + segment.rows();
    if (!collection.autoId()) {
      new KeyTable(database, collection)
          .insert(firstRow, from, count, batch.keys(), batch.number());
    }
    if (groups || batch.scalars().isEmpty()) {
      return 0;
    }
    TailTable tail = new TailTable(database, collection);
    return catalog.tailSum(segment) + tail.insert(firstRow, from, count, batch.scalars());
  }

  private static List<FieldVectors> ofScalars(List<MemorySegment> groups) {
    return groups.stream().map(group -> new FieldVectors(StoredSegment.SCALARS, group)).toList();
  }

  private static long scalarBytes(List<FieldVectors> written) {
    return written.stream()
        .filter(values -> values.field().equals(StoredSegment.SCALARS))
        .mapToLong(values -> values.bytes().byteSize())
        .sum();
  }

  private void putBlocks(StoredSegment segment, List<Appenders.Touched> touched) {
    for (Appenders.Touched field : touched) {
      field.blocks().forEach(b -> catalog.putBlock(segment.id(), field.field().position(), b));
    }
  }

  private static Written join(FutureTask<Written> write) throws IOException {
    Ending.await(write);
    if (write.state() == Future.State.SUCCESS) {
      return write.resultNow();
    }
    switch (write.exceptionNow()) {
      case IOException io -> throw io;
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      case Throwable other -> throw new IllegalStateException(other);
    }
  }

  /**
   * Makes row groups of the tails of segments.
   *
   * @param fewestSealed rows from which on a growing segment is sealed first
   * @param fewestTail rows from which on the tail of a growing segment becomes row groups
   */
  void settle(StoredCollection collection, int fewestSealed, int fewestTail) {
    writing(
        collection,
        () -> {
          for (StoredSegment segment : catalog.segments(collection.id())) {
            boolean seals = !segment.sealed() && segment.rows() >= fewestSealed;
            if (seals) {
              catalog.sealSegment(segment);
            }
            if (seals || segment.sealed() || segment.tailRows(collection) >= fewestTail) {
              group(collection, segment);
            }
          }
          return null;
        });
  }

  /**
   * Makes row groups of the tail of a segment, in the transaction that has begun.
   *
   * @throws ElanusException DAMAGED_DATA where the checksum of the tail is wrong: damage must not
   *     get a checksum that is right
   */
  private StoredSegment group(StoredCollection collection, StoredSegment segment) {
    if (segment.tailRows(collection) == 0) {
      return segment;
    }
    SegmentState state = states.asWritten(segment);
    TailTable tail = new TailTable(database, collection);
    StoredSegment grouped = segment;
    long sum = 0;
    try {
      appenders.prepare(segment, List.of(StoredSegment.SCALARS));
      while (grouped.tailRows(collection) > 0) {
        int from = grouped.groupedRows();
        int count = Math.min(RowGroup.MOST_ROWS, grouped.tailRows(collection));
        TailTable.Rows rows = tail.read(state, from, count);
        sum += rows.sum();
        List<FieldVectors> groups = ofScalars(RowGroupWriter.encode(from, rows.cells(), 0, count));
        putBlocks(segment, appenders.append(segment, groups));
        grouped = grouped.grouped(count, scalarBytes(groups));
      }
    } catch (IOException failure) {
      throw Failures.of("writing rows of " + collection.name(), failure);
    }
    if (sum != catalog.tailSum(segment)) {
      throw new ElanusException(
          ErrorCode.DAMAGED_DATA,
          "catalog.db: the scalar values of collection %s, segment %d, are damaged"
              .formatted(collection.name(), segment.id()),
          "run check to see all damage");
    }
    tail.remove(state.row(segment.groupedRows()), state.row(segment.rows() - 1) + 1);
    catalog.setSegmentRows(grouped, 0);
    return grouped;
  }

  /** Closes its files; they are opened again when needed. */
  void close() {
    appenders.close();
  }
}
