package io.elanus.api;

/**
 * A vector database: embedded in this process, or a remote server behind the same calls. Safe for
 * concurrent use, and so are its facets, which live as long as it does. Every failure is an {@link
 * io.elanus.base.ElanusException}; what a returned call wrote survives a crash.
 */
public interface Engine extends AutoCloseable {
  /** The collections, by name. */
  CollectionCatalog collections();

  /** Their rows. */
  CollectionData data();

  /** Their indexes. */
  IndexCatalog indexes();

  /** Looks for neighbours. */
  VectorSearch searches();

  /** Care for what is stored. */
  Administration administration();

  @Override
  void close();
}
