package io.elanus.api;

import java.util.List;

/**
 * The collections of an engine, by name. Each method that is given a name may throw an {@link
 * io.elanus.base.ElanusException} with COLLECTION_NOT_FOUND and the nearest name.
 */
public interface CollectionCatalog {
  /**
   * Makes an empty collection in the default database, loaded for searching.
   *
   * @throws io.elanus.base.ElanusException ALREADY_EXISTS where the name is taken, UNSUPPORTED for
   *     a field of a type that this engine does not know
   */
  CollectionInfo create(CollectionSchema schema);

  /** All collections, by name. */
  List<CollectionInfo> list();

  /** One collection and its present size. */
  CollectionInfo describe(CollectionRef collection);

  /** Deletes a collection with its rows and indexes; builds that run are cancelled. */
  void drop(CollectionRef collection);

  /**
   * Makes a collection ready for searching: opens its vectors and indexes. Searches are taken from
   * the moment when this returns, and wait for what is not open yet. Its result is the loaded
   * collection.
   *
   * @throws io.elanus.base.ElanusException COLLECTION_NOT_FOUND; the job ends with DAMAGED_DATA or
   *     CANCELLED, and then the collection stays loaded as far as it came
   */
  Job<CollectionInfo> load(CollectionRef collection);

  /**
   * Gives the memory of a collection back; searches are refused (NOT_LOADED) until it is loaded
   * again.
   */
  void release(CollectionRef collection);
}
