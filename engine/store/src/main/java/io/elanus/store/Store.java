package io.elanus.store;

import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A data directory, owned by this process from {@link #open} to {@link #close}.
 *
 * <p>Writing vectors comes first and the SQLite commit last: the commit is the moment at which an
 * insert is durable and visible. Safe for concurrent use; writers take turns.
 */
public final class Store implements AutoCloseable {
  private final Volume volume;
  private final Layout layout;
  private final DirectoryLock lock;
  private final Database database;
  private final Catalog catalog;
  private final States states;
  private final ReadSessions sessions;
  private final Readers readers = new Readers();
  private final RowWriter writer;

  /** Ids of segments that compactions are writing. */
  private final Set<Long> compacted = ConcurrentHashMap.newKeySet();

  private Store(
      Volume volume, Layout layout, DirectoryLock lock, Database database, int segmentRows) {
    this.volume = volume;
    this.layout = layout;
    this.lock = lock;
    this.database = database;
    this.catalog = new Catalog(database);
    this.states = new States(volume, layout, catalog);
    this.sessions = new ReadSessions(layout.catalog());
    this.writer = new RowWriter(volume, layout, database, catalog, states, compacted, segmentRows);
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
      new CatalogVersions(database).prepare();
      database.makeShrinkable();
      volume.createDirectory(layout.vectors());
      volume.syncDirectory(directory);
      new Recovery(volume, layout, store.catalog).run(givenUp);
      store.catalog.changed().clear();
      store.states.load();
      database.follow(store.states);
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

  /** Runs the work while no other thread writes. */
  public <T> T exclusively(Supplier<T> work) {
    return database.exclusively(work);
  }

  /**
   * Begins to read: files that states name which are taken before its end stay until then. Waits
   * for nobody.
   */
  public Readers.Reading beginReading() {
    return readers.begin();
  }

  /** The states of all collections, by name, as the last commit left them. */
  public List<CollectionState> states() {
    return states.all();
  }

  public Optional<CollectionState> state(String name) {
    return states.find(name);
  }

  public Optional<CollectionState> state(long collection) {
    return states.find(collection);
  }

  /** Whether a collection is not dropped, as the catalogue knows before it is published. */
  public boolean isThere(StoredCollection collection) {
    return sessions.read(sql -> new CatalogReader(sql).collection(collection.id()).isPresent());
  }

  /**
   * Reads scalar values of rows, column by column; waits for no writer.
   *
   * @param rows ordinals that the state knows; of rows that are deleted too, while they are there
   * @param fields scalar fields, the key among them where it is wanted
   * @param pause runs after some rows, and may throw to give up
   */
  public ScalarRows readScalars(
      CollectionState state, long[] rows, List<StoredField> fields, Runnable pause) {
    return new ScalarReader(states, sessions, pause).read(state, rows, fields);
  }

  /**
   * The ordinals of the rows with some keys, as one commit left them, which may be later than the
   * state; -1 for a key that is not there. Waits for no writer.
   */
  public long[] find(CollectionState state, List<?> keys) {
    StoredCollection collection = state.collection();
    if (collection.autoId()) {
      return keys.stream()
          .mapToLong(key -> (Long) key)
          .map(key -> state.isLive(key) ? key : -1)
          .toArray();
    }
    return sessions.read(
        sql -> {
          KeyTable table = new KeyTable(sql, collection);
          return keys.stream().mapToLong(key -> table.find(key).orElse(-1)).toArray();
        });
  }

  public StoredCollection createCollection(StoredCollection collection) {
    return transaction(
        "creating collection " + collection.name(),
        () -> {
          StoredCollection created = catalog.addCollection(collection);
          new TailTable(database, created).create();
          if (!created.autoId()) {
            new KeyTable(database, created).create();
          }
          return created;
        });
  }

  public void dropCollection(StoredCollection collection) {
    transaction(
        "dropping collection " + collection.name(),
        () -> {
          database.forgetStatements();
          new TailTable(database, collection).drop();
          if (!collection.autoId()) {
            new KeyTable(database, collection).drop();
          }
          catalog.removeCollection(collection.id());
          database.afterCommit(
              () -> {
                writer.close();
                readers.whenLeft(
                    () -> new Recovery(volume, layout, catalog).removeCollection(collection.id()));
              });
          return null;
        });
  }

  /**
   * Those of the keys that a collection holds, as {@link Long} or {@link String}, as the writer
   * sees them; to be used with no other writer in between.
   */
  public Set<Object> present(StoredCollection collection, List<?> keys) {
    return new KeyTable(database, collection).present(keys);
  }

  /**
   * Appends rows durably, filling segments one after another.
   *
   * @param scalars the columns of {@link StoredCollection#scalarFields}, in their order
   * @param number of the batch's row 0, for messages
   * @return the ordinal of the first row
   * @throws ElanusException ALREADY_EXISTS for a key that is there already; then nothing is written
   */
  public long append(
      StoredCollection collection,
      int rows,
      List<FieldScalars> scalars,
      List<FieldVectors> vectors,
      long number) {
    return transaction(
        "writing rows of " + collection.name(),
        () -> {
          requireThere(collection);
          return writer.append(collection, new RowWriter.Batch(rows, scalars, vectors, number));
        });
  }

  /**
   * Seals growing segments, and makes row groups of the scalars that are in SQLite until then.
   *
   * @param fewestSealed rows from which on a growing segment is sealed
   * @param fewestTail rows outside of row groups from which on those of a segment that goes on to
   *     grow become one
   */
  public void settle(StoredCollection collection, int fewestSealed, int fewestTail) {
    writer.settle(collection, fewestSealed, fewestTail);
  }

  private static ElanusException gone(StoredCollection collection) {
    return new ElanusException(
        ErrorCode.COLLECTION_NOT_FOUND, "collection " + collection.name() + " was dropped");
  }

  /**
   * Deletes rows by key; unknown keys are passed over.
   *
   * @return how many rows were deleted
   */
  public int delete(StoredCollection collection, List<?> keys) {
    return transaction(
        "deleting rows of " + collection.name(),
        () -> {
          requireThere(collection);
          long[] deleted = deletedRows(collection, keys);
          mark(collection, deleted);
          int count = deleted.length;
          catalog.addToCounts(collection.id(), 0, -count);
          return count;
        });
  }

  /** The ordinals, ascending, of the rows with some keys, which are forgotten. */
  private long[] deletedRows(StoredCollection collection, List<?> keys) {
    if (!collection.autoId()) {
      return new KeyTable(database, collection).delete(keys);
    }
    List<SegmentState> segments =
        catalog.segments(collection.id()).stream().map(states::asWritten).toList();
    return keys.stream()
        .mapToLong(key -> (Long) key)
        .distinct()
        .filter(row -> segments.stream().anyMatch(segment -> segment.isLive(row)))
        .sorted()
        .toArray();
  }

  /**
   * Marks rows as deleted.
   *
   * @param rows their ordinals, ascending
   */
  private void mark(StoredCollection collection, long[] rows) {
    int next = 0;
    for (StoredSegment segment : catalog.segments(collection.id())) {
      if (next == rows.length || rows[next] >= segment.endRow()) {
        continue;
      }
      SegmentState state = states.asWritten(segment);
      BitSet here = new BitSet();
      while (next < rows.length && rows[next] < segment.endRow()) {
        here.set(state.offset(rows[next++]));
      }
      Deletions all = state.deletions().with(here);
      states.setDeletions(segment, all);
      catalog.putDeletions(segment, all, here);
    }
  }

  private StoredCollection requireThere(StoredCollection collection) {
    return catalog
        .collection(collection.name())
        .filter(present -> present.id() == collection.id())
        .orElseThrow(() -> gone(collection));
  }

  /**
   * Begins to rewrite segments as one.
   *
   * @param sources neighbours, sealed and {@linkplain #settle settled}, of a state that is being
   *     read
   */
  public Compaction compact(CollectionState state, List<SegmentState> sources) {
    return new Compaction(
        new Compaction.Parts(volume, layout, database, catalog, states, readers, compacted),
        state,
        sources);
  }

  /** The vectors of a field in a segment, mapped: {@code rows * width} bytes. */
  public MemorySegment vectors(StoredSegment segment, StoredField field) {
    return VectorFile.map(volume, layout.vectors(segment, field), segment, field);
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
          catalog.putIndexFile(index, file);
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
    catalog.removeIndexFile(index, segment.id());
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
          catalog.removeIndex(index);
          database.afterCommit(() -> readers.whenLeft(() -> deleteFiles(index, segments)));
          return null;
        });
  }

  private void deleteFiles(StoredIndex index, List<StoredSegment> segments) {
    for (StoredSegment segment : segments) {
      deleteIndexFile(index, segment);
      deleteQuietly(layout.checkpoint(index.collection(), segment.id(), index.id()));
      deleteQuietly(layout.work(index.collection(), segment.id(), index.id()));
    }
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

  /** Gives the room in the catalogue that nothing takes any more back to the disk. */
  public void shrinkCatalog() {
    database.shrink();
  }

  /** Verifies everything that has a checksum or an invariant; one sentence for each problem. */
  public List<String> check() {
    try (Readers.Reading _ = readers.begin()) {
      return sessions.read(sql -> new StoreCheck(volume, layout, sql, states).run());
    }
  }

  @Override
  public void close() {
    try {
      sessions.close();
      // Behind whoever is writing.
      database.exclusively(
          () -> {
            writer.close();
            return null;
          });
    } finally {
      close(database, lock);
    }
  }
}
