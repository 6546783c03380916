package io.elanus.store;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A data directory, owned by this process from {@link #open} to {@link #close}.
 *
 * <p>Writing vectors comes first and the SQLite commit last: the commit is the moment at which an
 * insert is durable and visible. Safe for concurrent use; writers take turns.
 */
public final class Store implements AutoCloseable {
  private static final long PARALLEL_BYTES = 1 << 20;

  private final Volume volume;
  private final Layout layout;
  private final DirectoryLock lock;
  private final Database database;
  private final Catalog catalog;
  private final Appenders appenders;
  private final int segmentRows;

  private Store(
      Volume volume, Layout layout, DirectoryLock lock, Database database, int segmentRows) {
    this.volume = volume;
    this.layout = layout;
    this.lock = lock;
    this.database = database;
    this.catalog = new Catalog(database);
    this.appenders = new Appenders(volume, layout, catalog);
    this.segmentRows = segmentRows;
  }

  /**
   * Takes hold of a data directory, making it where it is missing, and removes what a crash left
   * over.
   *
   * @param segmentRows how many rows a segment takes before it is sealed
   * @param givenUp indexes whose builds nobody goes on with: what they worked on goes too
   * @throws ElanusException DIRECTORY_LOCKED naming the process that holds it
   */
  public static Store open(
      Path directory, Volume volume, int segmentRows, Predicate<StoredIndex> givenUp) {
    Layout layout = new Layout(directory);
    DirectoryLock lock = null;
    Database database = null;
    try {
      makeDirectories(volume, directory.toAbsolutePath());
      lock = DirectoryLock.acquire(directory);
      database = Database.open(layout.catalog());
      Store store = new Store(volume, layout, lock, database, segmentRows);
      store.catalog.prepare();
      volume.createDirectory(layout.vectors());
      volume.syncDirectory(directory);
      new Recovery(volume, layout, store.catalog).run(givenUp);
      return store;
    } catch (IOException failure) {
      close(database, lock);
      throw Failures.of("opening data directory " + directory, failure);
    } catch (RuntimeException | Error failure) {
      close(database, lock);
      throw failure;
    }
  }

  /** Whether a directory is one of ours. */
  public static boolean isIn(Path directory) {
    return Files.exists(new Layout(directory).catalog());
  }

  /** Makes a directory and its parents where they are missing, durably. */
  private static void makeDirectories(Volume volume, Path directory) throws IOException {
    Path parent = directory.getParent();
    if (parent != null && !volume.exists(directory)) {
      makeDirectories(volume, parent);
      volume.createDirectory(directory);
      volume.syncDirectory(parent);
    }
  }

  private static void close(Database database, DirectoryLock lock) {
    try {
      if (database != null) {
        database.close();
      }
    } finally {
      try {
        if (lock != null) {
          lock.close();
        }
      } catch (IOException ignored) {
        // The system gives the lock back when the process ends.
      }
    }
  }

  public Catalog catalog() {
    return catalog;
  }

  /**
   * Runs the work in one transaction: all of its changes to the catalogue and the rows, or none.
   */
  public <T> T transaction(String doing, Supplier<T> work) {
    return database.transaction(doing, work);
  }

  /** Reads several things that belong together, with no writer in between. */
  public <T> T read(Supplier<T> work) {
    return database.read(work);
  }

  public StoredCollection createCollection(StoredCollection collection) {
    return transaction(
        "creating collection " + collection.name(),
        () -> {
          StoredCollection created = catalog.addCollection(collection);
          rows(created).create();
          return created;
        });
  }

  public void dropCollection(StoredCollection collection) {
    transaction(
        "dropping collection " + collection.name(),
        () -> {
          rows(collection).drop();
          catalog.removeCollection(collection.id());
          database.afterCommit(
              () -> {
                appenders.close();
                new Recovery(volume, layout, catalog).removeCollection(collection.id());
              });
          return null;
        });
  }

  public RowTable rows(StoredCollection collection) {
    return new RowTable(database, collection);
  }

  /**
   * Appends rows durably, filling segments one after another.
   *
   * @param number of the batch's row 0, for messages
   * @return the ordinal of the first row
   * @throws ElanusException ALREADY_EXISTS for a key that is there already; then nothing is written
   */
  public long append(
      StoredCollection collection,
      int rows,
      RowCells cells,
      List<FieldVectors> vectors,
      long number) {
    return transaction(
        "writing rows of " + collection.name(),
        () -> {
          // Before anybody else can write: on a full disk the room that a failed insert took is
          // what the next write needs.
          database.afterRollback(() -> undoAppend(collection));
          database.afterCommit(appenders::committed);
          appenders.begin();
          long firstRow =
              catalog
                  .collection(collection.name())
                  .filter(present -> present.id() == collection.id())
                  .orElseThrow(() -> gone(collection))
                  .nextRow();
          int done = 0;
          long sum = 0;
          while (done < rows) {
            StoredSegment segment = growing(collection, firstRow + done);
            int count = Math.min(rows - done, segmentRows - segment.rows());
            sum += appendPortion(collection, segment, done, count, cells, vectors, number);
            done += count;
          }
          catalog.addToCounts(collection.id(), rows, rows, sum);
          return firstRow;
        });
  }

  private void undoAppend(StoredCollection collection) {
    appenders.close();
    new Recovery(volume, layout, catalog).undoAppend(collection);
  }

  private static ElanusException gone(StoredCollection collection) {
    return new ElanusException(
        ErrorCode.COLLECTION_NOT_FOUND, "collection " + collection.name() + " was dropped");
  }

  private StoredSegment growing(StoredCollection collection, long nextRow) {
    List<StoredSegment> segments = catalog.segments(collection.id());
    if (!segments.isEmpty() && !segments.getLast().sealed()) {
      return segments.getLast();
    }
    return catalog.addSegment(collection.id(), nextRow);
  }

  private long appendPortion(
      StoredCollection collection,
      StoredSegment segment,
      int from,
      int count,
      RowCells cells,
      List<FieldVectors> vectors,
      long number) {
    List<FieldVectors> portion = vectors.stream().map(v -> v.slice(from, count)).toList();
    long sum = 0;
    long bytes = portion.stream().mapToLong(v -> v.bytes().byteSize()).sum();
    try {
      appenders.prepare(segment, portion);
      FutureTask<List<Appenders.Touched>> write =
          new FutureTask<>(() -> appenders.append(segment, portion));
      if (bytes >= PARALLEL_BYTES) {
        Thread.ofPlatform().daemon().name("elanus-vectors").start(write);
      } else {
        write.run();
      }
      List<Appenders.Touched> touched;
      try {
        sum =
            rows(collection)
                .insert(segment.firstRow() + segment.rows(), from, count, cells, number);
        touched = join(write);
      } catch (RuntimeException | Error failure) {
        // Nobody may undo what is still being written.
        end(write);
        throw failure;
      }
      for (Appenders.Touched field : touched) {
        field.blocks().forEach(b -> catalog.putBlock(segment.id(), field.field().position(), b));
      }
    } catch (IOException failure) {
      throw Failures.of("writing vectors of " + collection.name(), failure);
    }
    catalog.setSegmentRows(segment.id(), segment.rows() + count);
    if (segment.rows() + count == segmentRows) {
      catalog.sealSegment(segment.id());
    }
    return sum;
  }

  private static List<Appenders.Touched> join(FutureTask<List<Appenders.Touched>> write)
      throws IOException {
    end(write);
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

  /** Waits for the end, however often the thread is interrupted. */
  private static void end(FutureTask<?> write) {
    boolean interrupted = false;
    while (!write.isDone()) {
      try {
        write.get();
      } catch (InterruptedException again) {
        interrupted = true;
      } catch (ExecutionException failed) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Deletes rows by key; unknown keys are passed over.
   *
   * @return the ordinals of the rows that were deleted
   */
  public long[] delete(StoredCollection collection, List<?> keys) {
    return transaction(
        "deleting rows of " + collection.name(),
        () -> {
          RowTable rows = rows(collection);
          long[] deleted = new long[keys.size()];
          int count = 0;
          long sum = 0;
          for (Object key : keys) {
            OptionalLong row = rows.find(key);
            if (row.isPresent()) {
              sum += rows.delete(row.getAsLong());
              catalog.addDeletion(collection.id(), row.getAsLong());
              deleted[count++] = row.getAsLong();
            }
          }
          catalog.addToCounts(collection.id(), 0, -count, -sum);
          return Arrays.copyOf(deleted, count);
        });
  }

  /** The vectors of a field in a segment, mapped: {@code rows * width} bytes. */
  public MemorySegment vectors(StoredSegment segment, StoredField field) {
    return VectorFile.map(volume, layout.vectors(segment, field), segment, field);
  }

  /** The bytes of vector and index files of a collection, as the catalogue knows them. */
  public long diskBytes(StoredCollection collection) {
    long width = collection.vectorFields().stream().mapToLong(StoredField::width).sum();
    long bytes = 0;
    for (StoredSegment segment : catalog.segments(collection.id())) {
      bytes += segment.rows() * width;
    }
    for (StoredIndex index : catalog.indexes(collection.id())) {
      bytes += catalog.indexFiles(index.id()).stream().mapToLong(StoredIndexFile::bytes).sum();
    }
    return bytes;
  }

  /** Starts an index file, which counts only once it is {@linkplain #addIndexFile added}. */
  public IndexFileWriter createIndexFile(StoredIndex index, StoredSegment segment, Runnable pause) {
    Path file = layout.index(index.collection(), segment.id(), index.id());
    Path work = layout.work(index.collection(), segment.id(), index.id());
    try {
      return new IndexFileWriter(volume, file, work, index, segment, pause);
    } catch (IOException failure) {
      throw Failures.of("writing index " + index.name(), failure);
    }
  }

  /** Puts a complete index file to use and removes what its build could be resumed from. */
  public void addIndexFile(StoredIndex index, StoredIndexFile file) {
    transaction(
        "adding index " + index.name(),
        () -> {
          catalog.putIndexFile(file);
          database.afterCommit(
              () -> {
                deleteQuietly(layout.checkpoint(index.collection(), file.segment(), index.id()));
                deleteQuietly(layout.work(index.collection(), file.segment(), index.id()));
              });
          return null;
        });
  }

  /** Removes the lasting memory of builds that were given up: it is as large as the vectors. */
  public void discardWork(StoredIndex index) {
    for (StoredSegment segment : catalog.segments(index.collection())) {
      deleteQuietly(layout.work(index.collection(), segment.id(), index.id()));
    }
  }

  /**
   * Opens an index file: its header, table and small sections are verified, large ones are trusted
   * until {@link #check}.
   *
   * @throws ElanusException DAMAGED_DATA naming file and section
   */
  public IndexFile openIndexFile(StoredIndex index, StoredSegment segment) {
    Path file = layout.index(index.collection(), segment.id(), index.id());
    return IndexFile.open(volume, file, index, segment);
  }

  /**
   * Takes a damaged index file out of use. The file stays until another one is put in its place.
   */
  public void retireIndexFile(StoredIndex index, StoredSegment segment) {
    catalog.removeIndexFile(index.id(), segment.id());
  }

  /** Deletes an index file that nobody wants any more. */
  public void deleteIndexFile(StoredIndex index, StoredSegment segment) {
    deleteQuietly(layout.index(index.collection(), segment.id(), index.id()));
  }

  public void dropIndex(StoredIndex index) {
    transaction(
        "dropping index " + index.name(),
        () -> {
          List<StoredSegment> segments = catalog.segments(index.collection());
          catalog.removeIndex(index.id());
          database.afterCommit(
              () -> {
                for (StoredSegment segment : segments) {
                  deleteIndexFile(index, segment);
                  deleteQuietly(layout.checkpoint(index.collection(), segment.id(), index.id()));
                  deleteQuietly(layout.work(index.collection(), segment.id(), index.id()));
                }
              });
          return null;
        });
  }

  private void deleteQuietly(Path file) {
    try {
      volume.delete(file);
    } catch (IOException leftOver) {
      // The next open removes what the catalogue does not name.
      return;
    }
  }

  /** The checkpoint of an unfinished build; empty where there is none or it is damaged. */
  public Optional<MemorySegment> mapCheckpoint(StoredIndex index, StoredSegment segment) {
    return Checkpoint.map(volume, layout.checkpoint(index.collection(), segment.id(), index.id()));
  }

  /**
   * Starts a checkpoint of an unfinished build, which will replace the one before.
   *
   * @param pause runs every few milliseconds, and may throw to give up
   */
  public CheckpointWriter createCheckpoint(StoredIndex index, StoredSegment segment, Runnable pause)
      throws IOException {
    Path file = layout.checkpoint(index.collection(), segment.id(), index.id());
    return new CheckpointWriter(volume, file, pause);
  }

  /** Verifies everything that has a checksum or an invariant; one sentence for each problem. */
  public List<String> check() {
    return new ArrayList<>(new StoreCheck(volume, layout, database, catalog).run());
  }

  @Override
  public void close() {
    try {
      // Behind whoever is writing.
      database.read(
          () -> {
            appenders.close();
            return null;
          });
    } finally {
      close(database, lock);
    }
  }
}
