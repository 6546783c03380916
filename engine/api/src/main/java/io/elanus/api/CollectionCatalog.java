package io.elanus.api;

import java.util.List;

/** The collections of an engine, by name. */
public interface CollectionCatalog {
  /**
   * @throws io.elanus.base.ElanusException ALREADY_EXISTS where the name is taken, INVALID_SCHEMA
   *     and INVALID_NAME
   */
  CollectionInfo create(CollectionSchema schema);

  /** All collections, by name. */
  List<CollectionInfo> list();

  /**
   * @throws io.elanus.base.ElanusException COLLECTION_NOT_FOUND with the nearest name, as all
   *     methods that are given one
   */
  CollectionInfo describe(CollectionRef collection);

  /** Deletes a collection with its rows and indexes; builds that run are cancelled. */
  void drop(CollectionRef collection);

  /** Makes a collection ready for searching: opens its vectors and indexes. */
  void load(CollectionRef collection);

  /**
   * Gives the memory of a collection back; searches are refused (NOT_LOADED) until it is loaded
   * again.
   */
  void release(CollectionRef collection);
}
