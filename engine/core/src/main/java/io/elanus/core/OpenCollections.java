package io.elanus.core;

import io.elanus.api.CollectionRef;
import io.elanus.base.ElanusException;
import io.elanus.base.ErrorCode;
import io.elanus.base.Suggestions;
import io.elanus.store.CollectionState;
import io.elanus.store.Readers;
import io.elanus.store.Store;
import io.elanus.store.StoredCollection;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds collections by name, and reads them as the last commit left them. */
final class OpenCollections {
  private final Store store;

  OpenCollections(Store store) {
    this.store = store;
  }

  /**
   * @throws ElanusException COLLECTION_NOT_FOUND with the nearest name
   */
  CollectionState state(CollectionRef ref) {
    String name = ref.name();
    if (!ref.database().equals(CollectionRef.DEFAULT_DATABASE)) {
      throw new ElanusException(
          ErrorCode.UNSUPPORTED,
          "a data directory has one database, %s, got %s"
              .formatted(CollectionRef.DEFAULT_DATABASE, ref.database()));
    }
    return store
        .state(name)
        .orElseThrow(
            () ->
                new ElanusException(
                    ErrorCode.COLLECTION_NOT_FOUND,
                    "collection " + name + " does not exist",
                    Suggestions.hint(
                        name,
                        store.states().stream().map(state -> state.collection().name()).toList())));
  }

  StoredCollection find(CollectionRef name) {
    return state(name).collection();
  }

  /**
   * Reads a collection and waits for no writer; the files of its state stay until the end.
   *
   * @param doing what is done, such as "searched", for messages
   * @throws ElanusException COLLECTION_NOT_FOUND also where it was dropped meanwhile
   */
  <T> T reading(CollectionRef name, String doing, Function<CollectionState, T> work) {
    try (Readers.Reading _ = store.beginReading()) {
      CollectionState state = state(name);
      return whileThere(state, doing, () -> work.apply(state));
    }
  }

  /**
   * Works at a state, and tells by its own error where what failed is that the collection was
   * dropped.
   *
   * @param doing what is done, such as "searched", for messages
   */
  <T> T whileThere(CollectionState state, String doing, Supplier<T> work) {
    try {
      return work.get();
    } catch (ElanusException failure) {
      if (failure.code() == ErrorCode.CANCELLED || store.isThere(state.collection())) {
        throw failure;
      }
      throw new ElanusException(
          ErrorCode.COLLECTION_NOT_FOUND,
          "collection %s was dropped while it was %s".formatted(state.collection().name(), doing),
          null,
          failure);
    }
  }

  /** The state that knows a row which was read, which may not be published yet. */
  CollectionState stateThatKnows(StoredCollection collection, long row) {
    while (true) {
      CollectionState state =
          store
              .state(collection.id())
              .orElseThrow(
                  () ->
                      new ElanusException(
                          ErrorCode.COLLECTION_NOT_FOUND,
                          "collection " + collection.name() + " was dropped while it was read"));
      if (state.knows(row)) {
        return state;
      }
      // The row has committed: all that is left to its writer is to publish it.
      Thread.onSpinWait();
    }
  }
}
