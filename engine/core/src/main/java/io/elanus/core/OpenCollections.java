package io.elanus.core;

import io.elanus.api.CollectionRef;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.store.Store;
import io.elanus.store.StoredCollection;
import io.elanus.store.StoredField;
import io.elanus.store.StoredSegment;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds collections by name and keeps what is worth keeping of each in memory: mapped vectors,
 * deleted rows.
 */
final class OpenCollections {
  private record VectorsKey(long segment, int field, int rows) {}

  private static final class Kept {
    private final Map<VectorsKey, MemorySegment> vectors = new ConcurrentHashMap<>();
    private volatile BitSet deleted;
  }

  private final Store store;
  private final Map<Long, Kept> kept = new ConcurrentHashMap<>();

  OpenCollections(Store store) {
    this.store = store;
  }

  /**
   * @throws ElanusException COLLECTION_NOT_FOUND with the nearest name
   */
  StoredCollection find(CollectionRef ref) {
    String name = ref.name();
    if (!ref.database().equals(CollectionRef.DEFAULT_DATABASE)) {
      throw new ElanusException(
          ErrorCode.UNSUPPORTED,
          "a data directory has one database, %s, got %s"
              .formatted(CollectionRef.DEFAULT_DATABASE, ref.database()));
    }
    return store
        .catalog()
        .collection(name)
        .orElseThrow(
            () ->
                new ElanusException(
                    ErrorCode.COLLECTION_NOT_FOUND,
                    "collection " + name + " does not exist",
                    Suggestions.hint(name, store.catalog().collectionNames())));
  }

  /** Whether a collection was not dropped since it was found. */
  boolean isThere(StoredCollection collection) {
    return store
        .catalog()
        .collection(collection.name())
        .filter(present -> present.id() == collection.id())
        .isPresent();
  }

  CollectionSnapshot snapshot(CollectionRef ref) {
    return store.read(
        () -> {
          StoredCollection collection = find(ref);
          Kept memory = kept.computeIfAbsent(collection.id(), id -> new Kept());
          if (memory.deleted == null) {
            memory.deleted = toBits(store.catalog().deletions(collection.id()));
          }
          return new CollectionSnapshot(
              collection,
              store.catalog().segments(collection.id()),
              store.catalog().indexes(collection.id()),
              memory.deleted,
              (segment, field) -> vectors(memory, segment, field));
        });
  }

  private MemorySegment vectors(Kept memory, StoredSegment segment, StoredField field) {
    VectorsKey key = new VectorsKey(segment.id(), field.position(), segment.rows());
    MemorySegment mapped = memory.vectors.get(key);
    if (mapped == null) {
      mapped = store.vectors(segment, field);
      // A growing segment was mapped before at every length that a search met.
      memory
          .vectors
          .keySet()
          .removeIf(old -> old.segment() == segment.id() && old.field() == field.position());
      memory.vectors.put(key, mapped);
    }
    return mapped;
  }

  private static BitSet toBits(long[] rows) {
    BitSet bits = new BitSet();
    for (long row : rows) {
      bits.set(Math.toIntExact(row));
    }
    return bits;
  }

  /** Takes note of rows that were deleted; to be called before the store is read again. */
  void deleted(StoredCollection collection, long[] rows) {
    Optional.ofNullable(kept.get(collection.id()))
        .filter(memory -> memory.deleted != null)
        .ifPresent(
            memory -> {
              BitSet before = memory.deleted;
              // Read again, should this fail half-way.
              memory.deleted = null;
              BitSet more = (BitSet) before.clone();
              more.or(toBits(rows));
              memory.deleted = more;
            });
  }

  /** Frees what is kept of a collection. */
  void forget(StoredCollection collection) {
    kept.remove(collection.id());
  }
}
